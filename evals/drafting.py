"""A golden case drafted from a folder of articles, for a person to finish.

What the extractive writer tells of the day is proposed as facts, in the articles' own words: a
person has to rewrite each, weigh it, and look for what the program has missed. Until then the
draft does not load.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefer.errors import InputError
from briefer.models import Article, Brief, BriefRequest
from briefer.pipeline import make_brief
from briefer.sources.files import walk_files
from briefer.sources.reading import read_articles
from briefer.store import open_store
from briefer.writing import make_writer
from evals.casefile import CASE_FILE
from evals.cases import ARTICLES_FOLDER, name_articles

MOST_ARTICLES = 999
_INSTRUCTIONS = (
    "# DRAFT. The facts and the reference below are the program's own words: rewrite them from",
    "# the articles, weigh each fact (vital: no brief of the day may leave it out), add what the",
    "# program missed, and the stale facts that it must not tell. Then remove the next line.",
)
_NUMBERED = re.compile(r"\d{3}[_.-]")


def draft_case(folder: Path, articles: Path | None, request: BriefRequest) -> Path:
    """Write `case.yaml` into `folder` and say where; `articles` are copied in and numbered.

    The day, topic and time zone are those of `request`.

    Raises:
        InputError: there is a case file already, or no article to make one of.
        NoArticlesError: none of them is of the day.
    """
    path = folder / CASE_FILE
    if path.exists():
        raise InputError(f"{path} is there already; remove it to draft the case again")
    place = folder / ARTICLES_FOLDER
    if articles is None and not place.is_dir():
        raise InputError(f"there is no folder {place}; give --articles DIR")
    if articles is not None and place.exists():
        raise InputError(f"{place} is there already; leave --articles out to use it")
    source = place if articles is None else articles
    if not source.is_dir():
        raise InputError(f"there is no folder of articles at {source}")
    with tempfile.TemporaryDirectory() as scratch:
        numbered = source
        if articles is not None:
            numbered = Path(scratch) / ARTICLES_FOLDER
            copy_numbered(articles, numbered)
        found = [one for one in read_articles([str(numbered)]) if isinstance(one, Article)]
        named, doubled = name_articles(found)
        if doubled:
            raise InputError(f"several files in {source} begin with {', '.join(doubled)}")
        brief = _brief(named, request)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if numbered is not source:
                shutil.copytree(numbered, place)
            path.write_text("\n".join(_lines(brief, named)) + "\n", encoding="utf-8")
        except OSError as error:
            raise InputError(f"{folder} cannot be written: {error.strerror}") from None
    return path


def copy_numbered(source: Path, target: Path) -> None:
    """Copy the files of a folder, each with a number of three digits before its name.

    Files keep their names where all of them begin with such a number of their own.

    Raises:
        InputError: there is no file, there are more than 999, or one cannot be copied.
    """
    files = [path for path in walk_files(source) if isinstance(path, Path)]
    if not 0 < len(files) <= MOST_ARTICLES:
        raise InputError(f"{source} holds {len(files)} files; a case has 1 to {MOST_ARTICLES}")
    prefixes = {path.name[:3] for path in files if _NUMBERED.match(path.name)}
    kept = len(prefixes) == len(files)
    try:
        target.mkdir(parents=True)
        for number, path in enumerate(files, start=1):
            name = path.name if kept else f"{number:03d}_{path.name}"
            shutil.copyfile(path, target / name)
    except OSError as error:
        raise InputError(f"{error.filename} cannot be copied: {error.strerror}") from None


def _brief(articles: Mapping[str, Article], request: BriefRequest) -> Brief:
    if not articles:
        raise InputError("none of the files holds an article that can be read")
    with open_store(":memory:", create=True) as store:
        store.add(articles.values(), seen=request.date)
        return make_brief(request, store, make_writer("extractive"), clock=lambda: 0.0)


def _lines(brief: Brief, articles: Mapping[str, Article]) -> Iterator[str]:
    names = {article.id: name for name, article in articles.items()}
    claims = [claim for story in brief.stories for claim in story.claims]
    yield from _INSTRUCTIONS
    yield "draft: true"
    yield f"date: {brief.date}"
    if brief.timezone != "UTC":
        yield f"timezone: {brief.timezone}"
    if brief.topic is not None:
        yield f"topic: {_quote(brief.topic)}"
    yield f"reference: {_quote(' '.join(claim.text for claim in claims))}"
    yield "facts:"
    for number, claim in enumerate(claims, start=1):
        cited = dict.fromkeys(names[citation.source_id] for citation in claim.citations)
        yield f"  - id: fact-{number}"
        yield "    importance: okay"
        yield f"    sources: [{', '.join(map(_quote, cited))}]"
        yield f"    text: {_quote(claim.text)}"
    yield "stale: []"
    used = sorted(names[source.id] for source in brief.sources)
    yield f"relevant: [{', '.join(map(_quote, used))}]"
    yield f"# The program left out: {', '.join(sorted(set(articles) - set(used))) or 'nothing'}."


def _quote(text: str) -> str:
    """The text as a double-quoted scalar; every JSON string is one."""
    return json.dumps(text, ensure_ascii=False)
