"""From a store to the articles of one day, and what a reader might have expected beside them."""

from collections.abc import Sequence

from briefer.errors import NoArticlesError
from briefer.models import Article, BriefRequest, Exclusion, PublishedDate, Selection, Unreadable
from briefer.retrieval.corroboration import corroborate
from briefer.retrieval.exclusions import (
    days_apart,
    exclude,
    exclude_unreadable,
    other_day_reason,
    share_fairly,
)
from briefer.retrieval.neighbours import (
    DayIndex,
    find_other_days,
    find_undated,
    find_witnesses,
)
from briefer.retrieval.novelty import choose_earlier
from briefer.retrieval.topics import select_on_topic
from briefer.retrieval.window import SMALL_STORE, utc_days
from briefer.store import ArticleStore

_NEAREST_DAYS = 3


def select_articles(
    request: BriefRequest, store: ArticleStore, unreadable: Sequence[Unreadable] = ()
) -> Selection:
    """The articles of `request.date` in the reader's zone, on the topic if there is one.

    A dated article is of the day by its instant, else by its date; one without a sure date joins
    when articles of the day report its event. Articles come in order of id, with a topic best
    match first. `excluded` holds all that were looked at and not taken, nearest first in each
    kind; those of the week before are also in `earlier`.

    Raises:
        NoArticlesError: nothing is of that day, or nothing of that day is on the topic.
    """
    span = utc_days(request)
    read = list(store.window(*span))
    dated = [article for article in read if article.day(request.zone) == request.date]
    if not dated:
        raise NoArticlesError(_explain_empty_day(request, store, len(unreadable)))
    undated = find_undated(dated, request.topic, store, span)
    index = DayIndex(dated)
    judged = _confirm_days(undated, index, request, store)
    joined = [article for article in judged if _is_confirmed(article, request)]
    day = sorted([*dated, *joined], key=lambda article: article.id)
    taken = select_on_topic(request.topic, day, store, span) if request.topic else day
    if not taken:
        raise NoArticlesError(
            f"none of the {_counted(len(day))} of {request.date} is about “{request.topic}”"
        )
    outside = [
        *_just_outside(read, index, request),
        *find_other_days(index, request.topic, store, span),
        *(article for article in judged if not _is_confirmed(article, request)),
    ]
    chosen = {article.id for article in taken}
    off_topic = [article for article in day if article.id not in chosen]
    return Selection(
        articles=tuple(taken),
        excluded=share_fairly(
            _exclude_outside(outside, request),
            exclude_unreadable(unreadable),
            [exclude(article, f"off topic: not about “{request.topic}”") for article in off_topic],
        ),
        considered=len({article.id for article in (*read, *outside, *day)}) + len(unreadable),
        earlier=tuple(choose_earlier(outside, request)),
    )


def _confirm_days(
    undated: Sequence[Article],
    index: DayIndex,
    request: BriefRequest,
    store: ArticleStore,
) -> list[Article]:
    """The undated articles, those that dated ones confirm with their day."""
    alike = index.keep_alike(undated) if index.is_crowded else undated
    if not alike:
        return list(undated)
    witnesses = find_witnesses(alike, index, store, utc_days(request))
    confirmed = corroborate(alike, [_as_read(article, request) for article in witnesses])
    return [
        article.model_copy(update={"published": confirmed[article.id], "published_at": None})
        if article.id in confirmed
        else article
        for article in undated
    ]


def _as_read(article: Article, request: BriefRequest) -> Article:
    """The article with its date as the reader's calendar has it."""
    day, published = article.day(request.zone), article.published
    if day is None or published is None or published.date == day:
        return article
    return article.model_copy(update={"published": published.model_copy(update={"date": day})})


def _is_confirmed(article: Article, request: BriefRequest) -> bool:
    published: PublishedDate | None = article.published
    return (
        published is not None
        and published.basis == "corroborated"
        and published.date == request.date
    )


def _just_outside(read: Sequence[Article], index: DayIndex, request: BriefRequest) -> list[Article]:
    """Articles of the same UTC days that are another day for the reader: of many, those alike."""
    others = [article for article in read if article.day(request.zone) != request.date]
    return others if len(others) <= SMALL_STORE else index.keep_alike(others)


def _exclude_outside(articles: Sequence[Article], request: BriefRequest) -> list[Exclusion]:
    ordered = sorted(
        articles,
        key=lambda article: (days_apart(article, request.date, request.zone), article.id),
    )
    return [exclude(article, other_day_reason(article, request)) for article in ordered]


def _explain_empty_day(request: BriefRequest, store: ArticleStore, unreadable: int) -> str:
    near = store.days_near(request.date, _NEAREST_DAYS + 1)
    days = [(day, count) for day, count in near if day != request.date][:_NEAREST_DAYS]
    undated = store.count(undated=True)
    notes = []
    if undated:
        notes.append(f"{_counted(undated)} cannot be dated")
    if unreadable:
        notes.append(f"{unreadable} could not be read")
    aside = f" ({', '.join(notes)})" if notes else ""
    where = f"{request.date} ({request.timezone})"
    if days:
        nearest = ", ".join(f"{day} ({_counted(count)})" for day, count in days)
        return (
            f"nothing was published on {where}; the nearest days that have some: {nearest}{aside}"
        )
    if undated:
        return f"nothing is known to be of {where}: no article says when it was published{aside}"
    return f"there are no articles to brief on{aside}; add some with `brief add` or --articles"


def _counted(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
