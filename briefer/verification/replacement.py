"""What stands in for a claim that cannot be repaired: a sentence of the story's own evidence."""

from collections.abc import Collection, Sequence
from functools import cached_property

from briefer.models import BriefRequest, DraftClaim, Story
from briefer.verification.support import word_recall
from briefer.writing.extractive.candidates import Desk

_RELATED = 0.4  # coverage from which an uncited passage is about the same as the failed claim


class Substitutes:
    """The evidence of a story that can be printed as it is, read when the first claim fails."""

    def __init__(self, request: BriefRequest, story: Story) -> None:
        self._request = request
        self._story = story
        self._passages = {passage.id: passage for passage in story.evidence}

    def find(self, failed: DraftClaim, used: Collection[str]) -> DraftClaim | None:
        """The sentence to print instead of `failed`, or None where there is none left.

        A passage that the claim cites comes first, in the claim's order; then the evidence that
        says most of the claim, if it says enough of it. `used` holds the ids already told.
        """
        ids = [passage_id for passage_id in failed.passage_ids if passage_id in self._passages]
        free = [key for key in (*ids, *self._by_likeness(failed.text)) if key not in used]
        return next((self._printable[key] for key in free if key in self._printable), None)

    @cached_property
    def _printable(self) -> dict[str, DraftClaim]:
        """Evidence sentences that stand alone, by passage id, worded as they would be printed."""
        return {
            candidate.passage.id: DraftClaim(
                text=candidate.phrased.text, passage_ids=candidate.phrased.passage_ids
            )
            for candidate in Desk(self._request, self._story).candidates()
        }

    def _by_likeness(self, text: str) -> Sequence[str]:
        scored = [
            (-word_recall(text, [passage.text]), rank, passage.id)
            for rank, passage in enumerate(self._story.evidence)
        ]
        return [key for score, _, key in sorted(scored) if -score >= _RELATED]
