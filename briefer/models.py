"""The vocabulary: every value that walks from one stage of the corridor to the next.

All models are frozen and refuse unknown fields. Offsets are Python string indices (code points)
into `Article.text`, half-open, and `Article.text` is the cleaned body. Imports nothing of ours
except the error tree.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, computed_field

DateBasis = Literal["declared", "url", "dateline", "corroborated", "inferred"]
Verdict = Literal["supported", "partial", "unsupported"]
Share = Annotated[float, Field(ge=0.0, le=1.0)]

SCHEMA_VERSION: Literal[1] = 1


class Frozen(BaseModel):
    """Base of every model: immutable, and closed to fields it does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- what is read -----------------------------------------------------------------------------


class PublishedDate(Frozen):
    """The day an article was published, and why we believe it.

    `basis` says where the date comes from, `evidence` the very words it rests on. An `inferred`
    date is the latest past day the text speaks of: the article cannot be older than that.
    """

    date: date
    basis: DateBasis
    confidence: Share
    evidence: str


class Article(Frozen):
    """One article as the rest of the program sees it: cleaned, dated where possible, identified.

    `id` is 16 hex digits of SHA-256 over origin name, title and text; `content_hash` is the
    full SHA-256 (hex) of `text`. `published_at` is the instant where the source declares one;
    it decides the day in a reader's time zone.
    """

    id: str
    title: str
    text: str
    publisher: str | None = None
    url: str | None = None
    path: str | None = None
    language: str | None = None
    published: PublishedDate | None = None
    published_at: AwareDatetime | None = None
    content_hash: str

    def day(self, zone: ZoneInfo) -> date | None:
        """The civil day of publication as a reader in `zone` counts it; None while undated."""
        if self.published_at is not None:
            return self.published_at.astimezone(zone).date()
        return self.published.date if self.published is not None else None


class Unreadable(Frozen):
    """A file, page or record that could not become an article, and the one-sentence reason."""

    path: str
    reason: str


class Passage(Frozen):
    """One sentence of an article: `text == article.text[start:end]`, `id` is `ARTICLE_ID.INDEX`."""

    article_id: str
    index: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own documented spelling
    @property
    def id(self) -> str:
        """The passage's name, unique in a corpus."""
        return f"{self.article_id}.{self.index}"


# --- what is chosen ---------------------------------------------------------------------------


class BriefRequest(Frozen):
    """What the reader asked for. `timezone` is an IANA name; `date` is a civil day in it."""

    date: date
    timezone: str = "UTC"
    topic: str | None = None
    max_stories: int = Field(default=8, ge=1, le=100)
    max_claims: int = Field(default=16, ge=1, le=100, description="claims a story may have")

    @property
    def zone(self) -> ZoneInfo:
        """The reader's time zone."""
        return ZoneInfo(self.timezone)


class Exclusion(Frozen):
    """An article the reader might have expected and did not get, with the reason in words."""

    source_id: str | None
    path: str | None
    title: str | None
    reason: str


class Selection(Frozen):
    """The day's articles, and what was left out, nearest first.

    `considered` counts every article and unreadable file that was looked at. `earlier` are
    articles of the week before on what the day is about: what they told is no longer news.
    """

    articles: tuple[Article, ...]
    excluded: tuple[Exclusion, ...]
    considered: int = Field(ge=0)
    earlier: tuple[Article, ...] = ()


class Story(Frozen):
    """Articles about one event on one day.

    `voices` holds one tuple of articles an independent voice, the representative first and its
    near-duplicates after it; voices are ordered by how central they are to the story.
    `evidence` is ranked, most important first, distinct facts before repetition, and names
    passages of the representatives only.
    """

    id: str
    title: str
    voices: tuple[tuple[Article, ...], ...] = Field(min_length=1)
    evidence: tuple[Passage, ...]
    score: float

    @property
    def articles(self) -> tuple[Article, ...]:
        """The representatives, one a voice."""
        return tuple(voice[0] for voice in self.voices)


# --- what is written --------------------------------------------------------------------------


class DraftClaim(Frozen):
    """A sentence of the brief and the ids of the passages it rests on (at least one).

    `longer` is the sentence that it was shortened from, if it was.
    """

    text: str = Field(min_length=1)
    passage_ids: tuple[str, ...] = Field(min_length=1)
    longer: str | None = None


