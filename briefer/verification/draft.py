"""From a draft to claims that can be printed: check, repair once, replace, else drop."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from briefer.errors import ModelError, RecordingMissing
from briefer.models import (
    Article,
    BriefRequest,
    BriefStory,
    Checks,
    Citation,
    Claim,
    Draft,
    DraftClaim,
    DraftStory,
    FailedClaim,
    Passage,
    Repair,
    Story,
    Usage,
)
from briefer.retrieval import independent_voices
from briefer.verification.analysis import analyse
from briefer.verification.citations import needed_passages
from briefer.verification.claims import CheckedClaim, check_claim
from briefer.verification.condensing import check_condensed
from briefer.verification.conflicts import find_conflicts
from briefer.verification.headlines import check_headline
from briefer.verification.replacement import Substitutes
from briefer.writing.writer import Writer


class Verified(NamedTuple):
    """The stories as they are printed, how their claims fared, and what repairing them cost."""

    stories: tuple[BriefStory, ...]
    checks: Checks
    usage: Usage


def verify_draft(
    request: BriefRequest, draft: Draft, stories: Sequence[Story], writer: Writer
) -> Verified:
    """Check every claim of `draft` against the passages it cites, and mend what fails.

    The failed claims of a story go back to `writer` once, together, with their problems; what
    fails again, or comes back not at all, is replaced by the evidence it rests on, else dropped.
    A model that is out costs no claim more than that; a recording that is missing is an error,
    since a replay must be exact. Claims that say the same are merged, and citations that add
    nothing are left out; a headline that fails gives way to the story's title; a story without
    claims is not printed. Stories keep the draft's order and their own ids; claims are numbered
    `ID.c1`, `ID.c2`, ….
    """
    by_id = {story.id: story for story in stories}
    told = [
        _verify_story(request, by_id[written.story_id], written, writer)
        for written in draft.stories
        if written.story_id in by_id
    ]
    unknown = sum(len(written.claims) for written in draft.stories if written.story_id not in by_id)
    printed = [one.story for one in told if one.story is not None]
    verdicts = [claim.support.verdict for story in printed for claim in story.claims]
    hows = Counter(how for one in told for how in one.hows)
    checks = Checks(
        claims=len(verdicts),
        supported=verdicts.count("supported"),
        repaired=hows["repaired"],
        replaced=hows["replaced"],
        dropped=hows["dropped"] + unknown,
    )
    return Verified(tuple(printed), checks, sum((one.usage for one in told), Usage()))


_How = Literal["written", "repaired", "replaced", "dropped"]


class _Told(NamedTuple):
    story: BriefStory | None
    hows: tuple[_How, ...]
    usage: Usage


class _Outcome(NamedTuple):
    """One claim on its way: as it stands, what its check says, and how it got there."""

    claim: DraftClaim
    checked: CheckedClaim
    how: _How


def _verify_story(
    request: BriefRequest, story: Story, written: DraftStory, writer: Writer
) -> _Told:
    examiner = _Examiner(story)
    outcomes = [
        _Outcome(claim, checked, "written" if checked.passed else "dropped")
        for claim in _merge(written.claims)
        for checked in [examiner.check(claim)]
    ]
    repair = _repair(request, story, outcomes, writer)
    outcomes = _with_repairs(outcomes, repair, examiner)
    outcomes = _with_substitutes(outcomes, Substitutes(request, story), examiner)
    claims = _print_claims(story, outcomes, examiner)
    return _Told(
        _print_story(story, written, claims) if claims else None,
        tuple(outcome.how for outcome in outcomes),
        repair.usage,
    )


class _Examiner:
    """Checks claims against one story's evidence."""

    def __init__(self, story: Story) -> None:
        self.articles: Mapping[str, Article] = {article.id: article for article in story.articles}
        self.passages: Mapping[str, Passage] = {passage.id: passage for passage in story.evidence}

    def check(self, claim: DraftClaim) -> CheckedClaim:
        """The verdict on a claim; ids that name no passage are no citation and stand for none.

        A claim that was shortened has to be the longer one with words left out, too.
        """
        checked = check_claim(claim.text, self.cited(claim), self.articles)
        problems = check_condensed(claim.text, claim.longer) if claim.longer is not None else ()
        if not problems or not checked.passed:
            return checked
        failed = {"verdict": "unsupported", "failed": ("wording",)}
        return CheckedClaim(checked.support.model_copy(update=failed), problems)

    def cited(self, claim: DraftClaim) -> list[Passage]:
        """The passages a claim names, once each, in its order."""
        ids = dict.fromkeys(claim.passage_ids)
        return [self.passages[passage_id] for passage_id in ids if passage_id in self.passages]

    def problems(self, outcome: _Outcome) -> tuple[str, ...]:
        """What to tell the writer: the failed checks, and the ids that name nothing."""
        missing = [key for key in outcome.claim.passage_ids if key not in self.passages]
        unknown = tuple(f"there is no passage {key}" for key in dict.fromkeys(missing))
        return unknown + outcome.checked.problems


