"""Undated reports take the day of dated ones on the same event, and only then."""

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import Article, PublishedDate
from briefer.retrieval.corroboration import corroborate
from briefer.sources.date_clues import find_url_date
from briefer.sources.dating import DateClues, date_article
from tests.shared_data import require

THURSDAY = date(2024, 3, 14)

DATED = """The head of the river authority, Marta Olsen, said on Thursday that towns along the Vell
must hurry to raise their dykes, warning that the old walls would not survive another winter.

"We have the stone and we have the engineers, what we lack is the courage to begin," Ms Olsen told
reporters as she presented the authority's yearly survey in Harlow.

The survey found that 47 pumping stations are past repair. Parliament agreed on Wednesday to lend
the towns 310 million crowns, but a larger fund remains blocked by the finance committee.

Fishermen in the estuary accused the authority of a continued and careless disregard for spawning
grounds, and asked the courts to stop the work."""

UNDATED = """River chief urges towns to raise their dykes

Towns on the Vell should hurry to raise their dykes before another winter, the head of the river
authority said on Thursday.

"We have the stone and we have the engineers, what we lack is the courage to begin," Marta Olsen
said, presenting a survey that counts 47 pumping stations beyond saving.

On Wednesday lawmakers granted loans of 310 million crowns. Fishermen spoke of a "careless disregard
for spawning grounds"."""

YEAR_BEFORE = """River chief calls for more stone on the Vell

The head of the river authority, Marta Olsen, has called on the towns along the Vell to strengthen
their dykes, saying that it is in their own interest to do so before the winter.

"I ask the towns to do more, because the need for stone is enormous," Ms Olsen told a news agency on
Friday. She said that pumping stations needed spare parts above all.

The towns pledged 23 new pumping stations after the floods, and fishermen in the estuary complained
about spawning grounds. The finance committee will take up the fund on Monday, and the authority
expects to publish its yearly survey in spring."""

BACKGROUND = """

The river authority was set up after the great flood, when the old walls at Harlow gave way and nine
villages were lost to the estuary in a single night. It maintains the dykes, the locks and the
pumping stations along the whole length of the Vell."""


def article(name: str, text: str, published: PublishedDate | None = None) -> Article:
    return Article(
        id=name, title=f"Title of {name}", text=text, published=published, content_hash=name
    )


def declared(day: date) -> PublishedDate:
    return PublishedDate(date=day, basis="declared", confidence=0.97, evidence=str(day))


def inferred(day: date, confidence: float = 0.5) -> PublishedDate:
    return PublishedDate(date=day, basis="inferred", confidence=confidence, evidence=str(day))


WITNESS = article("witness", DATED, declared(THURSDAY))


def test_the_same_event_gets_the_day_and_shows_the_shared_words() -> None:
    found = corroborate([article("u", UNDATED)], [WITNESS])["u"]
    assert (found.date, found.basis) == (THURSDAY, "corroborated")
    assert 0.6 <= found.confidence <= 0.9
    quoted, _, titles = found.evidence.partition("; as in ")
    assert all(part in " ".join(UNDATED.split()) for part in quoted.split(" … "))
    assert "Title of witness" in titles


def test_a_lower_bound_shortly_before_does_not_hinder() -> None:
    undated = article("u", UNDATED, inferred(THURSDAY - timedelta(days=11)))
    assert corroborate([undated], [WITNESS])["u"].date == THURSDAY


@pytest.mark.parametrize("days", [-1, 61, 460])
def test_a_lower_bound_after_the_day_or_long_before_forbids_it(days: int) -> None:
    undated = article("u", UNDATED, inferred(THURSDAY - timedelta(days=days)))
    assert corroborate([undated], [WITNESS]) == {}


def test_a_day_of_history_is_no_bound_from_below() -> None:
    undated = article("u", UNDATED, inferred(date(1953, 2, 1), confidence=0.2))
    assert corroborate([undated], [WITNESS])["u"].date == THURSDAY


def test_the_same_topic_a_year_before_stays_undated_without_any_date_of_its_own() -> None:
    assert corroborate([article("old", YEAR_BEFORE)], [WITNESS]) == {}


def test_a_shared_paragraph_of_background_is_not_the_same_event() -> None:
    witness = article("witness", DATED + BACKGROUND, declared(THURSDAY))
    assert corroborate([article("old", YEAR_BEFORE + BACKGROUND)], [witness]) == {}


