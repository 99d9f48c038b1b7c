import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from briefer.models import Article, BriefRequest
from briefer.resources import sample_articles
from briefer.retrieval import build_stories
from briefer.retrieval.separation import tell_events_apart
from briefer.sources.reading import read_articles
from tests.retrieval.corpus import DAY, make_article
from tests.shared_data import require

DAYS = sorted((Path(__file__).parent / "days").glob("*.txt"))
"""Invented days of one topic each: `== event | headline`, then the report, and so on."""


def read_day(path: Path) -> dict[Article, str]:
    """The articles of an invented day and the event each reports."""
    reports = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    events: dict[Article, str] = {}
    for number, report in enumerate(reports):
        first, _, text = report.partition("\n")
        event, _, headline = first.partition(" | ")
        name = f"{path.stem}{number}"
        article = make_article(headline, text.strip(), publisher=name, path=name)
        events[article] = f"{path.stem} {event}"
    return events


def stories_of(articles: Sequence[Article]) -> dict[str, str]:
    """The story of each article, by the article's id."""
    request = BriefRequest(date=DAY, max_stories=100)
    return {
        article.id: story.id
        for story in build_stories(articles, request)
        for voice in story.voices
        for article in voice
    }


def misjudged(events: Mapping[Article, str]) -> tuple[int, int]:
    """How many pairs of articles are wrongly in one story, and wrongly in two."""
    story = stories_of(list(events))
    pairs = [
        (events[one] == events[other], story[one.id] == story[other.id])
        for one, other in combinations(events, 2)
    ]
    return pairs.count((False, True)), pairs.count((True, False))


def story_by_name(articles: Sequence[Article]) -> dict[str, str]:
    story = stories_of(articles)
    return {Path(article.path or "").name[:3]: story[article.id] for article in articles}


@pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])
def test_the_reports_of_one_event_stay_together_on_a_day_full_of_its_topic(path: Path) -> None:
    assert misjudged(read_day(path))[1] == 0


def test_the_events_of_one_topic_are_told_apart() -> None:
    joined = {path.stem: misjudged(read_day(path))[0] for path in DAYS}
    exact = {"business", "court", "election", "storms", "talks", "war"}
    assert {name for name, pairs in joined.items() if pairs == 0} >= exact
    assert sum(joined.values()) <= 6


def test_eight_topics_on_one_day_do_not_mix() -> None:
    joined, parted = misjudged({a: e for path in DAYS for a, e in read_day(path).items()})
    assert joined <= 8
    assert parted == 0


def test_the_sample_days_war_is_several_stories() -> None:
    found = [item for item in read_articles([str(sample_articles())]) if isinstance(item, Article)]
    story = story_by_name([one for one in found if Path(one.path or "").name[:3] <= "010"])
    assert story["001"] == story["002"] == story["003"]
    assert story["005"] == story["006"]
    assert story["008"] == story["009"]
    told_apart = [story[name] for name in ("001", "004", "005", "007", "008", "010")]
    assert len(set(told_apart)) == len(told_apart)


@pytest.mark.shared_data
def test_a_round_up_of_two_events_joins_the_reports_that_tell_both() -> None:
    folder = require("seeds")
    found = read_articles([str(path) for path in sorted(folder.glob("00[012]*"))])
    assert len(set(story_by_name([a for a in found if isinstance(a, Article)]).values())) == 1


def test_few_events_leave_everything_as_it_is() -> None:
    vectors = [{"war": 0.8, "ship": 0.6}, {"war": 0.8, "vote": 0.6}, {"war": 0.8, "swap": 0.6}]
    links = [{1: 0.1, 2: 0.1}, {0: 0.1, 2: 0.1}, {0: 0.1, 1: 0.1}]
    assert tell_events_apart(vectors, links, range(3)) == links


def test_what_all_neighbouring_events_share_counts_for_nothing() -> None:
    names = ("ship", "vote", "swap", "plea")
    vectors = [{"war": 0.8, name: 0.6} for name in names]
    links = [{other: 0.19 for other in range(4) if other != own} for own in range(4)]
    assert tell_events_apart(vectors, links, range(4)) == [
        {other: 0 for other in range(4) if other != own} for own in range(4)
    ]
