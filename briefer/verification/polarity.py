"""Opposites: a claim that gains or loses a "not", or says "rose" where its passages say "fell"."""

from collections.abc import Sequence

from briefer.language.words import stem
from briefer.verification.analysis import Analysis, CitedPassage
from briefer.verification.support import is_covered

_CLOSE = 0.7  # coverage from which a claim is close enough to one passage to compare its nots
_DENIALS = frozenset(map(stem, "deny fail refuse reject rule decline lack unable".split()))
_OPPOSITES = [
    (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())))
    for one, other in (
        ("rise rose risen increase grow grew grown climb gain surge soar jump expand",
         "fall fell fallen decrease drop decline plunge slump shrink shrank slide slid contract"),
        ("raise raised", "cut lower lowered reduce reduced"),
        ("win won victory", "lose lost defeat"),
        ("accept approve approved back backed support supported endorse",
         "reject rejected oppose opposed veto block blocked"),
        ("begin began begun start launch", "end ended halt stop stopped cancel"),
        ("guilty convict", "innocent acquit"), ("buy bought purchase", "sell sold"),
        ("import", "export"), ("allow permit", "ban prohibit forbid"),
        ("open reopen", "close shut"), ("arrive enter", "depart withdraw"),
        ("confirm", "deny denied"), ("succeed success", "fail failure"),
        ("hire", "sack fire"), ("majority", "minority"), ("join", "quit"),
        ("north northern", "south southern"), ("east eastern", "west western"),
        ("minimum", "maximum"), ("highest", "lowest"), ("largest biggest", "smallest"),
        ("strengthen", "weaken"), ("deploy", "withdraw"), ("agree", "refuse disagree"),
        ("arrest detain", "release free"), ("praise", "criticise criticize condemn"),
        ("better", "worse"), ("safe", "dangerous"), ("alive", "dead"), ("inside", "outside"),
    )
]  # fmt: skip
_OPPOSITE_OF: dict[str, frozenset[str]] = {}  # a word may stand in two pairs
for _one, _other in _OPPOSITES:
    for _said, _meant in ((_one, _other), (_other, _one)):
        for _word in _said:
            _OPPOSITE_OF[_word] = _meant | _OPPOSITE_OF.get(_word, frozenset())
_REVERSING = ("un", "il", "ir", "dis", "non", "in", "im")
_HEAD = 2  # letters: enough to see that no word is another's reversal


def check_polarity(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every negation gained or lost and every word turned into its opposite.

    Only claims that otherwise follow one passage closely are judged: a free paraphrase may say
    "failed to" for "did not" in too many ways.
    """
    texts = [passage.here for passage in cited if _may_contradict(claim, passage.here)]
    if not texts:
        return []
    close = [passage.here for passage in cited if _likeness(claim, passage.here) >= _CLOSE]
    if not close:
        return []
    return _negation_problems(claim, close) + _direction_problems(claim, close)


def _may_contradict(claim: Analysis, passage: Analysis) -> bool:
    """Whether anything of a passage could be a claim's opposite: most pairs need no closer look."""
    mine, theirs = claim.stems, passage.stems
    if not theirs.isdisjoint(claim.negated) or not mine.isdisjoint(passage.negated):
        return True
    if any(not theirs.isdisjoint(_OPPOSITE_OF[word]) for word in mine & _OPPOSITE_OF.keys()):
        return True
    heads = {
        word[len(prefix) : len(prefix) + _HEAD]
        for word in theirs
        if word.startswith(_REVERSING)
        for prefix in _REVERSING
        if word.startswith(prefix)
    }
    return any(
        word.stem[:_HEAD] in heads or word.surface.lower().startswith(_REVERSING)
        for word in claim.content
    )


def _likeness(claim: Analysis, passage: Analysis) -> float:
    """The share of the claim's content words, names and titles aside, that the passage has."""
    words = [word for word in claim.content if not word.surface[0].isupper()]
    return sum(is_covered(word, passage) for word in words) / len(words) if words else 0.0


def _hedges(text: Analysis) -> bool:
    """Whether a text negates or denies anything, in whatever words."""
    return bool(text.negated) or not text.stems.isdisjoint(_DENIALS)


def _negation_problems(claim: Analysis, close: Sequence[Analysis]) -> list[str]:
    problems = []
    mine = claim.negated
    theirs = [text.negated for text in close]
    for negated, negator in mine.items():
        holders = [text for text in close if negated in text.stems]
        if holders and not any(map(_hedges, close)):
            problems.append(f"the claim says “{negator}” where the cited passages do not")
    if _hedges(claim):
        return problems
    for negations, text in zip(theirs, close, strict=True):
        for negated, negator in negations.items():
            affirmed = sum(word.stem == negated for word in text.words) > 1
            if negated in claim.stems and not affirmed and not _affirm(negated, cited=close):
                problems.append(f"the cited passages say “{negator}” where the claim does not")
    return list(dict.fromkeys(problems))


def _affirm(wanted: str, cited: Sequence[Analysis]) -> bool:
    return any(wanted in text.stems and wanted not in text.negated for text in cited)


def _direction_problems(claim: Analysis, close: Sequence[Analysis]) -> list[str]:
    theirs = frozenset[str]().union(*(text.stems for text in close))
    if _hedges(claim) or any(map(_hedges, close)):
        return []
    problems = []
    for one, other in _OPPOSITES:
        for said, meant in ((one, other), (other, one)):
            if (
                not claim.stems.isdisjoint(said)
                and claim.stems.isdisjoint(meant)
                and theirs.isdisjoint(said)
                and not theirs.isdisjoint(meant)
            ):
                problems.append(_reversal(claim, close, said, meant))
    return problems + _prefix_problems(claim, close, theirs)


def _reversal(
    claim: Analysis, close: Sequence[Analysis], said: frozenset[str], meant: frozenset[str]
) -> str:
    mine = next(word.surface for word in claim.words if word.stem in said)
    there = next(word.surface for text in close for word in text.words if word.stem in meant)
    return f"the claim says “{mine}” where the cited passages say “{there}”"


def _prefix_problems(
    claim: Analysis, close: Sequence[Analysis], theirs: frozenset[str]
) -> list[str]:
    """Find "legal" for "illegal" and the like: one text has the word, the other its denial."""
    problems = []
    for word in claim.content:
        if word.stem in theirs or len(word.stem) < 4:
            continue
        for prefix in _REVERSING:
            lower = word.surface.lower()
            plain = lower.removeprefix(prefix)
            meant = {stem(prefix + lower)}
            if plain != lower and len(plain) >= 4:
                meant.add(stem(plain))
            if not theirs.isdisjoint(meant):
                problems.append(_reversal(claim, close, frozenset({word.stem}), frozenset(meant)))
    return problems
