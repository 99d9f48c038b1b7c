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
_DATED = rf"(?:,? {_DAY}(?:,? \d{{4}})?)?"
_DASH = r" ?(?:--|[-–—])\s+"
_SENTENCE = r"(?=[\"“‘'«„(\[`]*[A-ZÀ-ŽА-Я0-9])"

_DATELINE = re.compile(
    rf"(?:(?:{_CAPITALS}){_REGION}{_DATED}(?:,? ?{_WIRE})?{_DASH}"  # KYIV, March 14 (Reuters) -
    rf"|(?:(?:{_CAPITALS}|{_NAME}){_REGION}{_DATED} ?)?{_WIRE}(?:{_DASH}|: ))"  # Kyiv (AFP) –
    rf"{_SENTENCE}"
)
_CITY_DASH = re.compile(rf"{_NAME} ?[–—-] (?=[“\"]?[A-ZÀ-Ž][\w ])")
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


def trim_opening(line: str, *, early: bool) -> tuple[str, list[str]]:
    """`line` from its first sentence on, and the pieces cut off before it.

    Only one of the first paragraphs (`early`) has a byline, a stamp or a caption glued to it; a
    dateline in capitals may begin any.
    """
    if not early:
        found = _DATELINE.match(line) if line[:2].isupper() else None
        return (line[found.end() :], [found.group().strip()]) if found else (line, [])
    caption, line = split_glued_caption(line)
    pieces = [caption] if caption else []
    for pattern in (_BYLINE, _STAMP, _DATELINE, _CITY_DASH):
        line = _cut(line, pattern.match(line), pieces)
    if _CAPITAL_CITY.search(line[:_LATEST]):
        line = _cut(line, _LATER_DATELINE.search(line[:_LATEST]), pieces)
    return line, pieces


def _cut(line: str, found: re.Match[str] | None, pieces: list[str]) -> str:
    if found is None or len(line) - found.end() < _SHORTEST_REST:
        return line
    pieces.append(line[: found.end()].strip())
    return line[found.end() :]
