from briefer.models import Brief, Draft, DraftStory, Run, Source
from briefer.verification import verify_brief, verify_draft
from briefer.writing.extractive import ExtractiveWriter
from tests.verification.newsroom import ARTICLES, DAY, REQUEST, claim, make_story


def make_brief() -> Brief:
    claims = (
        claim("Lobo said 12 boats had been lost since January.", "12 boats"),
        claim("Mara Quist said the company would hire 25 more.", "Mara Quist"),
    )
    draft = Draft(stories=(DraftStory(story_id="s1", headline="Boats lost", claims=claims),))
    verified = verify_draft(REQUEST, draft, [make_story()], ExtractiveWriter())
    sources = [
        Source(
            id=article.id,
            title=article.title,
            publisher=None,
            url=None,
            path=None,
            published=article.published,
            text_sha256=article.content_hash,
        )
        for article in ARTICLES.values()
        if article.published is not None
    ]
    return Brief(
        date=DAY,
        timezone="UTC",
        topic=None,
        title="News",
        writer="extractive",
        degraded=False,
        stories=verified.stories,
        sources=tuple(sources),
        excluded=(),
        checks=verified.checks,
        run=Run(
            model=None,
            prompt_sha256=None,
            prompt_tokens=0,
            completion_tokens=0,
            cost_usd=0.0,
            seconds=0.0,
            considered=2,
            excluded=0,
            fallback_reason=None,
        ),
    )


def edit(brief: Brief, text: str) -> Brief:
    (story,) = brief.stories
    first = story.claims[0].model_copy(update={"text": text})
    changed = story.model_copy(update={"claims": (first, *story.claims[1:])})
    return brief.model_copy(update={"stories": (changed,)})


def test_a_brief_as_it_was_written_has_no_problems() -> None:
    findings = verify_brief(make_brief(), ARTICLES)
    assert [(finding.id, finding.problems) for finding in findings] == [
        ("s1.c1", ()),
        ("s1.c2", ()),
    ]


def test_a_claim_edited_by_hand_is_checked_as_it_stands() -> None:
    first, second = verify_brief(edit(make_brief(), "Lobo said 90 boats were lost."), ARTICLES)
    assert "the number 90 is not in the cited passages" in first.problems[0]
    assert second.problems == ()


def test_an_article_that_has_changed_since_is_named() -> None:
    brief = make_brief()
    quoted = brief.stories[0].claims[0].citations[0].source_id
    article = ARTICLES[quoted].model_copy(update={"content_hash": "0" * 64})
    first, second = verify_brief(brief, {**ARTICLES, quoted: article})
    assert "is not the one that the brief was written from" in first.problems[0]
    assert second.problems == ()


def test_an_article_that_is_missing_is_a_problem_of_its_claims() -> None:
    first, _ = verify_brief(make_brief(), {})
    assert (first.verdict, len(first.problems)) == ("unsupported", 1)
