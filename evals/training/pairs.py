"""The pairs that the comparison learns from: judged by people, or true and false by making.

Nothing of a document that is held out, one in five by its checksum, is learned from.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

from briefer.language.sentences import split_sentences
from briefer.verification.alignment import Alignment, read_claim, read_evidence
from briefer.verification.excerpts import cut_excerpt
from evals.calibration.judgements import CitationRow, CoverageRow, FaithfulnessRow, read_rows
from evals.corruptions import CORRUPTIONS, corrupt
from evals.retelling import retell

COVERAGE = {"pyrxsum": "coverage_pyrxsum.jsonl"}
CITATIONS = {
    "attributionbench": "citation_attributionbench_dev.jsonl",
    "wice": "citation_wice_dev.jsonl",
    "podcast": "edits_summedits_podcast.jsonl",
    "samsum": "edits_summedits_samsum.jsonl",
    "scitldr": "edits_summedits_scitldr.jsonl",
}
EDITED = ("podcast", "samsum", "scitldr")
FAITHFULNESS = {"frank": "faithfulness_frank_valid.jsonl"}
FILES = COVERAGE | CITATIONS | FAITHFULNESS

_HELD_OUT_OF = 5
_SENTENCE_WORDS = range(6, 46)
_A_DOCUMENT = 14  # sentences of one document that lies are made of
_MADE_WORDS = (40, 75)
_ABSENT = 0.15  # the share of sentences shown without the one they come from
_ALONE = 0.5  # the share shown with nothing but the one they come from
_LIKELIHOOD = {
    "number": 3, "name": 3, "roles": 2, "place": 1.5, "date": 1.5, "negation": 2, "modality": 2.5,
    "direction": 3, "speaker": 2.5, "merge": 3, "detail": 2.5, "word": 3,
}  # fmt: skip


class LabelledPair(NamedTuple):
    """A claim of one sentence, what it is held against, and how true it is of it, 0 to 1.

    `kind` is "human" for a person's judgement, else "true", "absent" or the name of the lie.
    """

    claim: str
    excerpt: tuple[str, ...]
    label: float
    data: str
    document: str
    kind: str


class Source(NamedTuple):
    """A document's sentences, to be told again and lied about."""

    data: str
    document: str
    sentences: tuple[str, ...]


