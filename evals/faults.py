"""Faults put into true claims, and which check catches each.

Claims are those of the extractive writer's drafts, with the passages that they cite, and further
sentences of the same articles, each citing itself; or those of a model's recorded drafts that the
checks let through. Every lie of `corruptions` is put into up to so
many of them; a merged sentence cites both sentences that it is made of. Documents are parted in
two by their checksum: rules may be made on the first half, figures are of the second. Documents
that the comparison learnt from are in neither.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

from briefer.language.names import fold
from briefer.language.places import country_of, fold_places
from briefer.language.sentences import split_sentences
from briefer.models import Article, BriefRequest, Passage, PublishedDate
from briefer.retrieval import build_stories, select_articles
from briefer.sources.reading import read_articles
from briefer.store import open_store
from briefer.verification import check_claim
from briefer.verification.alignment import Alignment, read_claim, read_evidence
from briefer.writing import Writer, WriterSettings, make_writer
from briefer.writing.extractive import ExtractiveWriter
from evals.calibration.judgements import CitationRow, CoverageRow, FaithfulnessRow, read_rows
from evals.cases import Case
from evals.corruptions import CORRUPTIONS, HELD_OUT_CORRUPTIONS, Corruption, corrupt
from evals.retelling import retell
from evals.run import BriefSize
from evals.training.pairs import document_of, is_held_out

RECORDED = BriefSize(stories=1, claims=4)
"""What the recorded replies of `evals/recordings` were asked for."""

_LENGTHS = range(50, 350)  # characters of a sentence that a brief would tell
_TAIL = 24  # characters by which the second half of a merged sentence is known
_ARTICLE_SENTENCES = 25
_LONGEST = 20_000  # characters of evidence that a human claim is held against
_CITED = 3  # sentences that a brief would cite for it
_SEED = 20240314
_WORDS = re.compile(r"[\w'’-]+")


class Told(NamedTuple):
    """A true claim with the passages it cites, and the other sentences of its article."""

    text: str
    passages: tuple[Passage, ...]
    articles: Mapping[str, Article]
    others: tuple[Passage, ...]

    @property
    def is_held_back(self) -> bool:
        """Whether the claim's document is of the half that no rule was made on."""
        return crc32(self.passages[0].article_id.encode()) % 2 == 1


class Outcome(NamedTuple):
    """A claim put to the checks: what was told instead of what, and which checks refused it."""

    kind: str
    text: str
    told: Told
    failed: tuple[str, ...]
    problems: tuple[str, ...]
    passed: bool


def read_case(folder: Path, day: date) -> list[Told]:
    """The claims of a day's draft from the articles of a folder, then their other sentences."""
    found = [one for one in read_articles([str(folder)]) if isinstance(one, Article)]
    return list(_told(found, day))


def read_recorded(case: Case, recordings: Path) -> list[Told]:
    """The claims that a recorded model's draft of a golden case makes, as it words them.

    Raises:
        RecordingMissing: there is no reply to the request of today's program.
    """
    limits = {"max_stories": RECORDED.stories, "max_claims": RECORDED.claims}
    request = case.request.model_copy(update=limits)
    writer = make_writer("replay", WriterSettings(recordings=recordings))
    return [
        told
        for told in _drafted(list(case.articles.values()), request, writer)
        if told.text not in {passage.text for passage in told.passages}
    ]


def read_stories(
    articles: Iterable[Mapping[str, object]], stories: Iterable[Mapping[str, object]], day: date
) -> Iterator[list[Told]]:
    """The same for every story of several sources, each as if published on `day`."""
    texts = {str(row["id"]): row for row in articles if row.get("language") in {None, "en"}}
    unlearnt = {key: row for key, row in texts.items() if is_held_out(str(row["text"]))}
    for story in stories:
        sources = story["sources"]
        if isinstance(sources, list):
            found = [_article(unlearnt[key], day) for key in map(str, sources) if key in unlearnt]
            if found:
                yield list(_told(found, day))


def lies_of(
    told: Sequence[Told], count: int, kinds: Mapping[str, Corruption] = CORRUPTIONS
) -> dict[str, list[Outcome]]:
    """Up to `count` lies of each kind, no two made from one claim, put to the checks."""
    outcomes: dict[str, list[Outcome]] = {}
    for kind, lie in kinds.items():
        random = Random(f"{_SEED} {kind}")  # noqa: S311 - the choice of words is no secret
        made = (_lie(kind, lie, one, random) for one in told)
        outcomes[kind] = [one for one, _ in zip(filter(None, made), range(count), strict=False)]
    return outcomes


def held_out_lies_of(told: Sequence[Told], count: int) -> dict[str, list[Outcome]]:
    """The same with the pairs of words that nothing was trained on."""
    return lies_of(told, count, HELD_OUT_CORRUPTIONS)


def as_drafted(told: Sequence[Told]) -> list[Outcome]:
    """Claims put to the checks as they are."""
    return [catch("drafted", one.text, one, one.passages) for one in told]


def retold(told: Sequence[Told], count: int) -> dict[str, list[Outcome]]:
    """True claims as they are, and told another way by rule."""
    random = Random(_SEED)  # noqa: S311
    chosen = told[:count]
    return {
        "as written": as_drafted(chosen),
        "retold by rule": [
            catch("true", text, one, one.passages)
            for one in told
            if (text := retell(one.text, random)) != one.text
        ][:count],
    }


def check_human(folder: Path, *, held_back: bool) -> dict[str, list[Outcome]]:
    """True claims worded by people or models, each held against its closest evidence sentences."""
    rows: dict[str, list[Outcome]] = {}
    for name, claim, evidence in _human_claims(folder):
        if (crc32(evidence.encode()) % 2 == 1) == held_back and (told := _cite(claim, evidence)):
            rows.setdefault(name, []).append(catch("true", claim, told, told.passages))
    return rows


