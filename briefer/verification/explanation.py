"""Why a claim is in a brief: its quotes in context, its checks, and the passages it passed over."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from briefer.errors import InputError
from briefer.language.sentences import split_sentences
from briefer.models import Article, Brief, BriefStory, Citation, Claim, Passage, Support
from briefer.verification.analysis import Analysis, CitedPassage, analyse
from briefer.verification.briefs import Finding, locate, verify_brief
from briefer.verification.claims import CHECKS, run_checks
from briefer.verification.support import is_covered, word_recall

_MOST_CONSIDERED = 5


class Quoted(NamedTuple):
    """A citation where it stands: the sentence before, the quote, the sentence after.

    `quote` is as the brief has it; `before` and `after` are empty where there is nothing, or where
    the quote is not in its source.
    """

    source_id: str
    before: str
    quote: str
    after: str


class Check(NamedTuple):
    """One named check: the words it decided on, and what it found wrong (nothing: it passed)."""

    name: str
    words: tuple[str, ...]
    problems: tuple[str, ...]


class Considered(NamedTuple):
    """Another sentence of the story's sources, and how much of the claim it says, 0 to 1."""

    source_id: str
    text: str
    score: float


class _Spanned(Protocol):
    """A mention of anything, with its place in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Explanation(NamedTuple):
    """Everything that is known about why one claim is in its brief."""

    story: BriefStory
    claim: Claim
    support: Support
    problems: tuple[str, ...]
    quotes: tuple[Quoted, ...]
    checks: tuple[Check, ...]
    considered: tuple[Considered, ...]


def find_claim(brief: Brief, claim_id: str) -> tuple[BriefStory, Claim]:
    """The claim of that id, and its story.

    Raises:
        InputError: there is none; the message names those there are.
    """
    claims = {claim.id: (story, claim) for story in brief.stories for claim in story.claims}
    if claim_id not in claims:
        known = ", ".join(claims) or "none"
        raise InputError(f"there is no claim {claim_id} in the brief; there are: {known}")
    return claims[claim_id]


def explain_claim(
    brief: Brief, story: BriefStory, claim: Claim, articles: Mapping[str, Article]
) -> Explanation:
    """Why `claim` of `story` is there, checked again now; `articles` by source id.

    `considered` holds at most five sentences that the claim does not cite, best first.
    """
    alone = story.model_copy(update={"claims": (claim,), "conflicts": ()})
    finding: Finding = verify_brief(brief.model_copy(update={"stories": (alone,)}), articles)[0]
    located = [locate(citation, brief, articles) for citation in claim.citations]
    passages = [one.passage for one in located if one.passage is not None]
    return Explanation(
        story=story,
        claim=claim,
        support=finding.support,
        problems=finding.problems,
        quotes=tuple(
            _quote(citation.source_id, citation.quote, one.passage, articles)
            for citation, one in zip(claim.citations, located, strict=True)
        ),
        checks=_run_checks(
            claim.text,
            [CitedPassage(passage, articles[passage.article_id]) for passage in passages],
            tuple(problem for one in located for problem in one.problems),
        ),
        considered=_consider(claim.text, story, passages, articles),
    )


def quote_in_context(citation: Citation, brief: Brief, articles: Mapping[str, Article]) -> Quoted:
    """A citation of the brief with the sentences around it; `articles` by source id."""
    passage = locate(citation, brief, articles).passage
    return _quote(citation.source_id, citation.quote, passage, articles)


def _quote(
    source_id: str, quote: str, passage: Passage | None, articles: Mapping[str, Article]
) -> Quoted:
    if passage is None:
        return Quoted(source_id, "", quote, "")
    text = articles[source_id].text
    spans = list(split_sentences(text))
    before = [span for span in spans if span[1] <= passage.start]
    after = [span for span in spans if span[0] >= passage.end]
    return Quoted(
        source_id,
        text[slice(*before[-1])] if before else "",
        quote,
        text[slice(*after[0])] if after else "",
    )


def _run_checks(
    text: str, cited: Sequence[CitedPassage], presence: tuple[str, ...]
) -> tuple[Check, ...]:
    """Every check in its order, with the words of the claim that it alone looks at."""
    if not cited:
        return (Check("presence", (), presence or ("no quote of it is in its source",)),)
    claim = analyse(text, cited[0].anchor)
    words = {
        "support": _missing_words(claim, cited),
        "numbers": _written(claim, claim.quantities),
        "dates": _written(claim, claim.dates),
        "names": _written(claim, claim.names),
        "quotations": _written(claim, claim.quotations),
    }
    _, _, problems = run_checks(text, cited)
    return (
        Check("presence", (), presence),
        *(Check(name, words.get(name, ()), tuple(problems[name])) for name in CHECKS),
    )


def _missing_words(claim: Analysis, cited: Sequence[CitedPassage]) -> tuple[str, ...]:
    """The content words of the claim that no cited passage has."""
    here = [passage.here for passage in cited]
    words = (
        word.surface for word in claim.content if not any(is_covered(word, text) for text in here)
    )
    return tuple(dict.fromkeys(words))


def _written(claim: Analysis, spans: Sequence[_Spanned]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.text[span.start : span.end] for span in spans))


def _consider(
    text: str,
    story: BriefStory,
    cited: Sequence[Passage],
    articles: Mapping[str, Article],
) -> tuple[Considered, ...]:
    """The uncited sentences of the story's sources that say most of the claim, best first."""
    found: list[Considered] = []
    for source_id in story.source_ids:
        if (article := articles.get(source_id)) is None:
            continue
        taken = [(one.start, one.end) for one in cited if one.article_id == source_id]
        for index, (start, end) in enumerate(split_sentences(article.text)):
            if any(start < last and first < end for first, last in taken):
                continue
            passage = Passage(
                article_id=source_id,
                index=index,
                start=start,
                end=end,
                text=article.text[start:end],
            )
            if score := word_recall(text, [passage.text]):
                found.append(Considered(source_id, passage.text, round(score, 3)))
    return tuple(sorted(found, key=lambda one: (-one.score, one.source_id, one.text)))[
        :_MOST_CONSIDERED
    ]
