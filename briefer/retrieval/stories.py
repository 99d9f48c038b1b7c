"""From the day's articles to its most important stories."""

from collections.abc import Sequence
from typing import NamedTuple

from briefer.models import Article, BriefRequest, Story
from briefer.retrieval.clustering import group_linked, link_similar
from briefer.retrieval.copies import group_copies
from briefer.retrieval.evidence import rank_evidence
from briefer.retrieval.headlines import choose_title
from briefer.retrieval.kinds import is_report, tells_of_deaths
from briefer.retrieval.novelty import share_told
from briefer.retrieval.publishers import independent_voices
from briefer.retrieval.separation import tell_events_apart
from briefer.retrieval.terms import Rarity, Terms, centroid, lead_terms, make_vector, similarity
from briefer.retrieval.topics import Topic

_SHORT_CHARACTERS = 600
_HELD_BY_DAY = 0.5
_TOLD_BEFORE = 0.5
_ON_TOPIC = 2.0
_DEADLY = 0.4


class _Group(NamedTuple):
    """One event: its voices, most central first, their mean vector, and how much it matters."""

    voices: tuple[tuple[Article, ...], ...]
    centre: Terms
    score: float


class _Measure(NamedTuple):
    """What stories are measured by: the day as a whole, the days before, the reader's topic."""

    day: Terms
    earlier: Sequence[Terms]
    topic: Topic | None


def build_stories(
    articles: Sequence[Article], request: BriefRequest, earlier: Sequence[Article] = ()
) -> tuple[Story, ...]:
    """At most `request.max_stories` stories of `articles`, most important first.

    Near-duplicates become one voice, voices on one event one story. Stories are ranked by
    independent voices, which count up to half less for what `earlier` articles told already,
    then by whether people died, and by how close they are to what the rest of the day is about;
    with a topic, by how much they are about it. Comment and satire come last.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    counts = [lead_terms(article) for article in ordered]
    rarity = Rarity(counts)
    vectors = [make_vector(count, rarity) for count in counts]
    links = link_similar(vectors)
    voices = {copies[0]: copies for copies in group_copies(ordered, links)}
    measure = _Measure(
        day=centroid([vectors[index] for index in voices]),
        earlier=[make_vector(lead_terms(article), rarity) for article in earlier],
        topic=Topic(request.topic, rarity) if request.topic else None,
    )
    groups = [
        _weigh(
            [tuple(ordered[copy] for copy in voices[index]) for index in group],
            [vectors[index] for index in group],
            measure,
        )
        for group in group_linked(tell_events_apart(vectors, links, voices), voices)
    ]
    groups.sort(key=lambda group: (-group.score, group.voices[0][0].id))
    return tuple(
        _tell(f"s{number}", group, rarity, measure.topic)
        for number, group in enumerate(groups[: request.max_stories], start=1)
    )


def _weigh(
    voices: Sequence[tuple[Article, ...]], vectors: Sequence[Terms], measure: _Measure
) -> _Group:
    centre = centroid(vectors) if len(vectors) > 1 else vectors[0]
    closeness = {
        voice[0].id: similarity(vector, centre)
        for voice, vector in zip(voices, vectors, strict=True)
    }
    ordered = sorted(
        voices,
        key=lambda voice: (
            not is_report(voice[0]),
            -closeness[voice[0].id] * _substance(voice[0]),
            voice[0].id,
        ),
    )
    score = independent_voices(ordered) * (1 - _TOLD_BEFORE * share_told(centre, measure.earlier))
    score += _HELD_BY_DAY * similarity(centre, measure.day)
    score += _DEADLY * any(tells_of_deaths(voice[0]) for voice in ordered)
    score += 0.2 * max(_substance(voice[0]) for voice in ordered)
    if measure.topic is not None:
        score += _ON_TOPIC * max(measure.topic.prominence(voice[0]) for voice in ordered)
    if not any(is_report(voice[0]) for voice in ordered):
        score /= 10
    return _Group(tuple(ordered), centre, round(score, 6))


def _substance(article: Article) -> float:
    """Less than 1 for texts too short to tell a story."""
    return min(1.0, 0.5 + 0.5 * len(article.text) / _SHORT_CHARACTERS)


def _tell(story_id: str, group: _Group, rarity: Rarity, topic: Topic | None) -> Story:
    representatives = [voice[0] for voice in group.voices]
    return Story(
        id=story_id,
        title=choose_title(representatives, group.centre, rarity),
        voices=group.voices,
        evidence=rank_evidence(representatives, rarity, topic),
        score=group.score,
    )
