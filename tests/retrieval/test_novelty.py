from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from briefer.models import Article, BriefRequest
from briefer.retrieval import build_stories, select_articles
from briefer.retrieval.novelty import choose_earlier, share_told
from briefer.store import open_store
from tests.retrieval.corpus import DAY, EVENTS, articles_of, event_of, make_article

REQUEST = BriefRequest(date=DAY)
YESTERDAY = DAY - timedelta(days=1)


def ranked(articles: Iterable[Article]) -> list[str]:
    with open_store(":memory:", create=True) as store:
        store.add(articles, seen=DAY)
        selection = select_articles(REQUEST, store)
    stories = build_stories(selection.articles, REQUEST, selection.earlier)
    return [event_of(story.articles[0]) for story in stories]


def told_on(day: date, event: str) -> list[Article]:
    return [one.model_copy(update={"publisher": "Old"}) for one in articles_of(event, day=day)]


def test_what_was_told_the_day_before_yields_to_news() -> None:
    today = articles_of("earthquake", "rates")
    for event, news in (("earthquake", "rates"), ("rates", "earthquake")):
        assert ranked([*today, *told_on(YESTERDAY, event)])[0] == news


def test_old_news_of_many_voices_still_goes_before_an_unheard_single_one() -> None:
    assert ranked([*articles_of("refinery", "ferry"), *told_on(YESTERDAY, "refinery")]) == [
        "refinery",
        "ferry",
    ]


@pytest.mark.parametrize("shift", [-400, -8, 0, 1])
def test_only_the_week_before_is_remembered(shift: int) -> None:
    articles = articles_of("rates", day=DAY + timedelta(days=shift))
    assert choose_earlier(articles, REQUEST) == []


def test_an_article_without_a_sure_date_is_not_taken_for_an_earlier_one() -> None:
    text = EVENTS["rates"][0].text
    guessed = make_article("Guessed", text, day=YESTERDAY, basis="inferred", path="guessed")
    known = make_article("Known", text, day=YESTERDAY, path="known")
    assert choose_earlier([guessed, known], REQUEST) == [known]


def test_the_share_told_is_that_of_earlier_articles_on_the_event() -> None:
    story = {"quake": 0.8, "toll": 0.6}
    assert share_told(story, []) == 0
    assert share_told(story, [{"quake": 1.0}]) == pytest.approx(0.64)
    assert share_told(story, [{"quake": 1.0}, {"toll": 1.0}]) == pytest.approx(1)
    assert share_told(story, [{"quake": 0.1, "vote": 0.995}]) == 0
