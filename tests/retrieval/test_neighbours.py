from datetime import date, timedelta

from briefer.models import Article
from briefer.retrieval.neighbours import DayIndex, find_other_days, find_undated, find_witnesses
from briefer.retrieval.window import Days, days_within_reach
from briefer.store import open_store
from tests.retrieval.corpus import DAY, EVENTS, articles_of, make_article

SPAN = Days(DAY, DAY)


def markets(count: int, day: date = DAY) -> list[Article]:
    return [
        make_article(
            f"Belmark shares close {number} points higher",
            f"Shares in Belmark closed {number} points higher as traders shrugged off the rain.",
            day=day,
            path=f"{day}-market{number}.txt",
        )
        for number in range(count)
    ]


def test_on_a_crowded_day_the_closest_articles_are_those_on_the_event() -> None:
    index = DayIndex([*markets(150), *articles_of()])
    report = make_article("Refinery burns", EVENTS["refinery"][2].text, path="own.txt")
    closest = index.closest(report)
    assert len(closest) <= 6
    assert {article.title for article in articles_of("refinery")} <= {a.title for a in closest}
    assert index.keep_alike([report]) == [report]
    stranger = make_article("Chess", "A grandmaster of thirteen won the open in Tarn.", path="x")
    assert index.keep_alike([stranger]) == []


def test_witnesses_are_never_later_than_the_day() -> None:
    undated = make_article("Undated", EVENTS["vote"][0].text, day=None, path="undated.txt")
    days = [DAY + timedelta(days=shift) for shift in (-30, -1, 0, 1, 2)]
    with open_store(":memory:", create=True) as store:
        store.add([one for day in days for one in articles_of("vote", day=day)], seen=DAY)
        witnesses = find_witnesses([undated], DayIndex(articles_of("vote")), store, SPAN)
    found = {one.published.date for one in witnesses if one.published}
    assert found == {DAY, DAY - timedelta(days=1)}


def test_of_very_many_undated_articles_the_most_alike_are_found() -> None:
    crowd = [
        one.model_copy(update={"published": None, "path": f"undated-{one.path}"})
        for one in markets(300)
    ]
    wanted = make_article("Undated", EVENTS["vote"][1].text, day=None, path="undated.txt")
    with open_store(":memory:", create=True) as store:
        store.add([*crowd, wanted], seen=date(2026, 1, 1))
        found = find_undated(articles_of("vote"), None, store, SPAN)
    assert wanted in found
    assert len(found) <= 40


def test_sparse_days_are_reached_far_into_the_past() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([*markets(150), *markets(150, DAY - timedelta(days=900))], seen=DAY)
        assert days_within_reach(store, SPAN) == SPAN.widen(4096)


def test_a_small_store_is_looked_through_whole() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([*articles_of("vote"), *articles_of("rates", day=date(1999, 1, 1))], seen=DAY)
        assert days_within_reach(store, SPAN) is None
        others = find_other_days(DayIndex(articles_of("vote")), None, store, SPAN)
    assert len(others) == 2


def test_with_a_topic_a_large_store_gives_only_earlier_articles_on_it() -> None:
    earlier = DAY - timedelta(days=2)
    refinery = articles_of("refinery", day=earlier)
    mention = make_article(
        "Drivers' club of Karvia elects a chairman",
        "The drivers' club chose Ivo Marn to lead it.\n\nHe wants cheaper parking.\n\nMembers "
        "also spoke of the fire at an oil refinery.\n\nA dance followed.\n\nIt rained.",
        day=earlier,
        path="mention.txt",
    )
    with open_store(":memory:", create=True) as store:
        store.add([*markets(250, earlier), *refinery, mention], seen=DAY)
        found = find_other_days(DayIndex(articles_of("vote")), "oil refinery", store, SPAN)
    assert len(found) >= 2
    assert {one.id for one in found} <= {one.id for one in refinery}
