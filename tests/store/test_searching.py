"""Words as readers type them, hostile ones included."""

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefer.store import ArticleStore, open_store
from briefer.store.terms import match_expression
from tests.store.articles import DAY, make_article

HOSTILE = [
    *('"', '""', "'", "*", "ferry*", "^ferry", "title:ferry", "-ferry", "+ferry", "(", ")"),
    *("AND", "OR", "NOT", "ferry NOT harbour", "{title text}: ferry", "NEAR(ferry, 2)"),
    *('ferry" OR "harbour', "; DROP TABLE article; --", "\0", "ferry\0harbour", "\ud800"),
    *("𝔣𝔢𝔯𝔯𝔶", "\u202e", "", " ", "a" * 10_000),
]


def found(store: ArticleStore, *terms: str, limit: int = 10) -> list[str]:
    return [hit.article.text for hit in store.search(terms, limit=limit)]


@pytest.fixture
def harbour(store: ArticleStore) -> ArticleStore:
    texts = [
        "The ferry sank off the harbour.",
        "Refineries burned; the harbour closed.",
        "The Oil refinery in Köln-Mülheim was closed.",
        "Parliament voted on the budget.",
        "The orchestra played in the rain.",
    ]
    store.add((make_article(text, DAY) for text in texts), seen=DAY)
    return store


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("FERRIES", "The ferry sank off the harbour."),
        ("sink ferry", None),
        ("oil refineries", "The Oil refinery in Köln-Mülheim was closed."),
        ("koln", "The Oil refinery in Köln-Mülheim was closed."),
        ("köln mülheim", "The Oil refinery in Köln-Mülheim was closed."),
        ("budget!", "Parliament voted on the budget."),
        ("voting", "Parliament voted on the budget."),
    ],
)
def test_case_accents_endings_and_punctuation_do_not_matter(
    harbour: ArticleStore, term: str, text: str | None
) -> None:
    assert found(harbour, term) == ([text] if text else [])


def test_any_of_the_terms_will_do_and_more_of_them_rank_higher(harbour: ArticleStore) -> None:
    assert found(harbour, "ferry", "harbour")[0] == "The ferry sank off the harbour."
    assert len(found(harbour, "ferry", "harbour", "budget")) == 3


def test_a_title_counts_more_than_the_text(store: ArticleStore) -> None:
    store.add(
        [
            make_article("The storm passed by night.", DAY, title="All quiet"),
            make_article("All quiet by night here.", DAY, title="The storm"),
            *(make_article(f"Nothing happened, {number}.", DAY) for number in range(9)),
        ],
        seen=DAY,
    )
    assert [hit.article.title for hit in store.search(["storm"], limit=2)] == [
        "The storm",
        "All quiet",
    ]


def test_a_search_stays_inside_its_days(harbour: ArticleStore) -> None:
    later = DAY + timedelta(days=1)
    harbour.add([make_article("Another ferry sank.", later)], seen=DAY)
    hits = harbour.search(["ferry"], first=later, limit=5)
    assert [hit.article.text for hit in hits] == ["Another ferry sank."]
    hits = harbour.search(["ferry"], last=DAY, limit=5)
    assert [hit.article.text for hit in hits] == ["The ferry sank off the harbour."]


def test_equal_matches_are_ordered_by_id_and_cut_the_same_way_in_any_order() -> None:
    twins = [
        make_article("The very same words.", DAY, url=f"https://wire.example/{n}")
        for n in range(30)
    ]
    others = [make_article(f"Something else {n}.", DAY) for n in range(40)]
    chosen = []
    for arrival in (twins + others, (twins + others)[::-1]):
        with open_store(":memory:", create=True) as store:
            store.add(arrival, seen=DAY)
            chosen.append([hit.article.id for hit in store.search(["words"], limit=7)])
    assert chosen[0] == chosen[1] == sorted(twin.id for twin in twins)[:7]


def test_scores_fall_and_no_limit_is_exceeded(harbour: ArticleStore) -> None:
    hits = harbour.search(["harbour", "ferry", "closed"], limit=10)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].score > 0
    assert len(harbour.search(["harbour", "ferry", "closed"], limit=2)) == 2
    assert harbour.search(["harbour"], limit=0) == []


@pytest.mark.parametrize("term", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_terms_are_words_like_any_other(harbour: ArticleStore, term: str) -> None:
    harmless = found(harbour, term, "orchestra")
    assert "The orchestra played in the rain." in harmless
    assert "Parliament voted on the budget." not in harmless


def test_operators_inside_a_term_are_not_obeyed(harbour: ArticleStore) -> None:
    assert found(harbour, 'ferry" OR "budget') == []
    assert found(harbour, "title:ferry") == []
    assert found(harbour, "parliament NOT ferry") == []


@given(st.text(max_size=40))
@example("\ud800\0\"'")
def test_no_term_breaks_a_search(term: str) -> None:
    with open_store(":memory:", create=True) as store:
        store.add([make_article(f"Words around {term!r}.", DAY)], seen=DAY)
        assert isinstance(store.search([term], limit=3), list)


def test_nothing_to_search_for_finds_nothing(harbour: ArticleStore) -> None:
    assert found(harbour) == found(harbour, "", "  ", "?!") == []
    assert match_expression(["", "?!"]) is None


def test_small_words_are_looked_for_only_when_there_are_no_others() -> None:
    assert match_expression(["war", "in", "the", "north"]) == '"war" OR "north"'
    assert match_expression(["US", "and", "WHO"]) == '"US" OR "WHO"'
    assert match_expression(["to", "be", "or"]) == '"to" OR "be" OR "or"'


def test_ten_thousand_terms_are_cut_to_the_first_few_hundred(harbour: ArticleStore) -> None:
    terms = ["ferry", *(f"word{number}" for number in range(10_000)), "budget"]
    assert found(harbour, *terms) == ["The ferry sank off the harbour."]
