"""Making a sentence plain without its context: no dateline, no "Meanwhile,", no "he added that".

Words inside quotation marks, dates ("on Thursday", "(Mar 14)") and numbers are never touched.
"""

import re
from functools import lru_cache

from briefer.writing.extractive.reading import has_whole_quotations, mask_quotations
from briefer.writing.extractive.vocabulary import AGENCIES, SPEECH_VERBS

_BYLINE = re.compile(
    r"^By\s+(?:[A-Z][\w.'’-]+\s+){2,4}(?:in\s+\w+\s+)?\d{1,2}\s+[A-Z][a-z]+\s+\d{4}\s+(?=[A-Z])"
)
_DAY_LINE = re.compile(
    r"^(?:[A-Z][a-z]+day,?\s+)?(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4})\s+(?=[A-Z])"
)
_CITY_COLON = re.compile(r"^[A-Z]{3,}(?:[ ,]+[A-Z]{2,}){0,3}\s?:\s+(?=[A-Z])")
_DATELINE = re.compile(
    r"^(?=[A-Z][^-–—]{0,40}[A-Z)]|\()"
    r"(?:[A-Z][A-Z.'’\-]+(?:\s[A-Z][A-Z.'’\-]+)*(?:,\s+[A-Z][\w.'’ ]{1,24}?)?)?"
    r"(?:,?\s+[A-Z][a-z]+\.?\s+\d{1,2}(?:,\s*\d{4})?)?(?:,?\s+\d{1,2}[:.]\d\d(?:\s*[A-Z]{2,4})?)?\s*"
    r"(?:\([^()]{2,40}\))?\s*(?:--|[-–—])\s+(?=[A-Z\d\"“])"
)
_AGENCY_LINE = re.compile(rf"^.{{0,160}}?\((?:{AGENCIES})\)\s*(?:--|[-–—])\s*(?=[A-Z\d\"“‘'])")
_INNER_CONNECTIVE = re.compile(
    r"(?<=\w),\s+(?:however|meanwhile|though|too|in\s+turn|therefore|of\s+course|nevertheless|"
    r"for\s+(?:his|her|its|their)\s+part),\s+"
)
_CONNECTIVE = re.compile(
    r"^(?:(?:and|but|yet|so)\s+(?=[A-Za-z])|in\s+fact,?\s+|(?:elsewhere|meanwhile|however|also|moreover|furthermore|"
    r"additionally|in\s+addition|separately|nevertheless|nonetheless|besides|consequently|therefore|"
    r"on\s+the\s+other\s+hand|at\s+the\s+same\s+time|even\s+so|that\s+said|indeed|still|yet|but|"
    r"finally|lastly|in\s+another\s+development|in\s+a\s+related\s+development|in\s+other\s+news|"
    r"in\s+the\s+meantime|as\s+a\s+result|by\s+contrast|in\s+contrast|in\s+turn|notably|interestingly|"
    r"of\s+course|after\s+all|all\s+the\s+same|more\s+recently|on\s+top\s+of\s+that|"
    r"as\s+well|ultimately|overall|to\s+be\s+sure|crucially|importantly|significantly),\s+)",
    re.IGNORECASE,
)
_AGENCY_TAIL = re.compile(
    rf",\s+(?:(?:the\s+)?(?:{AGENCIES})(?:\s+news\s+agency)?\s+(?:reported|reports|said|says)"
    rf"|(?:reported|reports|said|according\s+to)\s+(?:the\s+)?(?:{AGENCIES})(?:\s+news\s+agency)?)"
    r"(?:\s+on\s+\w+day)?(?=[.]$)"
)
_SIGN_OFF = re.compile(
    rf"(?<=[.!?”\"'’])\s*(?:[-–—]\s*(?:with\s+)?(?:{AGENCIES})(?:[/,]\s*(?:{AGENCIES}))*|"
    r"\((?:full\s+story|[A-Z]{2,4}|Reuters)\))\.?$",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"^(?:[A-Z][a-z]+ing\s|(?:In|At|During|After)\s+(?:an?|the|his|her|its|their)\s)[^,]{3,90},\s+"
    r"(?=(?:[\w’'.-]+,?\s+){1,9}?"
    rf"(?:{SPEECH_VERBS})\b)"
)
_PLAIN = (
    (re.compile(r"\b(?:(?:further|also|later|then)\s+)+(?:added|adds)\b(?=\s|,)"), "said"),
    (re.compile(r"\bwent\s+on\s+to\s+(?:say|add)\b"), "said"),
    (re.compile(rf"\balso\s+(?=(?:{SPEECH_VERBS})\b)"), ""),
    (re.compile(r"(?<=[\w,\x1f]\s)added(?=\s+that\b|[.,:]|$)"), "said"),
)
_EARLY_ALSO = re.compile(
    r"^((?:(?!\b(?:that|which|who|but|only|is|was|are|were|be|has|have|had)\b)[\w’'-]+\s+){1,6})also\s+(?=[a-z]+\b)"
)


@lru_cache(maxsize=4_096)
def tidy(text: str) -> str:
    """`text` without dateline, leading connective, agency's signature and empty "also"s."""
    text = text.strip()
    for opening in (_AGENCY_LINE, _BYLINE, _DAY_LINE, _CITY_COLON, _DATELINE):
        text = opening.sub("", text, count=1)
    text = _SIGN_OFF.sub("", text)
    text = _without_broken_tail(text)
    without = _CONNECTIVE.sub("", text, count=1)
    text = text if without == text else _capitalise(without)
    text = _substitute(_INNER_CONNECTIVE, r" ", text)
    text = _substitute(_AGENCY_TAIL, "", text)
    for pattern, plain in _PLAIN:
        text = _substitute(pattern, plain, text)
    also = _EARLY_ALSO.match(mask_quotations(text))
    return text[: also.end(1)] + text[also.end() :] if also else text


def without_setting(text: str) -> str:
    """`text` without the opening that says where its speaker spoke: "Speaking in Lorn, "."""
    return _SETTING.sub("", text, count=1)


def _without_broken_tail(text: str) -> str:
    """Cut what follows a whole sentence at a quotation mark that has no partner."""
    if has_whole_quotations(text):
        return text
    stray = re.search(r"(?<=\w[.!?])[”\"]\s", text)
    if stray is None or not has_whole_quotations(text[: stray.start()]):
        return text
    return text[: stray.start()]


def _substitute(pattern: re.Pattern[str], plain: str, text: str) -> str:
    """Replace the first match that lies outside quotation marks."""
    match = pattern.search(mask_quotations(text))
    if match is None:
        return text
    return text[: match.start()] + plain + text[match.end() :]


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
