"""A brief of a golden case, read once for all metrics."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from briefer.models import Article, Brief, BriefStory, Citation, Claim, Passage
from briefer.retrieval.copies import group_copies
from briefer.verification.briefs import Located, claims_and_positions, locate
from briefer.verification.claims import CheckedClaim, check_claim
from briefer.verification.judgement import Presence, present_all, support_all
from briefer.verification.matching import match_sources
from briefer.verification.support import word_recall
from evals.cases import Case


class Statement(NamedTuple):
    """A claim, or a position of a conflict, with where its citations lead.

    `located[i]` is what citation i holds now; `checked` is the verdict on all that could be
    found, None where nothing could.
    """

    id: str
    text: str
    citations: tuple[Citation, ...]
    located: tuple[Located, ...]
    checked: CheckedClaim | None

    @property
    def passages(self) -> list[Passage]:
        """The cited passages that could be found, in order."""
        return [one.passage for one in self.located if one.passage is not None]

    @property
    def supported(self) -> bool:
        """Whether all citations together support it, in full."""
        return self.checked is not None and self.checked.support.verdict == "supported"

    def name(self, place: int) -> str:
        """The item that its citation at `place` is: `s1.c2[1]`, counted from 1."""
        return f"{self.id}[{place + 1}]"


class Telling(NamedTuple):
    """Where a brief comes nearest to a statement: the score, 0 to 1, the words, and the claim.

    `told` says that a claim, read under its story's headline, states it without contradicting
    it; `hinted` that only the headline or several claims of the story together do. `wrong` names
    the checks by which the nearest claim contradicts it.
    """

    score: float
    told: bool
    hinted: bool
    evidence: str | None
    claim_id: str | None
    wrong: tuple[str, ...]


SHARED_FROM = 0.2
NEAR_FROM = 0.05
"""A story is looked into claim by claim where it has at least the first share of a text's words and
as a whole scores at least the second. Of the facts of PyrXSum that `present` finds in one of four
summaries of a document, the four have fewer words of one in 449, and score less for one."""

_NOWHERE = Telling(0.0, told=False, hinted=False, evidence=None, claim_id=None, wrong=())


class Subject:
    """A brief, its case, and everything that several metrics ask about, computed when first asked.

    `articles` are those of the brief's sources, by source id; `trial` counts the case's briefs
    from 0.
    """

    def __init__(self, brief: Brief, case: Case, *, timed: bool = True, trial: int = 0) -> None:
        self.brief = brief
        self.case = case
        self.timed = timed
        self.trial = trial

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The article of every source of the brief that the case has, by source id."""
        return match_sources(self.brief, self.case.articles.values())

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every claim and every position of a conflict, in the order of the brief."""
        return tuple(
            self._read(name, told.text, told.citations)
            for name, told in claims_and_positions(self.brief)
        )

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the brief, in order."""
        return tuple(claim for story in self.brief.stories for claim in story.claims)

    def check(self, text: str, passages: Sequence[Passage]) -> CheckedClaim:
        """The verdict that the brief itself would give on `text` resting on `passages`."""
        return check_claim(text, passages, self.articles)

    @cached_property
    def redundant(self) -> frozenset[str]:
        """The citations of supported statements that are irrelevant in ALCE's sense, as items."""
        return frozenset(
            statement.name(place)
            for statement in self.statements
            if statement.supported and len(statement.passages) > 1
            for place in range(len(statement.citations))
            if self._is_redundant(statement, place)
        )

    @cached_property
    def told_facts(self) -> tuple[Telling, ...]:
        """Where the brief comes nearest to each golden fact, in the order of the case."""
        return find_tellings([fact.text for fact in self.case.record.facts], self.brief.stories)

    @cached_property
    def told_stale(self) -> tuple[Telling, ...]:
        """The same for each stale fact."""
        return find_tellings([fact.text for fact in self.case.record.stale], self.brief.stories)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that the case has for each source of the brief; none for a stranger."""
        by_article: dict[str, list[str]] = {}
        for name, article in self.case.articles.items():
            for key in (article.id, article.content_hash):
                by_article.setdefault(key, []).append(name)
        found = {}
        for source in self.brief.sources:
            matched = self.articles.get(source.id)
            keys = (source.id, matched.content_hash if matched is not None else "")
            known = next((by_article[key] for key in keys if key in by_article), [])
            found[source.id] = tuple(known)
        return found

    @cached_property
    def copies(self) -> Mapping[str, frozenset[str]]:
        """For each article of the case the articles that carry the same text, itself included.

        The brief prints one copy of a text and names the others as left out, so a source stands
        for all of them.
        """
        names = list(self.case.articles)
        alike = [
            {other: 1.0 for other in range(len(names)) if other != index}
            for index in range(len(names))
        ]
        groups = group_copies([self.case.articles[name] for name in names], alike)
        return {
            names[index]: frozenset(names[other] for other in group)
            for group in groups
            for index in group
        }

    def _is_redundant(self, statement: Statement, place: int) -> bool:
        passage = statement.located[place].passage
        others = [
            one.passage
            for number, one in enumerate(statement.located)
            if number != place and one.passage is not None
        ]
        if passage is None or not others:
            return False
        return not self._supports([passage], statement) and self._supports(others, statement)

    def _supports(self, passages: Sequence[Passage], statement: Statement) -> bool:
        return self.check(statement.text, passages).support.verdict == "supported"

    def _read(self, name: str, text: str, citations: tuple[Citation, ...]) -> Statement:
        located = tuple(locate(citation, self.brief, self.articles) for citation in citations)
        passages = [one.passage for one in located if one.passage is not None]
        checked = self.check(text, passages) if passages else None
        return Statement(name, text, citations, located, checked)


def find_tellings(texts: Sequence[str], stories: Sequence[BriefStory]) -> tuple[Telling, ...]:
    """Where the stories come nearest to each of `texts`.

    The unit of judgement is one claim under its headline: that is what a reader has before their
    eyes, and as long as the summaries that `present` was measured on (PyrXSum). Only stories
    that come near a text as a whole are looked into claim by claim.
    """
    best = [_NOWHERE] * len(texts)
    for story in stories:
        whole = "\n".join([story.headline, *(claim.text for claim in story.claims)])
        akin = [
            index for index, text in enumerate(texts) if word_recall(text, [whole]) >= SHARED_FROM
        ]
        judged = present_all([texts[index] for index in akin], whole)
        near = [pair for pair in zip(akin, judged, strict=True) if pair[1].score >= NEAR_FROM]
        for index, presence in near:
            best[index] = max(best[index], _hint(presence, whole), key=_rank)
        for claim in story.claims:
            found = _tellings_of([texts[index] for index, _ in near], story.headline, claim)
            for (index, _), telling in zip(near, found, strict=True):
                best[index] = max(best[index], telling, key=_rank)
    return tuple(best)


def _hint(presence: Presence, whole: str) -> Telling:
    evidence = whole[slice(*presence.span)] if presence.span is not None else None
    return _NOWHERE._replace(score=presence.score, hinted=presence.is_present, evidence=evidence)


def _tellings_of(texts: Sequence[str], headline: str, claim: Claim) -> list[Telling]:
    judged = list(present_all(texts, f"{headline}\n{claim.text}"))
    likely = [index for index, presence in enumerate(judged) if presence.is_present]
    held = support_all((texts[index], (headline, claim.text)) for index in likely)
    wrong = {index: one.failed for index, one in zip(likely, held, strict=True)}
    headline_only = _only_in_headline(texts, judged, headline, claim)
    return [
        Telling(
            score=presence.score,
            told=presence.is_present and not wrong[index] and index not in headline_only,
            hinted=False,
            evidence=claim.text,
            claim_id=claim.id,
            wrong=wrong.get(index, ()),
        )
        for index, presence in enumerate(judged)
    ]


def _only_in_headline(
    texts: Sequence[str], judged: Sequence[Presence], headline: str, claim: Claim
) -> frozenset[int]:
    """Which texts the headline states alone, and the claim, whose sentence says less, does not."""
    leaning = [
        index
        for index, presence in enumerate(judged)
        if presence.is_present and presence.span is not None and presence.span[0] < len(headline)
    ]
    wanted = [texts[index] for index in leaning]
    sides = zip(
        leaning, present_all(wanted, headline), present_all(wanted, claim.text), strict=True
    )
    return frozenset(
        index for index, above, below in sides if above.is_present and not below.is_present
    )


def _rank(telling: Telling) -> tuple[bool, bool, bool, float]:
    """What is told comes first, then what is contradicted, then what is hinted at."""
    return telling.told, bool(telling.wrong), telling.hinted, telling.score
