"""What every writer can do."""

from collections.abc import Sequence
from typing import Protocol

from briefer.models import BriefRequest, Draft, FailedClaim, Repair, Story
from briefer.progress import Progress, silent


class Writer(Protocol):
    """Turns stories into a draft whose claims name the passages they rest on.

    A writer never writes a source's address or title: code turns passage ids into citations.
    """

    @property
    def name(self) -> str:
        """What `--writer` calls it, and what the brief says wrote it."""

    @property
    def model(self) -> str | None:
        """The model behind it; None for a writer that needs none."""

    def write(
        self, request: BriefRequest, stories: Sequence[Story], *, progress: Progress = silent
    ) -> Draft:
        """Write every story, in the order given.

        Claims rest only on passages of their own story's `evidence`.

        Raises:
            ModelError: there is no usable draft; see the tree in `briefer.errors`.
        """

    def repair(self, request: BriefRequest, story: Story, failed: Sequence[FailedClaim]) -> Repair:
        """Write the failed claims once more, knowing what was wrong with each.

        Returns one claim a failed claim, in the same order; None where there is no better one.

        Raises:
            ModelError: there is no usable answer.
        """
