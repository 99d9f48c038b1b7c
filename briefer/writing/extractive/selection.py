"""Which sentences tell the story: each distinct fact once, the weightiest first, none twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefer.models import Passage
from briefer.writing.extractive.facts import Telling, containment, is_same_fact, overlap
from briefer.writing.extractive.naming import Phrased

_WORTH_TELLING = 0.2
_STATES_IT_TOO = 0.75
_RELATED = 0.2
_RELATED_SHARE = 0.85
_HEARD_SHARE = 0.85
_AGREED_PHRASE = 0.15
_AGREED_ENOUGH = 3
_OWN_NEWS = 1.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be printed: its wording, what it tells, and how good it is.

    `voice` is the place of its article in the story, `position` its place in the article (both
    from 0), `importance` a factor around 1, `background` whether it tells of another time,
    `speaker` the surname of the person whose words it gives, `opens` whether it is the first of
    its article's candidates, `follows` the passage id of the sentence right before it, without
    which it is not understood, `points_at` the stems of what it takes as known ("the bill"), and
    `known` the stem of such a thing that must have been told of.
    """

    phrased: Phrased
    passage: Passage
    voice: int
    position: int
    telling: Telling
    importance: float
    background: bool
    speaker: str | None = None
    opens: bool = False
    follows: str | None = None
    points_at: frozenset[str] = frozenset()
    known: str | None = None

    @property
    def stands_alone(self) -> bool:
        """Whether it is understood with nothing told before it."""
        return self.follows is None and self.known is None


def select_candidates(
    lead: Candidate, candidates: Sequence[Candidate], limit: int
) -> list[Candidate]:
    """The lead and then, one by one, the most important sentence that tells something new.

    At most `limit`; it ends where what is left is worth little beside the best of the rest
    (maximal marginal relevance, Carbonell & Goldstein 1998, as a product).
    """
    chosen = [lead]
    rest = [candidate for candidate in candidates if candidate is not lead]
    least = 0.0
    while rest and len(chosen) < limit:
        rest = [candidate for candidate in rest if not is_told(candidate.telling, chosen)]
        clear = [candidate for candidate in rest if _is_clear(candidate, chosen)]
        if not clear:
            break
        best = max(clear, key=lambda candidate: (worth(candidate, chosen), candidate.passage.id))
        gain = measure_news(best, chosen)
        least = least or gain * _WORTH_TELLING
        if gain < least:
            break
        clearest = _clearest(best, clear)
        chosen.append(clearest)
        rest.remove(clearest)
    return chosen


def _is_clear(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether nothing has to be told before it that is not."""
    follows = candidate.follows is None or any(
        candidate.follows == other.passage.id for other in chosen
    )
    known = candidate.known is None or any(
        candidate.known in other.telling.weights for other in chosen
    )
    return follows and known


def _clearest(best: Candidate, rest: Sequence[Candidate]) -> Candidate:
    """Of the sentences that tell what `best` tells, the one that tells it best."""
    same = [other for other in rest if is_same_fact(best.telling, other.telling)]
    return max(same, key=lambda candidate: (candidate.importance, candidate.passage.id))


def is_told(telling: Telling, chosen: Sequence[Candidate]) -> bool:
    """Whether one of the chosen claims tells this already."""
    return any(is_same_fact(telling, candidate.telling) for candidate in chosen)


def worth(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    """What the story gains: what the candidate adds, more for a voice's own main fact."""
    heard = any(candidate.voice == other.voice for other in chosen)
    own_news = candidate.opens and not heard
    return measure_news(candidate, chosen) * (_OWN_NEWS if own_news else 1.0)


def measure_news(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    """What the candidate adds: its importance, less what is told, less for a matter much told."""
    told = max(containment(candidate.telling, other.telling) for other in chosen)
    related = sum(overlap(candidate.telling, other.telling) >= _RELATED for other in chosen)
    heard = candidate.speaker is not None and sum(
        candidate.speaker == other.speaker for other in chosen
    )
    agreed = sum(
        others
        for phrase, others in candidate.telling.phrases.items()
        if not any(phrase in other.telling.phrases for other in chosen)
    )
    return float(
        candidate.importance
        * (1 - told)
        * (1 + _AGREED_PHRASE * min(agreed, _AGREED_ENOUGH))
        * _RELATED_SHARE**related
        * _HEARD_SHARE**heard
    )


def find_corroboration(
    claim: Candidate, tellings: Mapping[str, tuple[int, Telling]]
) -> tuple[str, ...]:
    """The passages of other voices that state what the claim states, at most one a voice.

    `tellings` maps passage ids to voice and telling. A passage counts only when it holds every
    number and name of the claim and nearly all else.
    """
    best: dict[int, tuple[float, str]] = {}
    for passage_id, (voice, telling) in tellings.items():
        if voice == claim.voice or not claim.telling.numbers <= telling.numbers:
            continue
        if not claim.telling.names <= telling.names:
            continue
        share = containment(claim.telling, telling)
        if share >= _STATES_IT_TOO and share > best.get(voice, (0.0, ""))[0]:
            best[voice] = (share, passage_id)
    return tuple(passage_id for _, (_, passage_id) in sorted(best.items()))
