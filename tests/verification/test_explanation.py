"""Why a claim is there: the same checks that the brief was made with, one by one."""

import pytest

from briefer.verification import check_claim
from briefer.verification.explanation import explain_claim
from tests.verification.newsroom import ARTICLES, passage_with
from tests.verification.test_briefs import edit, make_brief

TOO_LITTLE = "Lobo praised brave sailors, praying quietly."


@pytest.mark.parametrize(
    "text",
    [
        "Lobo said 12 boats had been lost since January.",
        "Lobo said 90 boats had been lost since January.",
        "Lobo denied that 12 boats had been lost since January.",
        TOO_LITTLE,
    ],
)
def test_the_checks_shown_are_those_that_decided(text: str) -> None:
    brief = edit(make_brief(), text)
    story = brief.stories[0]
    explained = explain_claim(brief, story, story.claims[0], ARTICLES)
    shown = {check.name for check in explained.checks if check.problems}
    assert shown == set(explained.support.failed)


def test_a_claim_refused_for_want_of_support_says_so() -> None:
    checked = check_claim(TOO_LITTLE, [passage_with("12 boats")], ARTICLES)
    assert checked.support.failed == ("support",)
    assert "say too little of the claim" in checked.problems[0]
