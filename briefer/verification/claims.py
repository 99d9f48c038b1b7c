"""One claim against exactly the passages it cites: the named checks and their verdict."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefer.models import Article, Passage, Support, Verdict
from briefer.verification.analysis import Analysis, CitedPassage, analyse
from briefer.verification.antecedents import with_pronouns
from briefer.verification.attribution import check_attribution
from briefer.verification.counterparts import pair
from briefer.verification.dates import check_dates
from briefer.verification.direction import check_direction
from briefer.verification.joining import check_joining
from briefer.verification.judgement import support
from briefer.verification.modality import check_modality
from briefer.verification.names import check_names
from briefer.verification.negation import check_negation
from briefer.verification.numbers import check_numbers, writes_anew
from briefer.verification.polarity import check_polarity
from briefer.verification.quotations import check_quotations
from briefer.verification.roles import check_roles
from briefer.verification.support import is_verbatim, word_recall
from briefer.verification.wording import check_ending, check_wording

CHECKS = (
    "support", "numbers", "dates", "names", "quotations",
    "negation", "modality", "direction", "wording", "roles", "attribution", "joining",
)  # fmt: skip
_FEW_WORDS = 0.3  # share of the claim's words below which passages are about something else

_OPENING = re.compile(
    r"^(?:In (?:addition|brief|other news|short|sum)|Elsewhere|Meanwhile|Separately)[,:] (?=\w)"
)
_BEFORE_DATE = re.compile(r"\b(?:on|in|since|by|until|from|between|of)\s*$", re.IGNORECASE)


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
    claim unsupported, except that support alone may be partial. Support is `judgement.support`
    of the claim without its dates, which only `check_dates` can hold against a passage's day, and
    without a "Meanwhile" at its start, which says nothing that a passage could bear out.
    A low score that another check explains is not held against support too. Problems that name
    what is wrong come first.
    """
    cited, problems = _present(passages, articles)
    if problems or not cited:
        return _failed(0.0, {"presence": problems or ["the claim cites no passage"]})
    score, verdict, found = run_checks(text, cited)
    if any(found.values()):
        return _failed(score, found)
    return CheckedClaim(Support(verdict=verdict, score=round(score, 3)), ())


def run_checks(
    text: str, cited: Sequence[CitedPassage]
) -> tuple[float, Verdict, dict[str, list[str]]]:
    """The support score, the verdict it stands for alone, and each named check's problems.

    `cited` has at least one passage; presence is known. `check_claim` and `explain_claim` read
    a claim the same because both read it here.
    """
    claim = analyse(text, cited[0].anchor)
    unfinished = check_ending(text, cited)
    if not unfinished and any(is_verbatim(claim, passage.here) for passage in cited):
        return 1.0, "supported", {name: [] for name in CHECKS}
    beside = pair(claim, cited)
    stated = analyse(with_pronouns(text, beside), cited[0].anchor)
    judgement = support(
        _OPENING.sub("", _without_dates(stated)), tuple(passage.here.text for passage in cited)
    )
    found = {
        "support": check_polarity(claim, cited),
        "numbers": check_numbers(claim, cited),
        "dates": check_dates(text, cited),
        "names": check_names(claim, cited),
        "quotations": check_quotations(claim, cited),
        "negation": check_negation(beside),
        "modality": check_modality(beside),
        "direction": check_direction(beside),
        "wording": unfinished + check_wording(beside, cited),
        "roles": check_roles(beside),
        "attribution": check_attribution(claim, cited),
        "joining": check_joining(claim, cited),
    }
    words = word_recall(text, [passage.here.text for passage in cited])
    explained = any(found.values()) and words >= _FEW_WORDS
    if judgement.verdict == "unsupported" and not explained:
        found["support"].append(
            f"the cited passages say too little of the claim (support {judgement.score:.2f})"
        )
    elif "context" in judgement.failed and not writes_anew(claim, cited):
        found["support"].append("read in context, the cited passages do not say this")
    return judgement.score, judgement.verdict, found


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


def _without_dates(claim: Analysis) -> str:
    kept, start = [], 0
    for mention in claim.dates:
        kept.append(_BEFORE_DATE.sub("", claim.text[start : mention.start]))
        start = mention.end
    return " ".join(" ".join([*kept, claim.text[start:]]).split())


def _failed(score: float, found: Mapping[str, Sequence[str]]) -> CheckedClaim:
    failed = tuple(check for check, problems in found.items() if problems)
    problems = [problem for check in failed if check != "support" for problem in found[check]]
    verdict = Support(verdict="unsupported", score=round(score, 3), failed=failed)
    return CheckedClaim(verdict, (*problems, *found.get("support", ())))
