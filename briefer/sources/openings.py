"""What stands before the first word of an article's sentences: datelines, bylines, stamps."""

import re

from briefer.sources.captions import AGENCY, split_glued_caption

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\w*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})"
_FULL_DATE = rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})"
_WIRE = rf"\((?:{AGENCY}|CNN|IPS|[A-Z][\w. /]{{1,25}})\)"
_CAPITALS = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*"
_NAME = r"[A-ZÀ-Ž][a-zà-ÿ]+(?: [A-ZÀ-Ž][a-zà-ÿ]+){0,2}"
_REGION = r"(?:, [A-Z][\w.'’ ]{1,30})?"
_COUNTRY = r"(?: \[[A-Z][\w ]{2,30}\])?"
_DATED = rf"(?:,? {_DAY}(?:,? \d{{4}})?)?"
_DASH = r" ?(?:--|[-–—])\s+"
_SENTENCE = r"(?=[\"“‘'«„(\[`]*[A-ZÀ-ŽА-Я0-9])"

_DATELINE = re.compile(
    rf"(?:(?:{_CAPITALS}){_REGION}{_DATED}(?:,? ?{_WIRE})?{_DASH}"  # KYIV, March 14 (Reuters) -
    rf"|(?:(?:{_CAPITALS}|{_NAME}){_REGION}{_COUNTRY}{_DATED} ?|{_DAY} ?)?"
    rf"{_WIRE}(?:{_DASH}|: )"  # Kyiv (AFP) –, March 14 (UPI) --, New Delhi [India], March 14 (ANI):
    rf"|(?:{_CAPITALS}|{_NAME}){_REGION},? {_DAY} \({AGENCY}\) "  # Kyiv, Mar 14 (PTI)
    rf"|(?:{_CAPITALS}|{_NAME}), {_DAY}\. /[A-Z]{{3,12}}/\. "  # MOSCOW, March 14. /TASS/.
    rf"|(?:{_NAME}{_REGION} ?)?CNN ?[–—-]\s+)"
    rf"{_SENTENCE}"
)
_CITY_DASH = re.compile(rf"{_NAME}(?:, {_NAME})? ?[–—-] (?=[“\"]?[A-ZÀ-Ž][\w ])")
_CITY_COLON = re.compile(rf"{_CAPITALS}{_REGION}: (?=[“\"]?[A-ZÀ-Ž][\w ])")
_LABEL = re.compile(r"^[A-Z][A-Z .'’-]{1,30}: ", re.MULTILINE)
_LATER_DATELINE = re.compile(
    rf"\b{_CAPITALS}{_REGION}{_DATED}(?:,? ?\({AGENCY}\){_DASH}|(?<=\d\d\d\d){_DASH}){_SENTENCE}"
)
_BYLINE = re.compile(
    rf"(?:By|BY) [A-Z][\w.'’-]+(?: (?:and |[A-Z])[\w.'’-]*){{1,6}},? {_FULL_DATE}\W+(?=[\"“A-Z])"
)
_STAMP = re.compile(rf"(?:\w+day,? )?{_FULL_DATE}\W{{1,3}}(?=[\"“‘A-Z])")
_CAPITAL_CITY = re.compile(r"[A-Z]{4}[\w., ]{0,60}(?:\(|\d)")
_SHORTEST_REST = 30
_LATEST = 350


def has_speakers(lines: list[str]) -> bool:
    """Whether lines begin with who speaks ("CAPTAIN: …"), so that "KYIV: …" is no dateline."""
    return sum(bool(_LABEL.match(line)) for line in lines) > 1


def trim_opening(line: str, *, early: bool, lede: bool = False) -> tuple[str, list[str]]:
    """`line` from its first sentence on, and the pieces cut off before it.

    Only one of the first paragraphs (`early`) has a byline, a stamp or a caption glued to it, and
    only the `lede` a city with nothing but a colon; a dateline in capitals may begin any.
    """
    if not early:
        found = _DATELINE.match(line) if line[:2].isupper() else None
        return (line[found.end() :], [found.group().strip()]) if found else (line, [])
    caption, line = split_glued_caption(line)
    pieces = [caption] if caption else []
    for pattern in (_BYLINE, _STAMP, _DATELINE, _CITY_DASH):
        line = _cut(line, pattern.match(line), pieces)
    if lede:
        line = _cut(line, _CITY_COLON.match(line), pieces)
    if _CAPITAL_CITY.search(line[:_LATEST]):
        line = _cut(line, _LATER_DATELINE.search(line[:_LATEST]), pieces)
    return line, pieces


def _cut(line: str, found: re.Match[str] | None, pieces: list[str]) -> str:
    if found is None or len(line) - found.end() < _SHORTEST_REST:
        return line
    pieces.append(line[: found.end()].strip())
    return line[found.end() :]
