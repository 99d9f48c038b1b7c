"""Reports that readers sent from Slack, made into drafts of golden cases."""

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefer.errors import InputError
from briefer.models import Article, Brief, BriefRequest
from briefer.rendering.cleaning import plain
from briefer.store import ArticleStore
from briefer.store.bot import BotStore, Feedback, read_feedback
from evals.casefile import CASE_FILE
from evals.drafting import draft_case


def draft_cases(folder: Path, bot: BotStore, articles: ArticleStore) -> list[Path]:
    """Draft a case in `folder` for each brief that somebody reported on, and say where.

    A case holds the articles that the brief cites or left out, as they were then; the reports
    stand at the head of its file. A case that was drafted before is left alone.

    Raises:
        InputError: nobody has reported anything, or a case cannot be written.
        NoArticlesError: the articles of a brief are no longer in the store.
    """
    reported: defaultdict[str, list[Feedback]] = defaultdict(list)
    for report in read_feedback(bot):
        reported[report.brief].append(report)
    if not reported:
        raise InputError("there is no report in the store; people send them from Slack")
    drafted = []
    for key, reports in reported.items():
        brief = bot.archive.read(key)
        if brief is None:
            continue
        case = folder / f"{brief.date}-{key[:8]}"
        if not (case / CASE_FILE).exists():
            drafted.append(_draft(case, brief, reports, articles))
    return drafted


def _draft(case: Path, brief: Brief, reports: Sequence[Feedback], articles: ArticleStore) -> Path:
    request = BriefRequest(date=brief.date, timezone=brief.timezone, topic=brief.topic)
    with tempfile.TemporaryDirectory() as scratch:
        for number, article in enumerate(_articles_of(brief, articles), start=1):
            file = Path(scratch) / f"{number:03d}_{article.id}.jsonl"
            file.write_text(as_record(article) + "\n", encoding="utf-8")
        path = draft_case(case, Path(scratch), request)
    head = "\n".join(line for report in reports for line in report_lines(report, brief))
    path.write_text(f"{head}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return path


def _articles_of(brief: Brief, articles: ArticleStore) -> Iterator[Article]:
    wanted = [source.id for source in brief.sources]
    wanted += [left.source_id for left in brief.excluded if left.source_id is not None]
    for article_id in dict.fromkeys(wanted):
        article = articles.get(article_id)
        if article is not None:
            yield article


def as_record(article: Article) -> str:
    """The article as one line of JSON that reading understands."""
    published = article.published.date.isoformat() if article.published is not None else None
    if article.published_at is not None:
        published = article.published_at.isoformat()
    if article.published is not None and article.published.basis in {"corroborated", "inferred"}:
        published = None  # it has to be found again
    told = {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "publisher": article.publisher,
        "language": article.language,
        "published": published,
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)


def report_lines(report: Feedback, brief: Brief) -> Iterator[str]:
    """A report as comments of a case file."""
    told = {claim.id: claim.text for story in brief.stories for claim in story.claims}
    claim = plain(told.get(report.claim or "", ""))
    if report.kind == "missing_fact":
        yield f"# REPORTED as missing: {plain(report.note)}"
        if report.link:
            yield f"#   to be read at {plain(report.link)}"
        if claim:
            yield f"#   near: {claim}"
        return
    yield f"# REPORTED as wrongly cited ({plain(report.problem or 'no reason given')}): {claim}"
    if report.note:
        yield f"#   because: {plain(report.note)}"
    yield from (f"#   it cites: {plain(passage.quote)}" for passage in report.passages)
