from hypothesis import given
from hypothesis import strategies as st

from briefer.models import Article
from briefer.retrieval.clustering import group_linked, link_similar
from briefer.retrieval.terms import Rarity, lead_terms, make_vector
from tests.retrieval.corpus import EVENTS, articles_of, event_of

Pairs = dict[tuple[int, int], float]


def grouped(articles: list[Article]) -> list[set[str]]:
    counts = [lead_terms(article) for article in articles]
    rarity = Rarity(counts)
    links = link_similar([make_vector(count, rarity) for count in counts])
    return [
        {articles[index].title for index in group}
        for group in group_linked(links, range(len(articles)))
    ]


def links_of(size: int, pairs: Pairs) -> list[dict[int, float]]:
    links: list[dict[int, float]] = [{} for _ in range(size)]
    for (first, second), link in pairs.items():
        links[first][second] = links[second][first] = link
    return links


def titles_by_event(articles: list[Article]) -> list[set[str]]:
    events = {event_of(article) for article in articles}
    return [{a.title for a in articles if event_of(a) == event} for event in sorted(events)]


def test_a_day_falls_into_its_events() -> None:
    articles = articles_of()
    assert sorted(map(sorted, grouped(articles))) == sorted(map(sorted, titles_by_event(articles)))


def test_two_events_of_one_war_stay_apart_even_when_nothing_else_happened() -> None:
    articles = articles_of("vote", "refinery")
    assert sorted(map(sorted, grouped(articles))) == sorted(map(sorted, titles_by_event(articles)))


def test_every_event_alone_is_one_group() -> None:
    for event in EVENTS:
        assert len(grouped(articles_of(event))) == 1


def test_a_chain_of_look_alikes_is_not_one_story() -> None:
    chain = {(index, index + 1): 0.3 for index in range(9)}
    assert len(group_linked(links_of(10, chain), range(10), 0.14)) >= 3


def test_groups_ignore_what_was_not_chosen() -> None:
    links = links_of(3, {(0, 1): 0.9, (1, 2): 0.9})
    assert group_linked(links, [0, 2], 0.14) == [[0], [2]]


def test_no_vectors_make_no_groups() -> None:
    assert group_linked(link_similar([]), [], 0.14) == []


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(0.02, 1.0),
        max_size=40,
    )
)
def test_groups_hold_everything_once_and_hang_together(pairs: Pairs) -> None:
    groups = group_linked(links_of(12, pairs), range(12), 0.14)
    assert sorted(index for group in groups for index in group) == list(range(12))
    for group in groups:
        if len(group) > 1:
            inside = [
                pairs.get((first, second), 0.0)
                for first in group
                for second in group
                if first < second
            ]
            # The last merge alone is guaranteed; two groups of a mean above it may be lower.
            assert max(inside) >= 0.14
