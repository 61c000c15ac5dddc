"""What a load measured, and what it must not exceed."""

from dataclasses import dataclass

WIDTH = 60


@dataclass(frozen=True)
class Measured:
    """One figure.

    Attributes:
        most, least: None where nothing is wanted.
    """

    what: str
    value: float
    measure: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is as it was wanted."""
        too_much = self.most is not None and self.value > self.most
        return not too_much and not (self.least is not None and self.value < self.least)

    def __str__(self):
        wanted = f"  at most {self.most:g}" if self.most is not None else ""
        wanted += f"  at least {self.least:g}" if self.least is not None else ""
        verdict = ("  held" if self.is_held else "  MISSED") if wanted else ""
        return f"{self.what:<{WIDTH}} {self.value:>11,.4g} {self.measure}{wanted}{verdict}"
