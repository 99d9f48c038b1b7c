"""The extractive writer: whole sentences that stand alone, each distinct fact once, cited."""

from collections.abc import Sequence
from math import ceil

from briefer.models import (
    BriefRequest,
    Draft,
    DraftClaim,
    DraftStory,
    FailedClaim,
    Repair,
    Story,
)
from briefer.progress import Progress, silent
from briefer.writing.extractive.candidates import Desk
from briefer.writing.extractive.facts import containment, overlap
from briefer.writing.extractive.headline import choose_headline
from briefer.writing.extractive.introducing import introduce_people
from briefer.writing.extractive.ordering import order_claims
from briefer.writing.extractive.selection import Candidate, find_corroboration, select_candidates
from briefer.writing.extractive.tidying import tidy

_CLAIMS_A_DAY = 64
_WORDS_A_CLAIM = 80
_LEAD_POSITIONS = 3
_DOWN_THE_PAGE = 0.5
_CENTRAL = 0.3
_TITLE = 2.0


class ExtractiveWriter:
    """Writes without a model or a network, the same bytes for the same stories."""

    name = "extractive"
    model: str | None = None

    def write(
        self, request: BriefRequest, stories: Sequence[Story], *, progress: Progress = silent
    ) -> Draft:
        """Write every story, in the order given; a story without evidence gets no claims."""
        written = []
        for done, story in enumerate(stories):
            progress("writing", done, len(stories))
            written.append(_write_story(request, story, len(stories)))
        progress("writing", len(stories), len(stories))
        return Draft(stories=tuple(written))

    def repair(
        self,
        request: BriefRequest,  # noqa: ARG002  a sentence of the source has no better wording
        story: Story,  # noqa: ARG002
        failed: Sequence[FailedClaim],
    ) -> Repair:
        """Give every claim up: verification then prints the evidence sentence itself."""
        return Repair(claims=(None,) * len(failed))


def count_claims(request: BriefRequest, story: Story, stories: int) -> int:
    """How many claims a story may have: more for more voices and matter, fewer on a full day.

    One short article is told in three or four sentences, a long one in six, three in sixteen.
    """
    words = sum(min(len(article.text.split()), 800) for article in story.articles)
    by_matter = 3 + ceil(words / _WORDS_A_CLAIM)
    by_voices = 1 + 5 * len(story.voices)
    by_day = max(3, round(_CLAIMS_A_DAY / (stories + 1)))
    return min(request.max_claims, by_matter, by_voices, by_day)


def _write_story(request: BriefRequest, story: Story, stories: int) -> DraftStory:
    desk = Desk(request, story)
    candidates = desk.candidates()
    if not candidates:
        return _last_resort(story, desk.titles)
    lead = _choose_lead(story, candidates, desk)
    chosen = select_candidates(lead, candidates, count_claims(request, story, stories))
    ordered = order_claims(chosen, desk.places)
    claims = introduce_people([candidate.phrased for candidate in ordered], desk.people)
    return DraftStory(
        story_id=story.id,
        headline=choose_headline(desk.titles, [claim.text for claim in claims]),
        claims=tuple(
            DraftClaim(
                text=claim.text,
                passage_ids=tuple(
                    dict.fromkeys(
                        (*claim.passage_ids, *find_corroboration(candidate, desk.tellings))
                    )
                ),
            )
            for claim, candidate in zip(claims, ordered, strict=True)
        ),
    )


def _choose_lead(story: Story, candidates: Sequence[Candidate], desk: Desk) -> Candidate:
    """The opening, of any article, that most voices and the story's title tell too.

    Where no article's first sentences can be printed, the best sentence there is.
    """
    title = desk.scale.weigh(story.title)

    def agreement(candidate: Candidate) -> float:
        by_voice: dict[int, float] = {}
        for voice, telling in desk.tellings.values():
            if voice != candidate.voice:
                shared = overlap(candidate.telling, telling)
                by_voice[voice] = max(shared, by_voice.get(voice, 0.0))
        central = 1 / (1 + candidate.voice)
        return (
            sum(by_voice.values())
            + _TITLE * containment(title, candidate.telling)
            + _CENTRAL * central
        )

    openings = [
        candidate
        for candidate in candidates
        if candidate.position < _LEAD_POSITIONS
        and candidate.stands_alone
        and not candidate.background
    ]
    if not openings:
        alone = [candidate for candidate in candidates if candidate.stands_alone]
        return max(alone or candidates, key=lambda c: (c.importance, c.passage.id))
    return max(
        openings,
        key=lambda c: (agreement(c) * c.importance * _DOWN_THE_PAGE**c.position, c.passage.id),
    )


def _last_resort(story: Story, titles: Sequence[str]) -> DraftStory:
    """Where no sentence stands alone, the first piece of evidence as it is."""
    claims = tuple(
        DraftClaim(text=passage.text, passage_ids=(passage.id,)) for passage in story.evidence[:1]
    )
    headline = choose_headline(titles, [tidy(claim.text) for claim in claims])
    return DraftStory(story_id=story.id, headline=headline, claims=claims)
