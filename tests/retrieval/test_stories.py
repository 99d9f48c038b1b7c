import pytest

from briefer.models import Article, BriefRequest, Story
from briefer.retrieval import build_stories
from tests.retrieval.corpus import DAY, EVENTS, articles_of, event_of, make_article


def build(articles: list[Article], *, topic: str | None = None, most: int = 8) -> list[Story]:
    request = BriefRequest(date=DAY, topic=topic, max_stories=most)
    return list(build_stories(articles, request))


def events(stories: list[Story]) -> list[str]:
    return [event_of(story.articles[0]) for story in stories]


def test_a_day_becomes_its_stories_most_voices_first() -> None:
    stories = build(articles_of())
    assert [story.id for story in stories] == ["s1", "s2", "s3", "s4", "s5", "s6"]
    assert sorted(events(stories)[:2]) == ["refinery", "vote"]
    assert events(stories)[-1] == "ferry"
    assert [len(story.voices) for story in stories] == [3, 3, 2, 2, 2, 1]
    assert [story.score for story in stories] == sorted(
        (story.score for story in stories), reverse=True
    )
    for story in stories:
        assert len({event_of(article) for article in story.articles}) == 1
        assert story.title in {article.title for article in story.articles}


def test_only_so_many_stories_are_told() -> None:
    assert [story.id for story in build(articles_of(), most=2)] == ["s1", "s2"]


def test_the_order_of_articles_does_not_matter() -> None:
    articles = articles_of()
    assert build(articles) == build(articles[::-1])


def test_five_copies_of_a_wire_report_weigh_less_than_two_reports() -> None:
    wire = EVENTS["ferry"][0].text
    copies = [
        make_article(
            f"Ferries: {outlet}", f"LANNO - {wire}", publisher=f"Outlet {outlet}", path=outlet
        )
        for outlet in "abcde"
    ]
    stories = build([*copies, *articles_of("rates")])
    assert len(stories[0].voices) == 2
    assert len(stories[1].voices) == 1
    assert len(stories[1].voices[0]) == 5


def test_a_follow_up_that_contradicts_a_figure_stays_with_its_story() -> None:
    follow_up = make_article(
        "Sanvara quake toll now 27",
        "Rescuers in Sanvara have found eight more bodies and put the dead of the earthquake at "
        "27, not 19, the civil protection service said.\n\nMost died in Quilla when the church "
        "collapsed.\n\nThe magnitude was corrected to 6.6.",
        publisher="Coastal Tribune",
    )
    stories = build([follow_up, *articles_of("earthquake", "ferry")])
    assert len(stories[0].voices) == 3
    told = " ".join(passage.text for passage in stories[0].evidence)
    assert "27, not 19" in told
    assert "at least 19 people" in told


def test_a_round_up_goes_with_its_main_event() -> None:
    roundup = make_article(
        "Ostrana briefing: occupied towns vote for Velik",
        "Voting for the Karvian presidency in the occupied towns of Ostrana was condemned as "
        "illegal by its foreign ministry and by governments around the world.\n\nThe ballot, "
        "which Anton Velik will win, was rejected in a statement by 23 committee chairs.\n\n"
        "Elsewhere, drones set a refinery at Ryzka ablaze.\n\nIngrid Solheim asked for "
        "ammunition.\n\nThe Karvian guard reported raids at Lesk.",
        publisher="The Watch",
    )
    stories = build([roundup, *articles_of("vote", "refinery", "ammunition")])
    home = next(story for story in stories if roundup in story.articles)
    assert {event_of(article) for article in home.articles if article != roundup} == {"vote"}
    assert len(stories) == 3


def test_comment_never_leads() -> None:
    comment = [
        make_article(
            f"Opinion: {title}", text, publisher=f"Paper {number}", path=f"opinion{number}"
        )
        for number, (title, _, text) in enumerate(EVENTS["vote"])
    ]
    stories = build([*comment, *articles_of("ferry")])
    assert events(stories[:1]) == ["ferry"]
    assert stories[-1].articles[0].title.startswith("Opinion")


def test_two_reports_of_one_publisher_do_not_outrank_two_publishers() -> None:
    texts = [report.text for report in EVENTS["earthquake"]]
    same = [
        make_article(f"Sanvara earthquake, report {number}", text, publisher="Harbour Post")
        for number, text in enumerate(texts)
    ]
    stories = build([*same, *articles_of("rates")])
    assert events(stories[:1]) == ["rates"]


@pytest.mark.parametrize("topic", ["oil refineries", "Ryzka"])
def test_with_a_topic_the_story_on_it_comes_first(topic: str) -> None:
    assert events(build(articles_of(), topic=topic))[0] == "refinery"


def test_no_articles_make_no_stories() -> None:
    assert build([]) == []


def test_one_article_is_a_story() -> None:
    (story,) = build(articles_of("ferry"))
    assert story.title == EVENTS["ferry"][0].headline
    assert len(story.evidence) == 3


def test_of_single_voices_the_one_on_deaths_comes_first() -> None:
    goat = make_article("Goat elected", "A goat was elected honorary mayor of Lorn on Thursday.")
    fire = make_article("Tunnel fire: nine dead", "Nine people died when a lorry burned in Hask.")
    stories = build_stories([goat, fire], BriefRequest(date=DAY))
    assert stories[0].title == fire.title
