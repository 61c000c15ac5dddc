"""Somebody who meets the form for the first time, as seconds: the model behind the newcomer's figure.

Slow: reads every word once at 150 words (Vietnamese syllables) a minute and types two keys a second.
Usual: 200 words read and 30 words typed a minute. Both type Telex: a key for each letter and for each mark.
Taps as in the keystroke-level model of Card, Moran and Newell: 1.35 s to make up one's mind, 1.1 s to reach
the place, 0.2 s to touch. A swipe over two thirds of the screen is a reach and a touch; a photograph is three
taps in the phone's gallery and eight seconds of looking.
"""

import unicodedata
from dataclasses import dataclass, field

WORDS_A_SECOND, KEYS_A_SECOND = 150 / 60, 2
USUAL_WORDS_A_SECOND, USUAL_TYPED_A_SECOND = 200 / 60, 30 / 60
DECIDE, REACH, TOUCH = 1.35, 1.1, 0.2
TAP = DECIDE + REACH + TOUCH
SWIPE = REACH + TOUCH
GALLERY_TAPS, GALLERY_LOOK = 3, 8
# Marks above, below and through a letter; "đ" is "d" twice.
STROKES = {"đ": 2, "Đ": 2}


def keys_of(text: str) -> int:
    """Return how many keys ``text`` takes on a Telex keyboard."""
    return sum(STROKES.get(letter, 1) for letter in unicodedata.normalize("NFD", text))


@dataclass
class Hands:
    """Adds up what one person spends, by what it was spent on."""

    typed: int = 0
    spent: dict[str, float] = field(
        default_factory=lambda: {"reading": 0, "typing": 0, "tapping": 0, "waiting": 0}
    )

    def read(self, text: str) -> float:
        return self._spend("reading", len(text.split()) / WORDS_A_SECOND)

    def type(self, text: str) -> float:
        self.typed += len(text.split())
        return self._spend("typing", keys_of(text) / KEYS_A_SECOND)

    def tap(self, times: int = 1) -> float:
        return self._spend("tapping", times * TAP)

    def swipe(self, screens: float) -> float:
        return self._spend("tapping", screens * SWIPE)

    def pick_photograph(self) -> float:
        return self.tap(GALLERY_TAPS) + self._spend("tapping", GALLERY_LOOK)

    def wait(self, seconds: float) -> None:
        self._spend("waiting", seconds)

    def usual(self) -> float:
        """Return what somebody with the usual pace would have needed for the same."""
        reading = self.spent["reading"] * WORDS_A_SECOND / USUAL_WORDS_A_SECOND
        typing = self.typed / USUAL_TYPED_A_SECOND
        return reading + typing + self.spent["tapping"] + self.spent["waiting"]

    def _spend(self, what: str, seconds: float) -> float:
        self.spent[what] += seconds
        return seconds