def _repair(
    request: BriefRequest, story: Story, outcomes: Sequence[_Outcome], writer: Writer
) -> Repair:
    """The writer's second try at the failed claims; empty where it has none to offer."""
    examiner = _Examiner(story)
    failed = [
        FailedClaim(claim=outcome.claim, problems=examiner.problems(outcome))
        for outcome in outcomes
        if outcome.how == "dropped"
    ]
    if not failed:
        return Repair(claims=())
    try:
        return writer.repair(request, story, failed)
    except RecordingMissing:
        raise
    except ModelError:
        return Repair(claims=())


def _with_repairs(
    outcomes: Sequence[_Outcome], repair: Repair, examiner: _Examiner
) -> list[_Outcome]:
    """The outcomes with every failed claim whose second version passes put right."""
    offered = iter(repair.claims)
    mended = []
    for outcome in outcomes:
        better = next(offered, None) if outcome.how == "dropped" else None
        if better is not None and (checked := examiner.check(better)).passed:
            mended.append(_Outcome(better, checked, "repaired"))
        else:
            mended.append(outcome)
    return mended


def _with_substitutes(
    outcomes: Sequence[_Outcome], substitutes: Substitutes, examiner: _Examiner
) -> list[_Outcome]:
    """The outcomes with every claim that still fails replaced by evidence not told yet."""
    used = {
        passage_id
        for outcome in outcomes
        if outcome.how != "dropped"
        for passage_id in outcome.claim.passage_ids
    }
    final = []
    for outcome in outcomes:
        if outcome.how == "dropped":
            substitute = substitutes.find(outcome.claim, used)
            if substitute is not None and (checked := examiner.check(substitute)).passed:
                used.update(substitute.passage_ids)
                final.append(_Outcome(substitute, checked, "replaced"))
                continue
        final.append(outcome)
    return final


def _merge(claims: Iterable[DraftClaim]) -> list[DraftClaim]:
    """The claims in order, those of the same words made one with all their citations."""
    merged: dict[tuple[str, ...], DraftClaim] = {}
    for claim in claims:
        words = analyse(claim.text).sequence
        known = merged.get(words)
        ids = claim.passage_ids if known is None else (*known.passage_ids, *claim.passage_ids)
        passage_ids = tuple(dict.fromkeys(ids))
        merged[words] = (known or claim).model_copy(update={"passage_ids": passage_ids})
    return list(merged.values())


def _print_claims(
    story: Story, outcomes: Sequence[_Outcome], examiner: _Examiner
) -> tuple[Claim, ...]:
    standing = [outcome for outcome in outcomes if outcome.how != "dropped"]
    merged = _merge(outcome.claim for outcome in standing)
    return tuple(
        Claim(
            id=f"{story.id}.c{number}",
            text=" ".join(claim.text.split()),
            citations=tuple(map(_cite, passages)),
            support=check_claim(claim.text, passages, examiner.articles).support,
        )
        for number, claim in enumerate(merged, start=1)
        for passages in [needed_passages(claim.text, examiner.cited(claim), examiner.articles)]
    )


def _cite(passage: Passage) -> Citation:
    return Citation(
        source_id=passage.article_id, quote=passage.text, start=passage.start, end=passage.end
    )


def _print_story(story: Story, written: DraftStory, claims: tuple[Claim, ...]) -> BriefStory:
    offered = (" ".join(one.split()) for one in (written.headline, written.plain_headline or ""))
    return BriefStory(
        id=story.id,
        headline=next(
            (one for one in offered if one and not check_headline(one, story)), story.title
        ),
        voices=independent_voices(story.voices),
        source_ids=tuple(article.id for article in story.articles),
        claims=claims,
        conflicts=find_conflicts(story),
    )
