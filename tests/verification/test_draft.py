from collections.abc import Sequence

import pytest

from briefer.errors import ModelUnavailable
from briefer.models import (
    BriefRequest,
    Draft,
    DraftClaim,
    DraftStory,
    FailedClaim,
    Repair,
    Story,
    Usage,
)
from briefer.progress import Progress, silent
from briefer.verification import Verified, verify_draft
from tests.verification.newsroom import FERRY, HARBOUR, REQUEST, claim, make_story, passage_with

TRUE = claim("Lobo said 12 boats had been lost since January.", "12 boats")
FALSE = claim("Fuel prices rose 5.4 per cent in April, Tarvia's bank said.", "4.5 per cent")
MENDED = claim("Fuel prices rose 4.5% in April, Tarvia's bank said.", "4.5 per cent")
FUEL = passage_with("4.5 per cent")


class Scribe:
    """A writer whose repairs are laid down, and who remembers what it was asked."""

    name = "scribe"
    model: str | None = None

    def __init__(self, *repairs: DraftClaim | None, out: bool = False) -> None:
        self.repairs = repairs
        self.out = out
        self.asked: list[tuple[FailedClaim, ...]] = []

    def write(
        self, request: BriefRequest, stories: Sequence[Story], *, progress: Progress = silent
    ) -> Draft:
        raise NotImplementedError

    def repair(self, request: BriefRequest, story: Story, failed: Sequence[FailedClaim]) -> Repair:
        self.asked.append(tuple(failed))
        if self.out:
            raise ModelUnavailable("the server is out")
        return Repair(claims=self.repairs, usage=Usage(prompt_tokens=7, completion_tokens=3))


def verify(
    *claims: DraftClaim,
    writer: Scribe | None = None,
    headline: str = HARBOUR.title,
    story: Story | None = None,
) -> Verified:
    draft = Draft(stories=(DraftStory(story_id="s1", headline=headline, claims=claims),))
    return verify_draft(REQUEST, draft, [story or make_story()], writer or Scribe())


def test_true_claims_are_printed_with_their_quotes() -> None:
    verified = verify(TRUE)
    (story,) = verified.stories
    (printed,) = story.claims
    assert (story.id, printed.id, printed.text) == ("s1", "s1.c1", TRUE.text)
    (citation,) = printed.citations
    assert citation.source_id == HARBOUR.id
    assert HARBOUR.text[citation.start : citation.end] == citation.quote
    assert verified.checks.model_dump() == {
        "claims": 1,
        "supported": 1,
        "repaired": 0,
        "replaced": 0,
        "dropped": 0,
    }


def test_the_failed_claims_of_a_story_are_repaired_in_one_go() -> None:
    other = claim("Ole Hagen said 25 would be hired.", "Mara Quist")
    mended = claim("Mara Quist said 25 more would be hired.", "Mara Quist")
    writer = Scribe(MENDED, mended)
    verified = verify(FALSE, TRUE, other, writer=writer)
    ((first, second),) = writer.asked
    assert (first.claim, second.claim) == (FALSE, other)
    assert "5.4 per cent" in first.problems[0]
    assert "Ole Hagen" in second.problems[0]
    assert [printed.text for printed in verified.stories[0].claims] == [
        MENDED.text,
        TRUE.text,
        mended.text,
    ]
    assert (verified.checks.repaired, verified.checks.dropped) == (2, 0)
    assert verified.usage.prompt_tokens == 7


@pytest.mark.parametrize(
    "writer",
    [Scribe(FALSE), Scribe(None), Scribe(), Scribe(out=True)],
    ids=["still wrong", "gave up", "nothing to offer", "out of reach"],
)
def test_what_cannot_be_repaired_is_replaced_by_the_passage_it_cites(writer: Scribe) -> None:
    verified = verify(TRUE, FALSE, writer=writer)
    assert verified.stories[0].claims[1].text == FUEL.text
    assert verified.stories[0].claims[1].support.verdict == "supported"
    assert (verified.checks.claims, verified.checks.replaced) == (2, 1)


def test_evidence_that_is_told_already_does_not_come_twice() -> None:
    verified = verify(MENDED, FALSE)
    assert [printed.text for printed in verified.stories[0].claims] == [MENDED.text]
    assert (verified.checks.replaced, verified.checks.dropped) == (0, 1)


def test_a_claim_of_an_unknown_passage_is_replaced_by_evidence_that_says_the_same() -> None:
    lost = DraftClaim(text="Fuel prices rose 4.5 per cent in April.", passage_ids=("nowhere.1",))
    writer = Scribe(None)
    verified = verify(lost, writer=writer)
    assert writer.asked[0][0].problems[0] == "there is no passage nowhere.1"
    assert verified.stories[0].claims[0].text == FUEL.text


def test_a_claim_that_nothing_can_stand_in_for_is_dropped_and_its_story_with_it() -> None:
    lost = DraftClaim(text="Penguins moult in the southern summer.", passage_ids=("nowhere.1",))
    verified = verify(lost)
    assert verified.stories == ()
    assert (verified.checks.claims, verified.checks.dropped) == (0, 1)


def test_claims_of_the_same_words_become_one_with_all_citations() -> None:
    text = "Lobo said 12 boats had been lost since January and over 340 sailors rescued."
    (story,) = verify(claim(text, "12 boats"), claim(f" {text} ", "340 sailors")).stories
    (printed,) = story.claims
    assert len(printed.citations) == 2


def test_a_citation_that_adds_nothing_is_not_printed() -> None:
    padded = DraftClaim(text=TRUE.text, passage_ids=(*TRUE.passage_ids, FUEL.id))
    (story,) = verify(padded).stories
    assert [citation.quote for citation in story.claims[0].citations] == [
        passage_with("12 boats").text
    ]


def test_a_partial_claim_is_printed_and_labelled() -> None:
    text = "Lobo, weary and visibly moved, mourned 12 boats since January."
    verified = verify(claim(text, "12 boats"))
    assert verified.stories[0].claims[0].support.verdict == "partial"
    assert (verified.checks.claims, verified.checks.supported) == (1, 0)


@pytest.mark.parametrize(
    "headline",
    ["Ruth Okafor warns of storm", "Storm sinks 99 boats", "“Never sail”, says Lobo", "  "],
)
def test_a_headline_that_says_more_than_the_story_gives_way_to_its_title(headline: str) -> None:
    assert verify(TRUE, headline=headline).stories[0].headline == HARBOUR.title


def test_a_sound_headline_stays() -> None:
    headline = "Lobo: 12 boats lost as storm nears Sarn"
    assert verify(TRUE, headline=headline).stories[0].headline == headline


def test_voices_and_sources_are_those_of_the_story() -> None:
    (story,) = verify(TRUE).stories
    assert (story.voices, story.source_ids) == (2, (HARBOUR.id, FERRY.id))


def test_a_story_that_was_not_given_is_dropped_and_counted() -> None:
    draft = Draft(stories=(DraftStory(story_id="s9", headline="Boats", claims=(TRUE, TRUE)),))
    verified = verify_draft(REQUEST, draft, [make_story()], Scribe())
    assert verified.stories == ()
    assert verified.checks.dropped == 2


def test_the_same_draft_verifies_to_the_same_result() -> None:
    assert verify(TRUE, FALSE, MENDED) == verify(TRUE, FALSE, MENDED)
