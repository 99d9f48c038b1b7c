from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefer.errors import CeilingReached, ModelUnavailable, NoArticlesError
from briefer.models import Article, Brief, BriefRequest, Draft, FailedClaim, Repair, Story
from briefer.pipeline import brief_title, describe_source, make_brief
from briefer.progress import Progress, silent
from briefer.resources import sample_articles
from briefer.sources.reading import read_articles
from briefer.store import open_store
from briefer.writing import Writer, make_writer
from tests.shared_data import require

DAY = date(2024, 3, 14)
EXTRACTIVE = make_writer("extractive")


class Failing:
    """A model writer that cannot do its work."""

    name = "openai"
    model: str | None = "far-away"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def write(
        self, request: BriefRequest, stories: Sequence[Story], *, progress: Progress = silent
    ) -> Draft:
        raise self.error

    def repair(self, request: BriefRequest, story: Story, failed: Sequence[FailedClaim]) -> Repair:
        raise self.error


def brief_from(
    folder: Path,
    request: BriefRequest | None = None,
    *,
    writer: Writer = EXTRACTIVE,
    fallback: Writer | None = None,
) -> Brief:
    with open_store(":memory:", create=True) as store:
        found = list(read_articles([str(folder)]))
        store.add([item for item in found if isinstance(item, Article)], seen=DAY)
        request = request or BriefRequest(date=DAY)
        return make_brief(request, store, writer, fallback=fallback, clock=lambda: 0.0)


@pytest.fixture(scope="module")
def sample() -> Brief:
    return brief_from(sample_articles())


def names(paths: Sequence[str | None]) -> set[str]:
    return {Path(path or "").name[:3] for path in paths}


def test_the_sample_brief_uses_the_days_articles_and_no_others(sample: Brief) -> None:
    used = names([source.path for source in sample.sources])
    assert used == {"001", "003", "004", "005", "006", "007", "008", "009", "010"}
    assert names([one.path for one in sample.excluded]) == {"002", "011", "012", "013", "014"}


def test_the_undated_article_is_dated_by_the_others(sample: Brief) -> None:
    undated = next(source for source in sample.sources if "003_" in (source.path or ""))
    assert undated.published.basis == "corroborated"
    assert undated.published.date == DAY


def test_every_quote_is_verbatim_in_its_file(sample: Brief) -> None:
    files = {source.id: Path(source.path or "").read_text("utf-8") for source in sample.sources}
    claims = [claim for story in sample.stories for claim in story.claims]
    assert len(claims) >= 15
    for claim in claims:
        for citation in claim.citations:
            whole = " ".join(files[citation.source_id].split())
            assert " ".join(citation.quote.split()) in whole


def test_hidden_text_and_boilerplate_reach_no_claim(sample: Brief) -> None:
    printed = sample.model_dump_json()
    for noise in (
        "withdrawn",
        "has resigned",
        "ADVERTISEMENT",
        "Share this",
        "Sign up",
        "thistles",
    ):
        assert noise not in printed


def test_no_stale_fact_is_told(sample: Brief) -> None:
    claims = " ".join(claim.text for story in sample.stories for claim in story.claims)
    for stale in ("16 drones", "45 drones", "Patriot", "523 votes", "of those 32"):
        assert stale not in claims


def test_the_disagreement_on_drones_is_shown(sample: Brief) -> None:
    conflicts = [conflict for story in sample.stories for conflict in story.conflicts]
    positions = [position.text for conflict in conflicts for position in conflict.positions]
    assert any("34" in text for text in positions)
    assert any("36" in text for text in positions)


def test_the_same_input_gives_the_same_bytes(sample: Brief) -> None:
    assert brief_from(sample_articles()).model_dump_json() == sample.model_dump_json()


def test_the_checks_add_up(sample: Brief) -> None:
    claims = [claim for story in sample.stories for claim in story.claims]
    assert sample.checks.claims == len(claims)
    assert sample.checks.supported == sum(c.support.verdict == "supported" for c in claims)
    assert sample.run.considered == 14


def test_a_day_without_articles_names_days_that_have_some() -> None:
    with pytest.raises(NoArticlesError, match="2024-03-1"):
        brief_from(sample_articles(), BriefRequest(date=date(2024, 4, 1)))


def test_a_topic_keeps_to_its_story() -> None:
    brief = brief_from(sample_articles(), BriefRequest(date=DAY, topic="Starship rocket test"))
    assert brief.title == "News brief on Starship rocket test, Thursday 14 March 2024"
    assert names([source.path for source in brief.sources]) == {"008", "009"}
    assert any("topic" in one.reason for one in brief.excluded)


def test_a_model_that_is_out_gives_way_and_the_brief_says_so() -> None:
    failing = Failing(ModelUnavailable("The server does not answer."))
    brief = brief_from(sample_articles(), writer=failing, fallback=EXTRACTIVE)
    assert brief.degraded
    assert brief.writer == "extractive"
    assert brief.run.model is None
    assert brief.run.fallback_reason == "The server does not answer."


def test_a_model_that_is_out_is_an_error_without_fallback() -> None:
    with pytest.raises(ModelUnavailable):
        brief_from(sample_articles(), writer=Failing(ModelUnavailable("Out.")))


def test_a_ceiling_is_an_error_even_with_fallback() -> None:
    failing = Failing(CeilingReached("Too dear."))
    with pytest.raises(CeilingReached):
        brief_from(sample_articles(), writer=failing, fallback=EXTRACTIVE)


def test_a_source_is_dated_as_its_reader_counts_days() -> None:
    article = next(item for item in read_articles([str(sample_articles())]) if "008" in str(item))
    assert isinstance(article, Article)
    late = article.model_copy(update={"published_at": datetime(2024, 3, 14, 20, 30, tzinfo=UTC)})
    request = BriefRequest(date=date(2024, 3, 15), timezone="Asia/Tokyo")
    assert late.day(ZoneInfo("Asia/Tokyo")) == date(2024, 3, 15)
    assert describe_source(request, late).published.date == date(2024, 3, 15)


def test_the_title_names_the_day_in_words() -> None:
    assert brief_title(BriefRequest(date=DAY)) == "News brief, Thursday 14 March 2024"


@pytest.mark.shared_data
def test_real_articles_give_a_brief_of_their_day() -> None:
    brief = brief_from(require("seeds"))
    assert names([source.path for source in brief.sources]) == {"000", "001", "002"}
    assert names([one.path for one in brief.excluded]) == {"003", "004"}
    told = " ".join(claim.text for story in brief.stories for claim in story.claims)
    for fact in ("ammunition", "political will", "€5 billion", "€276 million", "34 Shahed",
                 "Kursk", "refiner", "nuclear", "23 parliaments"):  # fmt: skip
        assert fact in told, fact
