from briefer.models import BriefRequest, Exclusion, Selection
from briefer.retrieval import build_stories, left_out
from briefer.retrieval.exclusions import share_fairly
from tests.retrieval.corpus import DAY, EVENTS, articles_of, make_article


def entries(kind: str, count: int) -> list[Exclusion]:
    return [
        Exclusion(source_id=None, path=f"{kind}{number}", title=None, reason=kind)
        for number in range(count)
    ]


def test_duplicates_and_untold_stories_are_listed_beside_the_selections_own() -> None:
    copy = make_article("Ferries again", EVENTS["ferry"][0].text, publisher="Z", path="copy.txt")
    articles = [copy, *articles_of("ferry", "vote", "rates")]
    old = entries("published 2022-12-30 (declared), outside the day", 1)
    selection = Selection(articles=tuple(articles), excluded=tuple(old), considered=8)
    stories = build_stories(articles, BriefRequest(date=DAY, max_stories=3))
    reasons = [entry.reason for entry in left_out(selection, stories[:2] + stories[2:])]
    assert reasons[0] == old[0].reason
    assert any(reason.startswith("the same text as “") for reason in reasons)
    told = [story for story in stories if len(story.voices) > 1]
    untold = [entry for entry in left_out(selection, told) if "not among those" in entry.reason]
    assert {entry.path for entry in untold} == {"copy.txt", f"{DAY}-Coastal Tribune-ferry.txt"}


def test_a_copy_of_an_unnamed_outlets_text_names_only_the_file() -> None:
    text = EVENTS["ferry"][0].text
    copies = [make_article("Ferries", text, path=f"some/where/{name}.txt") for name in "ab"]
    selection = Selection(articles=tuple(copies), excluded=(), considered=2)
    (entry,) = left_out(selection, build_stories(copies, BriefRequest(date=DAY)))
    assert entry.reason in {f"the same text as “Ferries” ({name}.txt)" for name in "ab"}


def test_every_article_is_either_told_or_left_out() -> None:
    articles = articles_of()
    selection = Selection(articles=tuple(articles), excluded=(), considered=13)
    stories = build_stories(articles, BriefRequest(date=DAY, max_stories=2))
    told = {article.id for story in stories for voice in story.voices for article in voice}
    left = {entry.source_id for entry in left_out(selection, stories, limit=1_000)}
    assert told | left == {article.id for article in articles}
    assert not told & left


def test_a_crowd_of_one_kind_does_not_hide_the_others() -> None:
    first = share_fairly(entries("old", 500), entries("copy", 3), entries("unshown", 90))[:50]
    assert {entry.reason for entry in first} == {"old", "copy", "unshown"}
    assert len(share_fairly(entries("old", 500), entries("copy", 3))) == 503


def test_the_list_is_as_long_as_asked() -> None:
    selection = Selection(articles=(), excluded=tuple(entries("old", 90)), considered=90)
    assert len(left_out(selection, ())) == 50
    assert len(left_out(selection, (), limit=90)) == 90
