"""Reports from Slack become drafts of golden cases."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from briefer.cli import app
from briefer.errors import InputError
from briefer.models import Article, BriefRequest
from briefer.pipeline import make_brief
from briefer.store import open_store
from briefer.store.bot import Feedback, open_bot_store
from briefer.writing import make_writer
from evals.feedback import draft_cases
from tests.store.articles import DAY, make_article

BRIDGE = (
    "The harbour bridge was closed to all traffic on Thursday after inspectors found "
    "a frayed cable, the port authority said.\n\nAbout 40,000 people cross the bridge each day, "
    "according to the authority.\n\nThe repair will cost $3 million, Maud Ferris said."
)


@pytest.fixture
def bridge() -> Article:
    return make_article(BRIDGE, DAY, title="Harbour bridge shut after cable frays", path="b.txt")


@pytest.fixture
def place(tmp_path: Path, bridge: Article) -> str:
    """A store with a brief that two people reported on."""
    place = str(tmp_path / "news.db")
    with open_store(place, create=True) as articles, open_bot_store(place) as bot:
        articles.add([bridge], seen=DAY)
        brief = make_brief(BriefRequest(date=DAY), articles, make_writer("extractive"))
        bot.archive.keep("k" * 16, brief, now=1.0)
        claim = brief.stories[0].claims[0]
        wrong = Feedback(
            received=1.0,
            reporter="U1",
            kind="wrong_citation",
            brief="k" * 16,
            claim=claim.id,
            passages=claim.citations,
            problem="figures",
            note="It was\nWednesday.",
            link=None,
        )
        missing = wrong.model_copy(
            update={"kind": "missing_fact", "note": "Ferries run late.", "link": "https://f.example",
                    "problem": None, "received": 2.0}
        )  # fmt: skip
        bot.people.report(wrong, event="e1")
        bot.people.report(missing, event="e2")
    return place


def draft(place: str, folder: Path) -> list[Path]:
    with open_store(place, create=False) as articles, open_bot_store(place) as bot:
        return draft_cases(folder, bot, articles)


def test_a_reported_brief_becomes_a_draft_with_its_articles_and_reports(
    place: str, bridge: Article, tmp_path: Path
) -> None:
    (path,) = draft(place, tmp_path / "drafts")
    assert path.parent.name == "2024-03-14-kkkkkkkk"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# REPORTED as wrongly cited (figures): ")
    assert "\n#   because: It was Wednesday.\n#   it cites: " in text
    assert "\n# REPORTED as missing: Ferries run late.\n#   to be read at https://f.example" in text
    case = yaml.safe_load(text)
    assert (str(case["date"]), case["draft"]) == ("2024-03-14", True)
    assert any("40,000" in fact["text"] for fact in case["facts"])
    (article,) = (path.parent / "articles").iterdir()
    assert article.name == f"001_{bridge.id}.jsonl"


def test_what_was_drafted_is_left_alone(place: str, tmp_path: Path) -> None:
    (path,) = draft(place, tmp_path / "drafts")
    path.write_text("edited", encoding="utf-8")
    assert draft(place, tmp_path / "drafts") == []
    assert path.read_text(encoding="utf-8") == "edited"


def test_the_command_drafts_them(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    arguments = ["eval", "new-case", str(folder), "--from-feedback", "--store", place]
    result = CliRunner().invoke(app, arguments, prog_name="brief")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"{folder / '2024-03-14-kkkkkkkk' / 'case.yaml'} is a draft")


def test_without_reports_there_is_nothing_to_draft(tmp_path: Path) -> None:
    place = str(tmp_path / "empty.db")
    open_bot_store(place).close()
    with pytest.raises(InputError, match="there is no report in the store"):
        draft(place, tmp_path / "drafts")
