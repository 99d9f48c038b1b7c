"""Addresses inside the HTML report: `#CASE/METRIC/ITEM`, percent-encoded, each used once."""

from collections import Counter
from urllib.parse import quote


def anchor(*parts: str) -> str:
    """The parts as one fragment that needs no further encoding."""
    return "/".join(quote(part, safe="._~-") for part in parts)


def trial_anchor(case: str, index: int) -> str:
    """A trial's address; the first trial of a case has the case's own."""
    return anchor(case) if index == 0 else anchor(case, f"trial-{index + 1}")


class Addresses:
    """Hands out addresses; one that is taken already gets a number at its end."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def take(self, wanted: str) -> str:
        """`wanted`, or `wanted~2` and so on where it is taken."""
        self._taken[wanted] += 1
        uses = self._taken[wanted]
        return wanted if uses == 1 else f"{wanted}~{uses}"

    def first_known(self, *wanted: str) -> str | None:
        """The first of these that has been handed out."""
        return next((address for address in wanted if address in self._taken), None)
