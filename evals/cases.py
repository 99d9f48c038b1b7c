"""Golden cases: a day's articles, and what a good brief of them says.

A case is a folder with `case.yaml` and `articles/`; the folder's name is the case's id. An
article goes by the first three characters of its file's name, `007`; those of a file that holds
several by their place among those that can be read, `007.1`, `007.2` and so on.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from briefer.errors import InputError
from briefer.language.sentences import split_sentences
from briefer.models import Article, BriefRequest, Unreadable
from briefer.sources.language import detect_language
from briefer.sources.reading import read_articles
from briefer.verification.judgement import present, support
from briefer.verification.support import word_recall
from evals.casefile import CASE_FILE, CaseFile, FactEntry, read_case_file
from evals.results import CaseRecord, GoldenFact, StaleFact

ARTICLES_FOLDER = "articles"
FOUND_FROM = 0.03
SHARED_FROM = 0.5
"""A fact whose score is lower than the first in a source that has less than this share of its
words is not findable there. Both are far below where a fact counts as present: the check is for a
wrong source id, not for a free wording."""
RESTATED_FROM = 0.8
"""The share of a stale fact's words in one sentence of the reference from which, unless a hard
check fails, the reference states it: a slip of the author, whatever the scores of the day are."""

_ID_LENGTH = 3


class Case(NamedTuple):
    """A golden case that has passed its checks.

    `articles` go by their id in the case; `outdated` are the ids of those that are not relevant
    and state a stale fact; `note` says what could not be checked.
    """

    record: CaseRecord
    articles: Mapping[str, Article]
    unreadable: tuple[Unreadable, ...]
    outdated: frozenset[str]
    note: str | None

    @property
    def request(self) -> BriefRequest:
        """What the case asks of the program."""
        record = self.record
        return BriefRequest(date=record.date, timezone=record.timezone, topic=record.topic)


def load_cases(folder: Path, only: Collection[str] = ()) -> tuple[Case, ...]:
    """Every case in `folder`, by name, or the one case that `folder` itself is.

    `only` names some of them; none stands for all.

    Raises:
        InputError: there is none, or something is wrong in any of them; all of it is named.
    """
    if (folder / CASE_FILE).is_file():
        return (load_case(folder),)
    if not folder.is_dir():
        raise InputError(f"there is no folder of golden cases at {folder}; give --cases DIR")
    folders = [path for path in sorted(folder.iterdir()) if (path / CASE_FILE).is_file()]
    if not folders:
        raise InputError(f"{folder} holds no golden case: a case is a folder with {CASE_FILE}")
    if unknown := sorted(set(only).difference(path.name for path in folders)):
        raise InputError(
            f"{folder} holds no case {', '.join(unknown)}; there are "
            f"{', '.join(path.name for path in folders)}"
        )
    cases, problems = [], []
    for path in folders:
        if only and path.name not in only:
            continue
        try:
            cases.append(load_case(path))
        except InputError as error:
            problems.append(str(error))
    if problems:
        raise InputError("; ".join(problems))
    return tuple(cases)


def load_case(folder: Path) -> Case:
    """The case in `folder`, checked.

    Raises:
        InputError: `case.yaml` or the articles cannot be used; the message names all that is wrong.
    """
    told = read_case_file(folder / CASE_FILE)
    place = folder / ARTICLES_FOLDER
    if not place.is_dir():
        raise InputError(f"{folder} has no folder {ARTICLES_FOLDER}")
    items = list(read_articles([str(place)]))
    articles, doubled = name_articles(item for item in items if isinstance(item, Article))
    problems = [f"several files begin with {name}" for name in doubled]
    problems += _problems(told, articles)
    missing, note = _find_facts(told, articles)
    problems += missing
    if problems:
        raise InputError(f"{folder / CASE_FILE}: {'; '.join(problems)}")
    return Case(
        record=_record(folder, told),
        articles=articles,
        unreadable=tuple(item for item in items if isinstance(item, Unreadable)),
        outdated=_find_outdated(told, articles),
        note=f"{folder.name}: {note}" if note else None,
    )


def name_articles(articles: Iterable[Article]) -> tuple[dict[str, Article], list[str]]:
    """The articles by their id in a case, and the ids that several files would have."""
    files: dict[str, list[Article]] = {}
    for article in articles:
        files.setdefault(article.path or "", []).append(article)
    names = Counter(_name_of(path) for path in files)
    named: dict[str, Article] = {}
    for path, held in files.items():
        for number, article in enumerate(held, start=1):
            suffix = f".{number}" if len(held) > 1 else ""
            named[f"{_name_of(path)}{suffix}"] = article
    return named, sorted(name for name, count in names.items() if count > 1)


def _name_of(path: str) -> str:
    return Path(path).name[:_ID_LENGTH]


def _record(folder: Path, told: CaseFile) -> CaseRecord:
    return CaseRecord(
        id=folder.resolve().name,
        date=told.date,
        timezone=told.timezone,
        topic=told.topic,
        reference=" ".join(told.reference.split()),
        facts=tuple(GoldenFact(**dict(fact)) for fact in told.facts),
        stale=tuple(StaleFact(**dict(fact)) for fact in told.stale),
        relevant=told.relevant,
        sha256=_fingerprint(folder),
    )


def _fingerprint(folder: Path) -> str:
    """SHA-256 (hex) over the case file and all article files, with their names."""
    digest = hashlib.sha256()
    held = (folder / ARTICLES_FOLDER).rglob("*")
    for path in [folder / CASE_FILE, *sorted(path for path in held if path.is_file())]:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def _problems(told: CaseFile, articles: Mapping[str, Article]) -> Iterator[str]:
    if told.draft:
        yield "it is a draft: check every fact against its sources, then remove the line draft"
    names = [*(fact.id for fact in told.facts), *(fact.id for fact in told.stale)]
    yield from (f"the fact {name} is there {count} times" for name, count in _repeated(names))
    yield from (
        f"the relevant article {name} is there {count} times"
        for name, count in _repeated(told.relevant)
    )
    yield from (
        f"relevant names {name}, {_no_article(name, articles)}"
        for name in told.relevant
        if name not in articles
    )
    for fact in told.facts:
        yield from _source_problems(fact, told.relevant, articles)
    for stale in told.stale:
        if _is_restated(stale.text, told.reference):
            yield f"the stale fact {stale.id} is in the reference"
    if not any(fact.importance == "vital" for fact in told.facts):
        yield "no fact is vital"


def _repeated(names: Iterable[str]) -> list[tuple[str, int]]:
    return [(name, count) for name, count in Counter(names).items() if count > 1]


def _source_problems(
    fact: FactEntry, relevant: Collection[str], articles: Mapping[str, Article]
) -> Iterator[str]:
    for name in fact.sources:
        if name not in articles:
            yield f"the fact {fact.id} names {name}, {_no_article(name, articles)}"
        elif name not in relevant:
            yield f"the fact {fact.id} rests on {name}, which is not among the relevant"


def _no_article(name: str, articles: Mapping[str, Article]) -> str:
    parts = [other for other in articles if other.startswith(f"{name}.")]
    if parts:
        return f"a file of several articles, which are {', '.join(parts)}"
    return "which is no article that can be read"


def _find_facts(told: CaseFile, articles: Mapping[str, Article]) -> tuple[list[str], str | None]:
    """What is wrong with facts that their sources do not seem to state; and what was not checked.

    A lexical matcher cannot find a fact in another language than its own, so an article whose
    language is known to differ from the case's is only named.
    """
    texts = " ".join([told.reference, *(fact.text for fact in told.facts)])
    language = detect_language(texts)
    problems: list[str] = []
    foreign: dict[str, str | None] = {}
    for fact in told.facts:
        for name in fact.sources:
            article = articles.get(name)
            if article is None:
                continue
            if None not in {language, article.language} and article.language != language:
                foreign[name] = article.language
            elif not _is_findable(fact.text, f"{article.title}\n{article.text}"):
                problems.append(f"the fact {fact.id} is not in its source {name}")
    named = ", ".join(f"{name} ({code})" for name, code in sorted(foreign.items()))
    return problems, f"facts were not looked for in {named}" if foreign else None


def _is_findable(fact: str, text: str) -> bool:
    return present(fact, text).score >= FOUND_FROM or word_recall(fact, [text]) >= SHARED_FROM


def _is_restated(stale: str, reference: str) -> bool:
    sentences = (reference[start:end] for start, end in split_sentences(reference))
    return any(
        word_recall(stale, [sentence]) >= RESTATED_FROM and not support(stale, (sentence,)).failed
        for sentence in sentences
    )


def _find_outdated(told: CaseFile, articles: Mapping[str, Article]) -> frozenset[str]:
    return frozenset(
        name
        for name, article in articles.items()
        if name not in told.relevant
        and any(_is_stated(stale.text, article.text) for stale in told.stale)
    )


def _is_stated(stale: str, text: str) -> bool:
    return present(stale, text).is_present and not support(stale, (text,)).failed