def test_one_quotation_recalled_later_is_not_the_same_event() -> None:
    recalled = YEAR_BEFORE.replace(
        "I ask the towns to do more, because the need for stone is enormous",
        "We have the stone and we have the engineers, what we lack is the courage to begin",
    )
    assert corroborate([article("later", recalled)], [WITNESS]) == {}


def test_a_dateline_of_another_day_forbids_it() -> None:
    undated = article("u", f"HARLOW, December 7 (Wire) - {UNDATED}")
    assert corroborate([undated], [WITNESS]) == {}
    undated = article("u", f"HARLOW, March 14 (Wire) - {UNDATED}")
    assert corroborate([undated], [WITNESS])["u"].date == THURSDAY


def test_a_follow_up_does_not_win_over_the_day_itself() -> None:
    follow_up = DATED.replace("said on Thursday", "repeated on Friday").replace(
        "Parliament agreed on Wednesday", "Parliament has agreed"
    )
    later = article("a-later", follow_up, declared(date(2024, 3, 15)))
    for pool in ([WITNESS, later], [later, WITNESS]):
        assert corroborate([article("u", UNDATED)], pool)["u"].date == THURSDAY


def test_weekdays_that_do_not_fit_halve_the_evidence() -> None:
    fits = corroborate([article("u", UNDATED)], [WITNESS])["u"]
    monday = article("witness", DATED, declared(date(2024, 3, 18)))
    unfit = corroborate([article("u", UNDATED)], [monday]).get("u")
    assert unfit is None or unfit.confidence < fits.confidence


def test_dated_articles_keep_their_day_and_inferred_ones_bear_no_witness() -> None:
    assert corroborate([article("u", UNDATED, declared(date(2020, 1, 1)))], [WITNESS]) == {}
    assert corroborate([article("u", UNDATED)], [article("w", DATED, inferred(THURSDAY))]) == {}


def test_empty_pools_and_texts_give_nothing() -> None:
    assert corroborate([], [WITNESS]) == {}
    assert corroborate([article("u", UNDATED)], []) == {}
    assert corroborate([article("u", "")], [article("w", "", declared(THURSDAY))]) == {}


def test_the_answer_does_not_depend_on_the_order_of_the_pool() -> None:
    pool = [article(name, DATED, declared(THURSDAY)) for name in "cab"]
    undated = [article("u", UNDATED)]
    assert corroborate(undated, pool) == corroborate(undated, pool[::-1])


RETOLD = """Borrowing gets dearer again on the Vell

Households along the Vell face higher bills after the Bank of Harlow lifted its key rate on Thursday
to 4.25 per cent, from 4 per cent.

It was the third consecutive increase. Governor Ida Berg hinted at a pause in summer but said
inflation was still too high at 5.1 per cent.

Two board members out of seven dissented and preferred no change.

Ms Berg pointed to wage negotiations in the steel sector as a cause for concern. The crown
strengthened against the euro, reaching its highest since October.

The tenants' union spoke of a blow to families with small children."""

RATE_RISE = """Bank of Harlow raises rates to 4.25 per cent

The Bank of Harlow raised its key rate by a quarter of a point to 4.25 per cent on Thursday, the
third increase in a row, and signalled that it may pause in the summer.

Governor Ida Berg told a news conference that inflation, at 5.1 per cent in February, remained too
high and that wage talks in the steel industry worried her.

The decision was not unanimous: two of the seven board members preferred to leave the rate alone.

The crown rose to its highest level against the euro since October after the announcement.

The tenants' union called the decision a blow to young families."""

EARLIER_RISE = """Bank of Harlow raises rates to 4 per cent

The Bank of Harlow raised its key rate by a quarter of a point to 4 per cent on Thursday, the
second increase in a row, and said that more may follow.

Governor Ida Berg told a news conference that inflation, at 5.6 per cent in December, remained too
high. The decision was unanimous.

The crown fell against the euro after the announcement, and shares closed lower.

The builders' federation called the decision a blow to young families."""

NEXT_DAYS_RETORT = """Minister rebukes Bank of Harlow over rate rise

The finance minister, Olof Dahl, said on Friday that the Bank of Harlow had gone too far when it
raised its key rate to 4.25 per cent a day earlier.

Mr Dahl respected the independence of the bank but feared for jobs in the forests.

Governor Ida Berg declined to answer. On Thursday she said that inflation, at 5.1 per cent, remained
too high.

Opposition leaders accused the minister of meddling and asked for a debate on Monday."""

RATES = article("rates", RATE_RISE, declared(THURSDAY))


