"""What each place an article carries says about its day: metadata, address, heading, dateline."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from briefer.language.calendar import day_of, month_number
from briefer.language.dates import DateMention, find_dates

FIRST_YEAR, LAST_YEAR = 1900, 2200
_HEAD_CHARS = 900
_DECLARED_CHARS = 200

_EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19}")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4}(?:\d\d)?)?")
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d\d?:\d\d")
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?\s*\(?(?P<zone>Z|[+-]\d\d:?\d\d|[A-Z]{3,4})\b"
)
_ZONE_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "JST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_URL_YEAR_PART = r"(?P<year>(?:19|20)\d\d)"
_URL_DATES = (
    re.compile(
        rf"(?<![\d.]){_URL_YEAR_PART}[-/_]"
        rf"(?P<month>[01]?\d|(?:{_MONTHS})[a-z]*)[-/_](?P<day>[0-3]?\d)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\d-])(?P<day>[0-3]?\d)-?(?P<month>(?:{_MONTHS})[a-z]*)-?"
        rf"{_URL_YEAR_PART}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\d){_URL_YEAR_PART}(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"/{_URL_YEAR_PART}/(?:[A-Za-z.]+/)?(?P<month>[01]\d)/?(?P<day>[0-3]\d)/"),
)
_URL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")

_STAMP_WORDS = re.compile(
    r"(?:(?:first|last|originally)?\s*(?:published|updated|posted|filed|modified|released|date"
    r"|dated|issued|created|uppdaterad|publicado|atualizado|stand)(?:\s+(?:on|at|date|time))?)"
    r"\s*[:\-–|]?\s*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|from)\s+[A-Z][^.!?\n]{2,70}?[\s,|–-]+", re.IGNORECASE)
_BYLINE_AFTER = re.compile(r"\s*(?:BY|By)\s[A-Z]")
_LEADING_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4}[,\s|–-]*", re.IGNORECASE
)
_WEEKDAY_BEFORE = re.compile(r"[^\W\d_]{2,12}\.?,?\s*\Z")
_LONE_LINE_CHARS = 60
_TITLE_LINES = 6
_FOREIGN_STAMP = re.compile(
    r"(?:(?:stand|datum|veröffentlicht|aktualisiert|publié|mis à jour|date|publicado|actualizado"
    r"|atualizado|pubblicato|aggiornato|опубліковано|оновлено)(?:\s(?:am|le|el|em|il))?:?\s)?"
    r"(?:[^\W\d_]{2,12}[.,]{0,2}\s)?"  # a weekday
    r"(?P<date>\d{1,2}(?:\.|er|º)?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?(?:19|20)\d\d)"
    r"(?:\s(?:р|року|г)\.?)?(?:\W{1,3}(?:à|um|a las|о)?\s?\d{1,2}\s?[:.h]\s?\d{2}.{0,12})?",
    re.IGNORECASE,
)
_FIRST_APPEARED = re.compile(
    r"\b(?:first|originally)\s(?:appeared|ran|printed|published|broadcast|aired)\b[^.\n]{0,110}",
    re.IGNORECASE,
)
_AFTER_STAMP = re.compile(
    r"[)\]]?\s*(?:$|\n|[-–—|•·(/>:]|,?\s*(?:at\s)?\d{1,2}[:.h]\d\d|,?\s*Page\b|,?\s+[A-Z]|,\s*\d{4})"
)
_WIRE = re.compile(
    r"[A-Z][A-Z.'’\-]{2,}(?:\s[A-Z][A-Z.'’\-]+){0,3}(?:[,/]\s?[A-Z][\w.]+(?:\s[A-Z]\w+)?)?"
    r"(?:,\s?|\s\((?P<agency>[A-Za-z .&/]{2,30})\)\s?(?:--?|–|—)\s?|\s(?:--?|–|—)\s|(?<=\.)\s)"
    r"(?=(?P<date>[A-Z\d]))"
)
_BEFORE_WIRE = re.compile(r"(?:^|[\n.>]\s*|\b(?:by|from)\s[^\n]{3,60}\s)\Z", re.IGNORECASE)
_AFTER_WIRE = re.compile(r"\s*(?:\([A-Za-z .&/]{2,40}\)|--?|–|—|$|\n)")


class Clue(NamedTuple):
    """A day, the instant where a zone came with it, how far to trust it, and the very words."""

    day: date
    instant: datetime | None
    confidence: float
    evidence: str


def parse_declared(text: str, near: date | None = None) -> Clue | None:
    """The day a metadata field declares; None for nonsense, relative times and bare months.

    ISO 8601, RFC 2822, epoch seconds to nanoseconds, and written forms; other languages through
    dateparser. `near` settles "03/04/2024"; without it the month comes first, at half trust.
    """
    text = " ".join(text[:_DECLARED_CHARS].split())
    moment = _epoch(text) or _iso(text) or _rfc_2822(text)
    if moment is not None:
        return _declared_clue(moment, text, 0.97)
    return _written(text, near) or _foreign(text)


def find_url_date(url: str) -> Clue | None:
    """The day a web address carries in its path or query ("/2024/03/14/", "20240314")."""
    parts = urlsplit(url) if "//" in url else None
    place = unquote(f"{parts.path}?{parts.query}" if parts is not None else url)[:2000]
    for pattern in _URL_DATES:
        days = {}
        for match in pattern.finditer(place):
            name = match["month"]
            month = int(name) if name.isdigit() else month_number(name)
            day = day_of(int(match["year"]), month, int(match["day"]))
            if day is not None and day.year >= 1990:
                days[day] = match.group()
        if days:
            day, words = list(days.items())[-1]
            return Clue(day, None, 0.9 if len(days) == 1 else 0.6, words)
    return None


def find_url_years(url: str) -> list[int]:
    """The years a web address names, in order."""
    parts = urlsplit(url) if "//" in url else None
    return [int(year) for year in _URL_YEAR.findall(parts.path if parts is not None else url)]


def find_stamp(text: str, *, labelled: bool = False) -> Clue | None:
    """A full date that stands as a heading: alone, after "Updated" or a byline, before a clock.

    Looks at the beginning of `text` only; `labelled` asks for a word such as "Published", and then
    looks everywhere.
    """
    head = text if labelled else text[:_HEAD_CHARS]
    best: Clue | None = None
    for mention in find_dates(head):
        if mention.precision == "day" and (trust := _stamp_trust(head, mention, labelled)):
            words = head[mention.start : mention.end]
            if best is None or trust > best.confidence:
                best = Clue(mention.first, None, trust, words)
    return best


def find_lone_date(text: str) -> Clue | None:
    """The one day that stands on a line of its own, weekday and clock aside; None for several.

    Several are the dates of a list of other articles.
    """
    found: dict[date, str] = {}
    for line in text.splitlines():
        if len(line) <= _LONE_LINE_CHARS and (clue := _lone_date(line.strip())) is not None:
            found.setdefault(clue.day, clue.evidence)
    if len(found) != 1:
        return None
    ((day, words),) = found.items()
    return Clue(day, None, 0.7, words)


def find_foreign_stamp(text: str) -> Clue | None:
    """A date in another language on a short line of its own, with no more than a label beside it.

    Looks at the first lines only, and only at those that look like a date.
    """
    for line in text.splitlines()[:_TITLE_LINES]:
        match = _FOREIGN_STAMP.fullmatch(line.strip()[: _LONE_LINE_CHARS + 1])
        if match is not None and not find_dates(line):
            clue = _foreign(match["date"])
            if clue is not None:
                return clue._replace(confidence=0.75)
    return None


def is_foreign_stamp(line: str) -> bool:
    """Whether `line` has the form of a date in another language, whatever words stand in it."""
    return _FOREIGN_STAMP.fullmatch(line[: _LONE_LINE_CHARS + 1]) is not None


def find_first_appearance(text: str) -> Clue | None:
    """The day on which a reprinted text says that it first appeared."""
    head = f"{text[:_HEAD_CHARS]}\n{text[-_HEAD_CHARS:]}"
    for match in _FIRST_APPEARED.finditer(head):
        for mention in find_dates(match.group()):
            if mention.precision == "day":
                words = match.group()[: mention.end]
                return Clue(mention.first, None, 0.9, " ".join(words.split()))
    return None


def find_dateline(text: str) -> tuple[str, Clue | None] | None:
    """The date words of a wire dateline ("KYIV, March 14 (Reuters) -"); with a year, the day."""
    head = text[:_HEAD_CHARS]
    for match in _WIRE.finditer(head):
        start = match.start("date")
        if not _BEFORE_WIRE.search(head, max(0, match.start() - 70), match.start()):
            continue
        rest = head[start : start + 40]
        # A leap year as anchor, so that 29 February is read; its year is never used.
        found = [mention for mention in find_dates(rest, date(2024, 7, 1)) if mention.start == 0]
        if not found or found[0].precision != "day" or found[0].relative:
            continue
        mention = found[0]
        if not (match["agency"] or _AFTER_WIRE.match(rest, mention.end)):
            continue
        words = rest[: mention.end]
        with_year = [mention for mention in find_dates(words) if mention.precision == "day"]
        clue = Clue(with_year[0].first, None, 0.9, words) if with_year else None
        return words, clue
    return None


def _lone_date(line: str) -> Clue | None:
    for mention in find_dates(line):
        before = _WEEKDAY_BEFORE.sub("", line[: mention.start].strip())
        after = _LEADING_CLOCK.sub("", line[mention.end :].strip(" ,|–—-•·"), count=1).strip()
        if mention.precision == "day" and not before and not after:
            return Clue(mention.first, None, 0.7, line[mention.start : mention.end])
    return None


def _stamp_trust(text: str, mention: DateMention, labelled: bool) -> float:
    line_start = text.rfind("\n", 0, mention.start) + 1
    before = text[max(line_start, mention.start - 120) : mention.start]
    if not _AFTER_STAMP.match(text, mention.end):
        return 0.0
    label = list(_STAMP_WORDS.finditer(before))
    if label and label[-1].end() == len(before):
        updated = "updat" in label[-1].group().lower() or "modif" in label[-1].group().lower()
        return 0.85 if updated else 0.9
    if labelled:
        return 0.0
    if _BYLINE_AFTER.match(text, mention.end):
        return 0.75
    lead = _LEADING_CLOCK.sub("", before.strip(" \t([|–—-•·>"), count=1).strip()
    if not lead:
        return 0.8
    return 0.75 if _BYLINE.fullmatch(before.lstrip()) else 0.0


def _declared_clue(moment: datetime | date, words: str, confidence: float) -> Clue | None:
    instant = moment if isinstance(moment, datetime) and moment.tzinfo is not None else None
    day = moment.date() if isinstance(moment, datetime) else moment
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    usual = 1970 < day.year < 2100
    return Clue(day, instant, confidence if usual else 0.4, words)


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    whole = text.split(".", maxsplit=1)[0]
    seconds = float(text) / 10 ** (max(len(whole), 10) - 10)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def _iso(text: str) -> datetime | date | None:
    compact = _COMPACT.fullmatch(text)
    if compact is not None:
        return day_of(*(int(part) for part in compact.groups()))
    if not text[:4].isdigit():
        return None
    text = re.sub(r"\s?(?:UTC|GMT)$", "+00:00", text)
    text = re.sub(r"\s(?=[+-]\d\d:?\d\d$)", "", text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if len(text) > 10 else moment.date()


def _rfc_2822(text: str) -> datetime | None:
    if not _RFC_2822.match(text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None


def _written(text: str, near: date | None) -> Clue | None:
    days = [found for found in find_dates(text, near) if not found.relative]
    days = [found for found in days if find_dates(text[found.start : found.end], None)]
    if not days or (days[0].precision != "day" and "/" not in text):
        return None
    found = days[0]
    if found.precision == "day":
        moment = _with_clock(found.first, text)
        return _declared_clue(moment, text, 0.95)
    if found.precision != "period" or found.first.day != found.last.month:
        return None
    month = int(text[found.start : found.end].split("/", maxsplit=1)[0])
    month_first = found.first if found.first.month == month else found.last
    return _declared_clue(month_first, text, 0.5)


def _with_clock(day: date, text: str) -> datetime | date:
    """The instant, where a clock time with a zone stands beside the day; else the day."""
    clock = _CLOCK.search(text)
    if clock is None:
        return day
    offset = _zone(clock["zone"])
    if offset is None:
        return day
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    second = int(clock["second"] or 0)
    return datetime(day.year, day.month, day.day, hour, int(clock["minute"]), second, tzinfo=offset)


def _zone(name: str) -> timezone | None:
    if name in _ZONE_HOURS:
        return timezone(timedelta(hours=_ZONE_HOURS[name]))
    if name[0] not in "+-":
        return None
    minutes = int(name[1:3]) * 60 + int(name[-2:])
    if minutes >= 24 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))


def _foreign(text: str) -> Clue | None:
    """A written date in another language; dateparser costs 0.4 s to import, so only when needed."""
    if not (any(character.isalpha() for character in text) and re.search(r"\d{4}", text)):
        return None
    import dateparser  # noqa: PLC0415 - see above

    moment = dateparser.parse(
        text,
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
        },
    )
    return _declared_clue(moment, text, 0.85) if moment is not None else None
