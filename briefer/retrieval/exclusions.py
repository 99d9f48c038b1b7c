"""What was left out, and why, in one honest sentence each."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath
from zoneinfo import ZoneInfo

from briefer.models import Article, BriefRequest, Exclusion, Selection, Story, Unreadable

_FAIR_SHARE = 16
_MAX_EVIDENCE = 120


def left_out(
    selection: Selection, stories: Sequence[Story], *, limit: int = 50
) -> tuple[Exclusion, ...]:
    """At most `limit` exclusions: the selection's, the duplicates, and what no story shows.

    Nearest first within a kind; the first of each kind come before the rest of any, so a short
    list still shows every reason.
    """
    duplicates = [
        exclude(copy, f"the same text as “{voice[0].title}”{_of(voice[0])}")
        for story in stories
        for voice in story.voices
        for copy in voice[1:]
    ]
    shown = {article.id for story in stories for voice in story.voices for article in voice}
    unshown = [
        exclude(article, "of the day, but its story is not among those shown")
        for article in selection.articles
        if article.id not in shown
    ]
    return share_fairly(selection.excluded, duplicates, unshown)[:limit]


def share_fairly(*kinds: Iterable[Exclusion]) -> tuple[Exclusion, ...]:
    """The first 16 of each kind, then the rest of each, in the order given."""
    lists = [list(kind) for kind in kinds]
    first = [entry for entries in lists for entry in entries[:_FAIR_SHARE]]
    rest = [entry for entries in lists for entry in entries[_FAIR_SHARE:]]
    return (*first, *rest)


def exclude(article: Article, reason: str) -> Exclusion:
    """The article as an exclusion."""
    return Exclusion(source_id=article.id, path=article.path, title=article.title, reason=reason)


def exclude_unreadable(unreadable: Iterable[Unreadable]) -> list[Exclusion]:
    """Files and pages that could not become articles, in the order they were met."""
    return [
        Exclusion(source_id=None, path=item.path, title=None, reason=item.reason)
        for item in unreadable
    ]


def other_day_reason(article: Article, request: BriefRequest) -> str:
    """Why an article that is not of the requested day is not used."""
    published, day = article.published, article.day(request.zone)
    if day is None:
        return (
            "undated: nothing in it says when it was published, and no article of "
            f"{request.date} confirms the day"
        )
    if published is not None and published.basis == "inferred" and article.published_at is None:
        words = _quoted(published.evidence)
        if day == request.date:
            return f"undated: it speaks of {day} ({words}), but nothing says it is of that day"
        if day < request.date:  # it may still be of the day: a text can look back only
            return (
                f"undated: the latest day it speaks of is {day} ({words}), and no article of "
                f"{request.date} confirms that it is of that day"
            )
        return f"no older than {day} by its own words ({words}), {_position(day, request.date)}"
    basis = f" ({published.basis})" if published is not None else ""
    return f"published {day}{basis}, {_position(day, request.date)}"


def days_apart(article: Article, day: date, zone: ZoneInfo) -> int:
    """Whole days between the article's day and `day`; undated ones are farther than any."""
    own = article.day(zone)
    return abs((own - day).days) if own is not None else date.max.toordinal()


def _position(day: date, requested: date) -> str:
    return "just outside the day" if abs((day - requested).days) == 1 else "outside the day"


def _quoted(evidence: str) -> str:
    words = " ".join(evidence.split())
    return f"“{words}”" if len(words) <= _MAX_EVIDENCE else f"“{words[:_MAX_EVIDENCE].rstrip()}…”"


def _of(article: Article) -> str:
    name = article.publisher or (PurePath(article.path).name if article.path else None)
    return f" ({name})" if name else ""