def catch(kind: str, text: str, told: Told, passages: Sequence[Passage]) -> Outcome:
    """Put `text` to the checks that every claim of a brief must pass."""
    checked = check_claim(text, passages, told.articles)
    return Outcome(kind, text, told, checked.support.failed, checked.problems, checked.passed)


def table(outcomes: Mapping[str, Sequence[Outcome]]) -> list[tuple[str, int, int, str]]:
    """A row a kind: how many, how many were refused, and by which checks, the most often first."""
    rows = []
    for kind, found in outcomes.items():
        refused = [one for one in found if not one.passed]
        by = Counter(check for one in refused for check in one.failed)
        rows.append(
            (kind, len(found), len(refused), ", ".join(f"{c} {n}" for c, n in by.most_common()))
        )
    return rows


def _lie(kind: str, lie: Corruption, told: Told, random: Random) -> Outcome | None:
    others = [passage.text for passage in told.others]
    text = corrupt(lie, told.text, others, random)
    if text is None or " ".join(text.split()) in " ".join(told.text.split()):
        return None
    if _countries(text) == _countries(told.text):
        return None  # "Kyiv" for "Ukraine", "Russia's" for "Russian": told another way
    passages = told.passages
    if kind == "merge":
        tail = text[-_TAIL:]
        passages += tuple(passage for passage in told.others if passage.text.endswith(tail))[:1]
    return catch(kind, text, told, passages)


def _countries(text: str) -> list[str]:
    """The words of a text, those that stand for a country all alike."""
    folded = (fold(word.removesuffix("'s").removesuffix("’s")) for word in _WORDS.findall(text))
    return [country_of(word) or fold_places((word,))[0] for word in folded]


def _told(articles: Sequence[Article], day: date) -> Iterator[Told]:
    request = BriefRequest(date=day, max_stories=100)
    seen: set[str] = set()
    told: Told | None = None
    for told in _drafted(articles, request, ExtractiveWriter()):
        seen.update(passage.text for passage in told.passages)
        yield told
    if told is None:
        return
    others = {key: tuple(_passages(article)) for key, article in told.articles.items()}
    for passage in (one for found in others.values() for one in found[:_ARTICLE_SENTENCES]):
        if passage.text not in seen:
            seen.add(passage.text)
            yield Told(passage.text, (passage,), told.articles, others[passage.article_id])


def _drafted(articles: Sequence[Article], request: BriefRequest, writer: Writer) -> Iterator[Told]:
    """The claims of a draft, before any check."""
    with open_store(":memory:", create=True) as store:
        store.add(articles, seen=request.date)
        selected = select_articles(request, store, ())
    stories = build_stories(selected.articles, request, selected.earlier)
    by_id = {article.id: article for article in selected.articles}
    evidence = {passage.id: passage for story in stories for passage in story.evidence}
    for story in writer.write(request, stories).stories:
        for claim in story.claims:
            cited = tuple(evidence[key] for key in claim.passage_ids)
            others = tuple(_passages(by_id[cited[0].article_id]))
            yield Told(claim.text, cited, by_id, others)


def _passages(article: Article) -> Iterator[Passage]:
    """The sentences of an article that are long enough to be told and end like sentences."""
    for index, (start, end) in enumerate(split_sentences(article.text)):
        text = article.text[start:end]
        if end - start in _LENGTHS and text[0].isupper() and text.rstrip("\"”'’")[-1:] == ".":
            yield Passage(article_id=article.id, index=index, start=start, end=end, text=text)


def _human_claims(folder: Path) -> Iterator[tuple[str, str, str]]:
    """What people found true: the set, the claim, and its evidence in one text."""
    for name in ("attributionbench", "wice"):
        for row in read_rows(folder / f"citation_{name}_dev.jsonl", CitationRow):
            if row.supported and is_held_out(document_of(row)):
                yield f"true, {name}", row.claim, "\n\n".join(row.evidence)[:_LONGEST]
    yield from _human_facts(folder)


def _human_facts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Facts that people found in summaries, and sentences of summaries without an error."""
    for row in read_rows(folder / "coverage_pyrxsum.jsonl", CoverageRow):
        for text, present in zip(row.facts, row.present or (), strict=False):
            if present and is_held_out(row.doc):
                yield "true, pyrxsum", text, row.summary
    for summary in read_rows(folder / "faithfulness_frank_valid.jsonl", FaithfulnessRow):
        if summary.factuality != 1 or summary.subset != "cnndm":
            continue
        if is_held_out(summary.article):
            for start, end in split_sentences(summary.summary):
                if end - start in _LENGTHS:
                    yield "true, frank", summary.summary[start:end], summary.article


def _cite(claim: str, evidence: str) -> Told | None:
    """The claim with the few sentences of its evidence that have most of it together."""
    name = f"{crc32(evidence.encode()):x}"
    article = Article(id=name, title="", text=evidence, content_hash=name)
    alignment = Alignment(read_claim(claim), read_evidence((evidence,)))
    passages = tuple(
        Passage(article_id=name, index=index, start=start, end=end, text=evidence[start:end])
        for index in sorted(alignment.fewest_holders(_CITED))
        for _, start, end in [alignment.evidence.sentences[index]]
    )
    return Told(claim, passages, {name: article}, ()) if passages else None


def _article(row: Mapping[str, object], day: date) -> Article:
    published = PublishedDate(date=day, basis="declared", confidence=1.0, evidence=str(day))
    text = str(row["text"])
    return Article(
        id=str(row["id"]),
        title=str(row.get("title") or ""),
        text=text,
        language="en",
        published=published,
        content_hash=f"{crc32(text.encode()):x}",
    )
