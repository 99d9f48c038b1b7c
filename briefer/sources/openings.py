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
_BEFORE_DATELINE = re.compile(
    rf"[^.!?]{{0,250}}?(?:\b[AaPp]\.?[Mm]\.?\s[^.!?]{{0,120}}?)?"
    rf"\b(?=[A-Z]{{4,}}[\w., ]{{0,40}}\({AGENCY}\)\s*[-–—]"
    rf"|[A-Z]{{4,}}, [A-Z][\w. ]{{2,30}}, {_DAY})"
)
_BYLINE = re.compile(
    rf"(?:By|BY) [A-Z][\w.'’-]+(?: (?:and |[A-Z])[\w.'’-]*){{1,6}},? {_FULL_DATE}\W+(?=[\"“A-Z])"
)
_STAMP = re.compile(rf"(?:\w+day,? )?{_FULL_DATE}\W{{1,3}}(?=[\"“‘A-Z])")
_CAPITAL_CITY = re.compile(r"[A-Z]{4}[\w., ]{0,60}(?:\(|\d)")
_SHORTEST_REST = 30


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
    for pattern in (_BYLINE, _STAMP, _BEFORE_DATELINE, _DATELINE, _CITY_DASH):
        if pattern is _BEFORE_DATELINE and not _CAPITAL_CITY.search(line[:300]):
            continue
        found = pattern.match(line)
        if found and found.end() and len(line) - found.end() > _SHORTEST_REST:
            pieces.append(found.group().strip())
            line = line[found.end() :]
    return line, pieces