def test_the_same_news_in_other_words_is_recognised() -> None:
    found = corroborate([article("u", RETOLD)], [RATES])["u"]
    assert found.date == THURSDAY
    quoted, _, titles = found.evidence.partition("; as in ")
    assert all(part in " ".join(RETOLD.split()) for part in quoted.split(" … "))
    assert titles == "“Title of rates”"


@pytest.mark.parametrize("other", [EARLIER_RISE, NEXT_DAYS_RETORT], ids=["look-alike", "follow-up"])
def test_another_days_news_on_the_subject_is_told_apart(other: str) -> None:
    assert corroborate([article("u", other)], [RATES]) == {}
    assert (
        corroborate(
            [RATES.model_copy(update={"published": None})],
            [article("w", other, declared(THURSDAY + timedelta(days=1)))],
        )
        == {}
    )


def test_other_figures_for_the_same_things_contradict() -> None:
    changed = UNDATED.replace("47 pumping", "52 pumping").replace("310 million", "280 million")
    assert corroborate([article("u", changed)], [WITNESS]) == {}


def test_facts_of_several_articles_of_a_day_add_up() -> None:
    halves = RATE_RISE.split("\n\n")
    first = article("first", "\n\n".join(halves[:3]), declared(THURSDAY))
    second = article("second", "\n\n".join(halves[:2] + halves[3:]), declared(THURSDAY))
    alone = corroborate([article("u", RETOLD)], [first])
    both = corroborate([article("u", RETOLD)], [first, second])
    assert both["u"].date == THURSDAY
    assert alone.get("u") is None or alone["u"].confidence <= both["u"].confidence


def test_a_date_shortly_before_in_the_text_asks_for_fewer_facts() -> None:
    brief = "\n\n".join(RETOLD.split("\n\n")[:3])
    assert corroborate([article("u", brief)], [RATES]) == {}
    recent = article("u", brief, inferred(THURSDAY - timedelta(days=9)))
    assert corroborate([recent], [RATES])["u"].date == THURSDAY


def test_a_month_of_history_does_not_forbid_the_day() -> None:
    history = PublishedDate(
        date=date(2003, 9, 1), basis="inferred", confidence=0.4, evidence="late September 2003"
    )
    assert corroborate([article("u", UNDATED, history)], [WITNESS])["u"].date == THURSDAY


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([RATE_RISE, EARLIER_RISE, NEXT_DAYS_RETORT]), max_size=4),
    st.integers(min_value=-400, max_value=400),
)
def test_unrelated_articles_never_change_a_day_for_a_wrong_one(
    others: list[str], days: int
) -> None:
    """Those of the other subject, whatever their number and day, leave the river where it was."""
    unrelated = [
        article(f"o{number}", text, declared(THURSDAY + timedelta(days=days)))
        for number, text in enumerate(others)
    ]
    found = corroborate([article("u", UNDATED)], [*unrelated, WITNESS])
    assert found["u"].date == THURSDAY
    assert corroborate([article("u", UNDATED)], unrelated) == {}


@pytest.mark.shared_data
@pytest.mark.parametrize("blank", [False, True], ids=["as scraped", "without a date in the text"])
def test_seed_articles_of_the_day_are_told_from_the_older_ones(blank: bool) -> None:
    undated: list[Article] = []
    witnesses: list[Article] = []
    for path in sorted(require("seeds").glob("*.txt")):
        raw = path.read_text(encoding="utf-8")
        header = re.match(r"\s*date (\S+)", raw)
        text = raw[header.end() :].strip() if header else raw
        if blank:
            text = re.sub(
                r"3/3/24|December 8, 2022|31 December 2022|New Year\S*|\b20\d\d\b", "", text
            )
        clues = DateClues(header[1] if header else None, "header", None, "", text, "")
        published, _ = date_article(clues)
        name = path.name[:3]
        (witnesses if header else undated).append(article(name, text, published))
    found = corroborate(undated, witnesses)
    assert {name: published.date for name, published in found.items()} == {"001": THURSDAY}


@pytest.mark.shared_data
def test_scraped_articles_are_never_pulled_into_another_story() -> None:
    folder = require("wikinews_dev")
    articles = [
        json.loads(line)
        for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    stories = [
        json.loads(line)["sources"]
        for line in (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    days = {record["id"]: find_url_date(record["url"]) for record in articles}
    for sources in stories:
        witnesses = [
            article(record["id"], record["text"], declared(day.day))
            for record in articles
            if record["id"] not in sources and (day := days[record["id"]]) is not None
        ]
        own = [
            article(record["id"], record["text"]) for record in articles if record["id"] in sources
        ]
        assert corroborate(own, witnesses) == {}
