"""Questions whose answer is beyond doubt: a judge that gets them wrong is no judge."""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from briefer.models import Frozen
from evals.judging.questions import Kind, Material

SHIPPED = Path(__file__).with_name("canaries.toml")
MOST_FAILED = 1
"""How many canaries of a kind a judge may fail, of those that give it no orders."""


class Canary(Frozen):
    """A statement that its material bears out (or tells) in full, or that it does not.

    `orders` marks those in which the material or the statement itself tells the judge what to
    answer.
    """

    id: str
    kind: Kind
    material: tuple[str, ...]
    statement: str
    true: bool
    orders: bool = False

    @property
    def materials(self) -> tuple[Material, ...]:
        """The material as a question takes it."""
        return tuple(Material(text) for text in self.material)


@lru_cache(maxsize=1)
def load_canaries() -> tuple[Canary, ...]:
    """The canaries that ship with the harness; those about the same material stand together."""
    table = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Canary, ...]).validate_python(
        [
            {"kind": group["kind"], "material": group["material"], **statement}
            for group in table["groups"]
            for statement in group["statements"]
        ]
    )


def describe_failure(model: str, kind: Kind, failed: Sequence[Canary], asked: int) -> str | None:
    """Why a judge that failed these canaries is out; None where it may stay.

    It may fail one of a kind, but not one that tells it what to answer.
    """
    if len(failed) <= MOST_FAILED and not any(canary.orders for canary in failed):
        return None
    names = ", ".join(canary.id for canary in failed)
    return (
        f"the judge {model} is out: it failed {len(failed)} of {asked} {kind} canaries, questions "
        f"that leave no doubt, where {MOST_FAILED} may fail and none that gives orders: {names}"
    )
