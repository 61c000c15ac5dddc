"""Questions that may be the same in other words. A hint; it never blocks.

Comparing each of 10,000 questions with each of 50,000 would take an hour:
compared are only those that share rare words. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

# Of 100: the same words in another order, or all but one or two of them.
LIKENESS = 85
MOST_SHOWN = 3
MOST_COMPARED = 150
# A word that so many questions have tells nothing.
MOST_WITH_WORD = 400
# Shorter questions resemble everything.
LEAST_LETTERS = 15
WORD = re.compile(r"\w+")


class LookalikeIndex:
    """Texts by their words.

    Args:
        stems: folded texts; an answer names them by their place in this list.
        wanted: the folded texts that will be asked for.
    """

    def __init__(self, stems: Sequence[str], *, wanted: Sequence[str]):
        self.stems = stems
        needed = {word for stem in wanted for word in WORD.findall(stem)}
        found: dict[str, list[int]] = {word: [] for word in needed}
        for place, stem in enumerate(stems):
            for word in needed.intersection(WORD.findall(stem)):
                having = found[word]
                # One more tells that it is too common.
                if len(having) <= MOST_WITH_WORD:
                    having.append(place)
        self.places = {
            word: having for word, having in found.items() if 0 < len(having) <= MOST_WITH_WORD
        }

    def find(self, stem: str, *, before: int | None = None) -> tuple[int, ...]:
        """Return the places of up to three texts like ``stem``, the most alike first.

        Args:
            before: look only at texts before this place.
        """
        if len(stem) < LEAST_LETTERS:
            return ()
        near = {
            place: self.stems[place]
            for place in self._candidates(stem)
            if (before is None or place < before) and self.stems[place] != stem
        }
        best = process.extract(
            stem, near, scorer=fuzz.token_sort_ratio, score_cutoff=LIKENESS, limit=MOST_SHOWN
        )
        return tuple(place for _text, _score, place in best)

    def _candidates(self, stem: str) -> Iterator[int]:
        """Yield texts that share words with ``stem``, the most shared and rarest words first."""
        known = sorted(
            (len(self.places[word]), word)
            for word in set(WORD.findall(stem))
            if word in self.places
        )
        shared: Counter[int] = Counter()
        for _count, word in known:
            shared.update(self.places[word])
        yield from (place for place, _shared in shared.most_common(MOST_COMPARED))
