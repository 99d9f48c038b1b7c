"""Briefs by key, the articles' revision, and which versions have been superseded."""

from datetime import date

from briefer.models import Article
from briefer.store import open_store
from briefer.store.bot import BotStore, Feedback, Preference, Slot, read_feedback
from tests.rendering.briefs import sample_brief
from tests.store.articles import DAY, make_article

NOON = 1_700_000_000.0


def test_the_first_brief_under_a_key_stays(store: BotStore) -> None:
    brief = sample_brief()
    store.archive.keep("k1", brief, now=NOON)
    store.archive.keep("k1", brief.model_copy(update={"title": "Another"}), now=NOON + 1)
    assert store.archive.read("k1") == brief
    assert store.archive.read("k2") is None


def test_the_latest_brief_is_a_whole_one_if_there_is_one(store: BotStore) -> None:
    assert store.archive.latest() is None
    brief = sample_brief()
    store.archive.keep("topic", brief.model_copy(update={"topic": "oil"}), now=NOON + 5)
    latest = store.archive.latest()
    assert latest is not None
    assert latest.key == "topic"
    store.archive.keep("old", brief.model_copy(update={"topic": None}), now=NOON)
    store.archive.keep("new", brief.model_copy(update={"topic": None}), now=NOON + 1)
    latest = store.archive.latest()
    assert latest is not None
    assert latest.key == "new"


def version(text: str) -> Article:
    return make_article(text, DAY, url="https://news.example/ferry")


def test_the_revision_grows_with_every_change_and_with_nothing_else(
    store: BotStore, place: str
) -> None:
    revisions = [store.archive.revision()]
    for article in (version("The ferry sank."), version("The ferry ran aground.")):
        with open_store(place, create=True) as articles:
            articles.add([article], seen=DAY)
        revisions.append(store.archive.revision())
    assert revisions == sorted(set(revisions))
    with open_store(place, create=True) as articles:
        articles.add([version("The ferry ran aground.")], seen=DAY)
    store.queue.beat("a", now=NOON)
    assert store.archive.revision() == revisions[-1]


def test_a_superseded_article_leads_to_its_current_version(store: BotStore, place: str) -> None:
    first, second, third = map(version, ("It sank.", "It ran aground.", "It was late."))
    other = make_article("The bridge is shut.", DAY)
    with open_store(place, create=True) as articles:
        for article in (first, second, third, other):
            articles.add([article], seen=DAY)
    ids = [first.id, second.id, third.id, other.id, "absent"]
    assert store.archive.successors(ids) == {first.id: third.id, second.id: third.id}


def test_pruning_leaves_briefs_that_are_spoken_of(store: BotStore) -> None:
    for key in ("posted", "reported", "neither"):
        store.archive.keep(key, sample_brief(), now=NOON)
    post = store.outbox.reserve(Slot(date(2024, 3, 14), "C1", "morning"), now=NOON)
    store.outbox.attach(post, "posted")
    store.people.report(report("reported"), event="e1")
    store.archive.prune(before=NOON)
    assert store.archive.read("neither") is not None
    store.archive.prune(before=NOON + 1)
    kept = [key for key in ("posted", "reported", "neither") if store.archive.read(key)]
    assert kept == ["posted", "reported"]


def report(key: str) -> Feedback:
    claim = sample_brief().stories[0].claims[0]
    return Feedback(
        received=NOON,
        reporter="U1",
        kind="wrong_citation",
        brief=key,
        claim=claim.id,
        passages=claim.citations,
        problem="number",
        note="It says «three», not four.",
        link=None,
    )


def test_reports_come_back_as_they_were_sent(store: BotStore) -> None:
    late = report("k2").model_copy(
        update={"received": NOON + 1, "claim": None, "passages": (), "kind": "missing_fact"}
    )
    assert store.people.report(late, event="e2")
    assert store.people.report(report("k1"), event="e1")
    assert not store.people.report(report("k1"), event="e1")
    assert read_feedback(store) == (report("k1"), late)


def test_preferences_are_kept_a_person(store: BotStore) -> None:
    assert store.people.preference("U1") == Preference()
    store.people.prefer("U1", Preference(language="de", topics=("Öl", "bridges")))
    store.people.prefer("U1", Preference(language="uk", topics=("Öl",)))
    assert store.people.preference("U1") == Preference(language="uk", topics=("Öl",))
    assert store.people.preference("U2") == Preference()