class DraftStory(Frozen):
    """What a writer made of one story; `story_id` names the story it was given.

    `plain_headline` is printed where `headline` fails its checks; None: the story's title is.
    """

    story_id: str
    headline: str
    claims: tuple[DraftClaim, ...]
    plain_headline: str | None = None


class Usage(Frozen):
    """What a writer spent. Tokens are counts, `cost_usd` is US dollars (None: price unknown)."""

    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
    cost_usd: float | None = Field(default=0.0, ge=0.0)

    def __add__(self, other: "Usage") -> "Usage":
        """Both together; a cost is known only when both are."""
        known = self.cost_usd is not None and other.cost_usd is not None
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost_usd=(self.cost_usd or 0.0) + (other.cost_usd or 0.0) if known else None,
        )


class Draft(Frozen):
    """What a writer returns: stories in brief order, and what they cost.

    `fallback_reason` says why some of them had to be written without the model.
    """

    stories: tuple[DraftStory, ...]
    usage: Usage = Usage()
    prompt_sha256: str | None = None
    fallback_reason: str | None = None


class FailedClaim(Frozen):
    """A claim that did not pass, with every problem in words a model or a reader can act on."""

    claim: DraftClaim
    problems: tuple[str, ...] = Field(min_length=1)


class Repair(Frozen):
    """A writer's second try: one claim a failed claim, in the same order; None where it gave up."""

    claims: tuple[DraftClaim | None, ...]
    usage: Usage = Usage()


# --- what is checked --------------------------------------------------------------------------


class Support(Frozen):
    """The verdict on one claim against the passages it cites.

    `score` is 0 (nothing of it is there) to 1; `failed` names the checks that failed, in the
    order presence, support, numbers, dates, names, quotations, negation, modality (what may be told
    as what is), direction (a word turned into its opposite), wording (another word in its place),
    roles (who does what to whom), attribution (who said it), joining (halves of two sentences).
    """

    verdict: Verdict
    score: Share
    failed: tuple[str, ...] = ()


class Citation(Frozen):
    """A quote that is verbatim in its source: `quote == article.text[start:end]`."""

    source_id: str
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class Claim(Frozen):
    """A checked sentence of the brief, with the passages it rests on."""

    id: str
    text: str
    citations: tuple[Citation, ...] = Field(min_length=1)
    support: Support


class Position(Frozen):
    """One side of a conflict between sources."""

    text: str
    citations: tuple[Citation, ...] = Field(min_length=1)


class Conflict(Frozen):
    """Sources that disagree on a number, a date or an attribution."""

    about: str
    positions: tuple[Position, ...] = Field(min_length=2)


class BriefStory(Frozen):
    """One story of the brief. `voices` counts independent sources; `source_ids` names them."""

    id: str
    headline: str
    voices: int = Field(ge=1)
    source_ids: tuple[str, ...]
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...] = ()


class Checks(Frozen):
    """How the claims fared; `claims` counts those printed, `dropped` those that are not."""

    claims: int = Field(default=0, ge=0)
    supported: int = Field(default=0, ge=0)
    repaired: int = Field(default=0, ge=0)
    replaced: int = Field(default=0, ge=0)
    dropped: int = Field(default=0, ge=0)


# --- what is printed --------------------------------------------------------------------------


class Source(Frozen):
    """An article that is cited or counted as a voice."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    path: str | None
    published: PublishedDate
    text_sha256: str


class Run(Frozen):
    """How the brief was made. `seconds` is the only field that may differ between two runs."""

    model: str | None
    prompt_sha256: str | None
    prompt_tokens: int = Field(ge=0)
    completion_tokens: int = Field(ge=0)
    cost_usd: float | None = Field(ge=0.0)
    seconds: float = Field(ge=0.0)
    considered: int = Field(ge=0, description="articles and files looked at")
    excluded: int = Field(ge=0, description="how many were left out, listed or not")
    fallback_reason: str | None = Field(description="why the extractive writer stood in")


class Brief(Frozen):
    """The brief: the contract that `brief schema` prints."""

    schema_version: Literal[1] = SCHEMA_VERSION
    date: date
    timezone: str
    topic: str | None
    title: str
    writer: str
    degraded: bool
    stories: tuple[BriefStory, ...]
    sources: tuple[Source, ...]
    excluded: tuple[Exclusion, ...] = Field(max_length=50)
    checks: Checks
    run: Run


def passages_by_id(stories: Sequence[Story]) -> dict[str, Passage]:
    """Every evidence passage of the stories, by id."""
    return {passage.id: passage for story in stories for passage in story.evidence}