def is_held_out(document: str) -> bool:
    """Whether a document, by its whole text or its name, is kept from training."""
    return crc32(document.encode()) % _HELD_OUT_OF == 0


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, at least one."""
    return [text[start:end] for start, end in split_sentences(text)] or [text]


def cut_pair(claim: str, passages: Iterable[str], words: int | None = None) -> tuple[str, ...]:
    """The excerpt of the passages that a claim is held against."""
    alignment = Alignment(read_claim(claim), read_evidence(tuple(passages)))
    return cut_excerpt(alignment) if words is None else cut_excerpt(alignment, words)


def judged_pairs(folder: Path) -> Iterator[LabelledPair]:
    """Every sentence that people judged, with the excerpt it is judged by."""
    for name, file in COVERAGE.items():
        for row in read_rows(folder / file, CoverageRow):
            for fact, label in zip(row.facts, row.present or (), strict=False):
                excerpt = cut_pair(fact, (row.summary,))
                yield LabelledPair(fact, excerpt, float(label), name, row.doc, "human")
    for name, file in CITATIONS.items():
        rows = read_rows(folder / file, CitationRow)
        judge = _edited if name in EDITED else _cited
        yield from judge(name, rows)
    for name, file in FAITHFULNESS.items():
        for summary in read_rows(folder / file, FaithfulnessRow):
            if summary.factuality is not None:
                yield from _summarised(name, summary, summary.factuality)


def document_of(row: CitationRow) -> str:
    """What names the document of a row: claims on one piece of evidence are of one."""
    return row.doc or "\n".join(row.evidence)


def _cited(name: str, rows: Sequence[CitationRow]) -> Iterator[LabelledPair]:
    """Of a supported claim every sentence is true; of another one we only know the whole."""
    for row in rows:
        claims = sentences_of(row.claim) if row.supported else [row.claim]
        for claim in claims if row.supported is not None else ():
            excerpt = cut_pair(claim, row.evidence)
            label = float(row.supported or 0)
            yield LabelledPair(claim, excerpt, label, name, document_of(row), "human")


def _edited(name: str, rows: Sequence[CitationRow]) -> Iterator[LabelledPair]:
    """Of a summary with one edit, the sentence that no true summary has is false."""
    ordered = sorted(rows, key=document_of)
    for document, group in groupby(ordered, key=document_of):
        summaries = list(group)
        true = {s for row in summaries if row.supported for s in sentences_of(row.claim)}
        for row in summaries:
            sentences = sentences_of(row.claim)
            strange = [sentence for sentence in sentences if sentence not in true]
            if row.supported:
                chosen = [(sentence, 1.0) for sentence in sentences]
            else:
                chosen = [(sentence, 0.0) for sentence in strange] if len(strange) == 1 else []
            for sentence, label in chosen:
                excerpt = cut_pair(sentence, row.evidence)
                yield LabelledPair(sentence, excerpt, label, name, document, "human")


def _summarised(name: str, row: FaithfulnessRow, factuality: float) -> Iterator[LabelledPair]:
    """Every sentence of a summary is as true as the share of its sentences without an error."""
    for sentence in sentences_of(row.summary):
        excerpt = cut_pair(sentence, (row.article,))
        yield LabelledPair(sentence, excerpt, factuality, name, row.article, "human")


def sources(folder: Path, articles: Path) -> list[Source]:
    """The documents that lies are made of, each once: cited passages and whole articles."""
    found: dict[str, Source] = {}

    def add(data: str, document: str, texts: Iterable[str]) -> None:
        kept = tuple(s for text in texts for s in sentences_of(text) if _is_prose(s))
        if len(kept) >= 3:
            found.setdefault(document, Source(data, document, kept))

    for name in ("attributionbench", "wice", "scitldr"):
        for row in read_rows(folder / CITATIONS[name], CitationRow):
            add(name, document_of(row), row.evidence)
    for name, file in FAITHFULNESS.items():
        for summary in read_rows(folder / file, FaithfulnessRow):
            add(name, summary.article, (summary.article,))
    for line in articles.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if article["language"] == "en":
            add("articles", article["text"], (article["text"],))
    return list(found.values())


def made_pairs(documents: Sequence[Source], random: Random) -> Iterator[LabelledPair]:
    """For some sentences of every document: told again, a lie, and sometimes nowhere."""
    for source in documents:
        count = min(_A_DOCUMENT, len(source.sentences))
        for sentence in random.sample(source.sentences, count):
            yield from _told(sentence, source, random)


def lies_about(pairs: Iterable[LabelledPair], random: Random) -> Iterator[LabelledPair]:
    """Lies made of claims that people found true, against the evidence they found them true by."""
    for pair in pairs:
        lie = _lie(pair.claim, pair.excerpt, random) if pair.label == 1 else None
        if lie is not None:
            yield pair._replace(claim=lie[0], label=0.0, kind=lie[1])


def _told(sentence: str, source: Source, random: Random) -> Iterator[LabelledPair]:
    others = source.sentences
    budget = random.randint(*_MADE_WORDS)
    alone = random.random() < _ALONE

    def pair(claim: str, label: float, kind: str, evidence: Iterable[str]) -> LabelledPair:
        excerpt = cut_pair(claim, evidence, budget)
        return LabelledPair(claim, excerpt, label, source.data, source.document, kind)

    told = retell(sentence, random)
    evidence = (sentence,) if alone else others
    if told != sentence or not alone:
        yield pair(told, 1.0, "true", evidence)
    lie = _lie(told if random.random() < 0.6 else sentence, others, random)
    if lie is not None:
        yield pair(lie[0], 0.0, lie[1], evidence)
    if random.random() < _ABSENT:
        yield pair(told, 0.0, "absent", [other for other in others if other != sentence])


def _lie(sentence: str, others: Sequence[str], random: Random) -> tuple[str, str] | None:
    """A lie about a sentence and its kind; kinds are tried in a random order by likelihood."""
    order = sorted(_LIKELIHOOD, key=lambda kind: -(random.random() ** (1 / _LIKELIHOOD[kind])))
    for kind in order:
        lie = corrupt(CORRUPTIONS[kind], sentence, others, random)
        if lie is not None:
            return lie, kind
    return None


def _is_prose(sentence: str) -> bool:
    return len(sentence.split()) in _SENTENCE_WORDS and sentence[-1] in ".!?”\"'"


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
