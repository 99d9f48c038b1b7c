"""The checks that lay a claim beside its passage: what was turned round, hardened, swapped."""

import pytest

from briefer.verification import CheckedClaim, check_claim
from tests.verification.newsroom import make_article, passages_of

ARTICLE = make_article(
    "Sarn council sues Norrvik",
    """The council of Sarn may close the old bridge next month, its engineer Ruth Okafor said.

    Norrvik sued Halden Bank over a loan for the ferry in April.

    Police said the driver of the lorry was arrested after the crash on the bridge.

    The price of diesel rose in Tarvia and fell in Osk, according to the ministry of trade.

    Some 40 residents of Quay Street have left their homes because of the flood.

    The engineers did not find any crack in the northern pier, and nobody was hurt.

    Mara Quist opened the museum in Osk, which shows ships from three centuries.

    Ole Hagen met Zubair Khan in Sarn before the vote, and was jeered by fishers outside.

    The firm is expected to hire 200 welders for its yard in Lenn.

    The guard robbed the shop on Mill Lane, prosecutors told the court on Tuesday.""",
)
PASSAGES = passages_of(ARTICLE)


def check(text: str, *cited: str) -> CheckedClaim:
    passages = [passage for words in cited for passage in PASSAGES if words in passage.text]
    return check_claim(text, passages, {ARTICLE.id: ARTICLE})


@pytest.mark.parametrize(
    ("text", "cited", "check_name"),
    [
        ("The council of Sarn will close the old bridge next month.", "may close", "modality"),
        ("In Lenn the firm has hired 200 welders for its yard.", "welders", "modality"),
        ("All 40 residents of Quay Street have left their homes.", "Quay Street", "modality"),
        ("The price of diesel fell in Tarvia, the ministry of trade said.", "diesel", "roles"),
        ("Then the price of diesel fell in Tarvia and fell in Osk.", "diesel", "direction"),
        ("Then Halden Bank sued Norrvik over a loan for the ferry in April.", "sued", "roles"),
        ("Then the price of diesel rose in Osk and fell in Tarvia.", "diesel", "roles"),
        (
            "Norrvik was sued by Halden Bank over a loan for the ferry in April.",
            "sued",
            "roles",
        ),
        ("Witnesses said the driver of the lorry was arrested.", "lorry", "attribution"),
        ("Now the engineers did find any crack in the northern pier.", "crack", "negation"),
        (
            "Now the engineers did not find any crack, and nobody was not hurt.",
            "crack",
            "negation",
        ),
        (
            "Now the guard burnt the shop on Mill Lane, prosecutors told the court.",
            "Mill",
            "wording",
        ),
    ],
)
def test_a_close_retelling_that_lies_is_refused(text: str, cited: str, check_name: str) -> None:
    checked = check(text, cited)
    assert not checked.passed
    assert check_name in checked.support.failed


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("The council of Sarn might close its old bridge next month.", "may close"),
        ("The old bridge may be closed next month by the council of Sarn.", "may close"),
        ("The firm in Lenn plans to hire 200 welders for its yard.", "welders"),
        ("Halden Bank was sued by Norrvik over a loan for the ferry in April.", "sued"),
        ("In Osk the price of diesel fell, and in Tarvia it rose.", "diesel"),
        ("Police said they had arrested the driver of the lorry after the crash.", "lorry"),
        ("In Sarn, Zubair Khan met Ole Hagen before the vote.", "jeered"),
        ("The engineers found no crack in the northern pier.", "crack"),
        (
            "Some 40 people of Quay Street have left their homes because of the flood.",
            "Quay Street",
        ),
        ("The museum in Osk was opened by Mara Quist.", "museum"),
    ],
)
def test_a_true_retelling_passes(text: str, cited: str) -> None:
    assert check(text, cited).problems == ()


def test_halves_of_two_sentences_are_no_sentence() -> None:
    merged = (
        "Norrvik sued Halden Bank over a loan for the ferry, and was jeered by fishers outside."
    )
    assert "joining" in check(merged, "sued", "jeered").support.failed
    whole = "Ole Hagen met Zubair Khan in Sarn, and was jeered by fishers outside."
    assert check(whole, "jeered", "sued").passed


def test_a_reason_that_no_passage_gives_is_refused() -> None:
    text = "Mara Quist opened the museum in Osk because nobody was hurt."
    assert "joining" in check(text, "museum", "crack").support.failed


def test_problems_name_both_words() -> None:
    (problem,) = check(
        "Then the council of Sarn will close the old bridge next month.", "may"
    ).problems
    assert "“may”" in problem
    assert "“will”" in problem


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("The guard robbed the shop on Mill Lane, the court heard on 13 May.", True),
        ("The guard robbed the shop on Mill Lane, the court heard two days ago.", True),
        ("The guard robbed the shop on Mill Lane, prosecutors told the court yesterday.", False),
        ("The guard robbed the shop on Mill Lane, prosecutors told the court on 12 May.", False),
    ],
)
def test_days_are_counted_from_the_day_of_the_article(text: str, true: bool) -> None:
    checked = check(text, "Mill Lane")
    assert checked.passed is true
    assert true or checked.support.failed == ("dates",)
