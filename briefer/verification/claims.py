"""One claim against exactly the passages it cites: the named checks and their verdict."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefer.models import Article, Passage, Support, Verdict
from briefer.verification.analysis import CitedPassage, analyse
from briefer.verification.dates import check_dates
from briefer.verification.names import check_names
from briefer.verification.numbers import check_numbers
from briefer.verification.polarity import check_polarity
from briefer.verification.quotations import check_quotations
from briefer.verification.support import coverage, is_verbatim

SUPPORTED = 0.55
PARTIAL = 0.30


class CheckedClaim(NamedTuple):
    """The verdict on a claim, and every problem in words a model or a reader can act on."""

    support: Support
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the claim may be printed: supported, or in part with nothing wrong in it."""
        return self.support.verdict != "unsupported"


def check_claim(
    text: str, passages: Sequence[Passage], articles: Mapping[str, Article]
) -> CheckedClaim:
    """Check `text` against `passages`; `articles` holds their articles, by id.

    A claim that is a passage, or a piece of one, word for word passes. Any failed check makes a
    claim unsupported, except that support alone may be partial.
    """
    cited, problems = _present(passages, articles)
    if problems or not cited:
        return _failed(0.0, {"presence": problems or ["the claim cites no passage"]})
    claim = analyse(text, cited[0].anchor)
    if any(is_verbatim(claim, passage.here) for passage in cited):
        return CheckedClaim(Support(verdict="supported", score=1.0), ())
    score = coverage(claim, [passage.here for passage in cited])
    return _judged(
        score,
        {
            "support": [*_unsupported(score), *check_polarity(claim, cited)],
            "numbers": check_numbers(claim, cited),
            "dates": check_dates(text, cited),
            "names": check_names(claim, cited),
            "quotations": check_quotations(claim, cited),
        },
    )


def _present(
    passages: Sequence[Passage], articles: Mapping[str, Article]
) -> tuple[list[CitedPassage], list[str]]:
    cited: list[CitedPassage] = []
    problems: list[str] = []
    for passage in passages:
        article = articles.get(passage.article_id)
        if article is None:
            problems.append(f"the passage {passage.id} is of an article that was not given")
        elif article.text[passage.start : passage.end] != passage.text:
            problems.append(f"the words of passage {passage.id} are not in its article")
        else:
            cited.append(CitedPassage(passage, article))
    return cited, problems


def _unsupported(score: float) -> list[str]:
    if score >= PARTIAL:
        return []
    return [f"the cited passages hold only {score:.0%} of what the claim says"]


def _judged(score: float, found: Mapping[str, Sequence[str]]) -> CheckedClaim:
    if any(found.values()):
        return _failed(score, found)
    verdict: Verdict = "supported" if score >= SUPPORTED else "partial"
    return CheckedClaim(Support(verdict=verdict, score=round(score, 3)), ())


def _failed(score: float, found: Mapping[str, Sequence[str]]) -> CheckedClaim:
    failed = tuple(check for check, problems in found.items() if problems)
    problems = tuple(problem for check in failed for problem in found[check])
    support = Support(verdict="unsupported", score=round(score, 3), failed=failed)
    return CheckedClaim(support, problems)
