"""Sums as they are stored, and as the bank's figures are made of them. Pure."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from quizblocks.statistics.sums import ItemSums, Moments, Picks, Population


def stored(sums: ItemSums, weight: float | None) -> dict[str, Any]:
    """Return the sums of one question in one quiz as they are stored."""
    population = next(iter(sums.populations), None)
    content = {
        "whole": [sums.answers, sums.share, sums.share_square],
        "picked": {str(choice): count for choice, count in sums.picked.items()},
        "seconds": {str(seconds): count for seconds, count in sums.seconds.items()},
        "weight": weight,
    }
    if population is not None:
        m = population.moments
        content |= {
            "moments": [m.count, m.share, m.share_square, m.rest, m.rest_square, m.product],
            "greatest": population.greatest,
            "picks": {
                str(choice): [picks.count, picks.rest, picks.rest_square]
                for choice, picks in population.picks.items()
            },
        }
    return content


def sums_in(content: Mapping[str, Any]) -> ItemSums:
    """Return the sums that :func:`stored` wrote."""
    populations = ()
    if "moments" in content:
        picks = {UUID(choice): Picks(*said) for choice, said in content["picks"].items()}
        populations = (Population(Moments(*content["moments"]), picks, content["greatest"]),)
    answers, share, share_square = content["whole"]
    return ItemSums(
        answers=answers,
        share=share,
        share_square=share_square,
        picked={UUID(choice): count for choice, count in content["picked"].items()},
        populations=populations,
        uses=1,
        seconds={int(seconds): count for seconds, count in content["seconds"].items()},
    )
