"""The words that every rendering shares."""

from datetime import date

import pytest

from briefer.models import Checks, DateBasis, PublishedDate
from briefer.rendering import presentation
from tests.rendering.briefs import DAY, cite, run, sample_brief, source


def test_sources_are_numbered_in_the_order_they_are_cited() -> None:
    numbers = presentation.number_sources(sample_brief())
    assert numbers == {"a" * 16: 1, "b" * 16: 2, "c" * 16: 3}


def test_a_source_nobody_cites_comes_last() -> None:
    brief = sample_brief()
    uncited = source("0" * 16, title="Uncited")
    brief = brief.model_copy(update={"sources": (uncited, *brief.sources)})
    assert [entry.title for _, entry in presentation.numbered_sources(brief)][-1] == "Uncited"


def test_a_quote_is_shown_where_its_words_differ_from_the_claim() -> None:
    same = cite(quote="“The bridge’s shut at noon”")
    other = cite(quote="The bridge shut at one.")
    assert presentation.telling_quotes("The bridge's shut at noon.", [same, other]) == [other]


@pytest.mark.parametrize(
    ("basis", "evidence", "words"),
    [
        ("declared", "date 2025-09-03", "2025-09-03, declared"),
        ("declared", "3 Sept. 2025", "2025-09-03, declared “3 Sept. 2025”"),
        ("url", "/2025/09/03/", "2025-09-03, from the address “/2025/09/03/”"),
        ("dateline", "QUAYS, Sept 3", "2025-09-03, from the dateline “QUAYS, Sept 3”"),
        ("corroborated", "Bridge shut", "2025-09-03, corroborated by “Bridge shut”"),
        ("inferred", "", "2025-09-03, inferred"),
        ("corroborated", "", "2025-09-03, corroborated"),
    ],
)
def test_a_date_says_what_it_rests_on(basis: DateBasis, evidence: str, words: str) -> None:
    published = PublishedDate(date=DAY, basis=basis, confidence=0.5, evidence=evidence)
    assert presentation.date_and_basis(published) == words


def test_a_source_without_publisher_goes_by_its_site_its_title_or_its_file() -> None:
    assert presentation.publisher_name(source(publisher=None)) == "gazette.example"
    nameless = source(publisher=None, url=None, path="in\\deep/late.txt")
    assert presentation.publisher_name(nameless) == "“Harbour bridge closes for a month”"
    untitled = nameless.model_copy(update={"title": ""})
    assert presentation.publisher_name(untitled) == "late.txt"


def test_voices_are_counted_and_those_with_a_name_named() -> None:
    first, second = "a" * 16, "b" * 16
    sources = {first: source(first), second: source(second, publisher=None, url=None)}
    story = sample_brief().stories[0]
    assert presentation.count_voices(story) == "2 independent voices"
    assert presentation.carriers(story, sources) == "The Quay Gazette and 1 other"
    nobody = {key: source(key, publisher=None, url=None) for key in sources}
    assert presentation.carriers(story, nobody) == ""


def test_the_day_stands_large_when_the_title_ends_in_it() -> None:
    brief = sample_brief(title="News brief, Wednesday 3 September 2025")
    assert presentation.masthead(brief) == ("News brief", "Wednesday 3 September 2025")
    assert presentation.masthead(sample_brief())[0] == "Wednesday 3 September 2025"


def test_the_day_is_written_without_a_leading_zero() -> None:
    assert presentation.long_date(date(2024, 2, 29)) == "Thursday 29 February 2024"


def test_checks_count_what_was_mended_and_dropped() -> None:
    assert presentation.checks_line(sample_brief()) == (
        "4 claims, 3 supported by the passages cited; 1 repaired; 2 dropped"
    )
    perfect = sample_brief(checks=Checks(claims=1, supported=1))
    assert presentation.checks_line(perfect) == "1 claim, all supported by the passages cited"
    assert (
        presentation.checks_line(sample_brief(checks=Checks(dropped=3))) == "No claims; 3 dropped"
    )


def test_the_writer_line_gives_model_tokens_and_cost() -> None:
    used = run(model="small-1", prompt_tokens=1_200, completion_tokens=34, cost_usd=0.0123)
    line = presentation.writer_line(sample_brief(writer="openai", run=used))
    assert line == "Writer: openai, small-1, 1,234 tokens, $0.0123"
    unpriced = used.model_copy(update={"cost_usd": None})
    assert "cost unknown" in presentation.writer_line(sample_brief(writer="openai", run=unpriced))


def test_a_listing_shorter_than_the_count_says_so() -> None:
    assert presentation.left_out_heading(sample_brief()) == "Left out (2)"
    crowded = sample_brief(run=run(excluded=1_250, considered=2_000))
    assert presentation.left_out_heading(crowded) == "Left out (2 of 1,250)"
