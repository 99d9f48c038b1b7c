"""What a journalist wrote, without what the page put around it.

The rules are structural: where a line stands, how it ends, whether it comes twice, whether it
credits a picture. Sentences that stay are verbatim up to white space; what goes is kept apart,
because a dateline or a caption can still tell the day.
"""

import re
from typing import NamedTuple

from briefer.language.sentences import split_sentences
from briefer.sources.captions import AGENCY, is_caption
from briefer.sources.endings import trim_ending
from briefer.sources.headlines import clean_title, is_headline, names_site, shorten
from briefer.sources.interface import is_about_author, is_furniture, opens_other_matter
from briefer.sources.lines import count_words, ends_sentence, line_key, split_lines
from briefer.sources.openings import has_speakers, trim_opening
from briefer.sources.repetitions import RepeatedLines, drop_repetitions

_PUBLISHER = re.compile(
    rf"By ([A-Z][\w.]*(?: [A-Z][\w.]*){{0,3}}) (?:with|and) (?:the )?(?:{AGENCY}|agencies)\W*$"
)
_NAME = r"[A-ZÀ-Ž][\w.'’-]*(?: (?:[a-z]{2,3} )?[A-ZÀ-Ž][\w.'’-]*){1,3}"
_BYLINE_OUTLET = re.compile(
    rf"(?:By|BY) {_NAME}(?:(?:, | and |, and ){_NAME})*,? (?:for |of )?"
    r"(?P<outlet>[Tt]he [A-ZÀ-Ž][\w.'’-]*(?: [A-ZÀ-Ž][\w.'’-]*){0,3})$"
)
_DATELINE_AGENCY = re.compile(
    r"[A-Z][^()\n]{2,60}\((?P<outlet>[A-Z][\w.'’& ]{1,30})\)\s*(?:--|[-–—:])?$"
)
_LEADS_ON = (":", ",", "–", "—", ";")
_QUOTED = tuple("\"“‘'«„")
_LEAST_WORDS = 5


class CleanText(NamedTuple):
    """An article's words: `body` has paragraphs separated by a blank line, `removed` a line a cut.

    `title` is "" when nothing says what the text is about; `publisher` is set when a byline
    names it, `agency` when a dateline does.
    """

    title: str
    body: str
    removed: str
    publisher: str | None
    agency: str | None = None


def clean_text(
    raw: str, *, title: str | None = None, publisher: str | None = None, url: str | None = None
) -> CleanText:
    """The title and the body of a scraped text.

    `title`, `publisher` and `url` are what its metadata say; a title that only names the site is
    replaced by the first line that looks like a headline, else by the beginning of the lede.
    """
    lines = split_lines(raw)
    known = clean_title(title or "", publisher=publisher, url=url)
    found = _find_headline(lines)
    poor = names_site(known, publisher=publisher, url=url) or known[:1].islower()
    headline = found if found and poor else known
    body, removed = _separate(
        lines, {line_key(text) for text in (title or "", known, found) if text}
    )
    if not body:
        headline = known or found
        body, removed = _fall_back(lines, headline)
    shown = clean_title(headline, publisher=publisher, url=url) or headline
    return CleanText(
        title=shorten(shown, 200) if shown else _lede(body),
        body="\n\n".join(body),
        removed="\n".join(removed),
        publisher=_find_publisher(removed),
        agency=next((m["outlet"] for m in map(_DATELINE_AGENCY.match, removed) if m), None),
    )


def _find_publisher(removed: list[str]) -> str | None:
    """The outlet that a byline names: "By Harbour with AP", "By Ada Lind, The Harbour Post"."""
    for line in removed:
        if found := _PUBLISHER.match(line):
            return found.group(1)
        if found := _BYLINE_OUTLET.match(line):
            return found["outlet"].removeprefix("the ").strip()
    return None


def _find_headline(lines: list[str]) -> str:
    for line in lines[:12]:
        if is_headline(line):
            return line
        if (
            ends_sentence(line)
            and count_words(line) > _LEAST_WORDS
            and not (is_furniture(line) or is_caption(line))
        ):
            break
    return ""


def _separate(lines: list[str], titles: set[str]) -> tuple[list[str], list[str]]:
    """The paragraphs that stay, and everything that does not, both in order."""
    lines, removed = _drop_other_matter(lines)
    prose, cut = _drop_lines(lines, titles)
    removed = cut + removed
    body: list[str] = []
    speakers = has_speakers(prose)
    for number, line in enumerate(prose):
        text, pieces = _trim(
            line,
            early=len(body) < 3,
            lede=not body and not speakers,
            last=number == len(prose) - 1,
        )
        removed += pieces
        if text:
            body.append(text)
    while body and is_about_author(body[-1]) and len(body) > 3:
        removed.append(body.pop())
    body, repeated = drop_repetitions(body)
    return body, removed + repeated


def _drop_other_matter(lines: list[str]) -> tuple[list[str], list[str]]:
    """Cut what follows the article: the first such heading after which little prose comes."""
    weights = [count_words(line) if ends_sentence(line) else 0 for line in lines]
    total = sum(weights)
    before = 0
    for number, line in enumerate(lines):
        if before * 4 >= total * 3 and before and opens_other_matter(line):
            return lines[:number], lines[number:]
        before += weights[number]
    return lines, []


def _drop_lines(lines: list[str], titles: set[str]) -> tuple[list[str], list[str]]:
    keys = [line_key(line) for line in lines]
    repeated = RepeatedLines(keys)
    prose: list[str] = []
    removed: list[str] = []
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if (
            (keys[number] in titles and not line.endswith((".", "…")))
            or not keys[number]
            or repeated.goes(number, line, started=bool(prose))
            or _captions_next(line, after)
            or is_furniture(line)
            or is_caption(line)
            or not _is_prose(line, after)
        ):
            removed.append(line)
        else:
            prose.append(line)
    return prose, removed


def _captions_next(line: str, after: str) -> bool:
    """Whether the next line is this one again with a credit: both are the caption."""
    rest = after[len(line) :].strip() if len(line) > 30 and after.startswith(line) else ""
    return bool(rest) and (is_caption(after) or is_furniture(rest))


def _is_prose(line: str, after: str) -> bool:
    if ends_sentence(line):
        return not (line.endswith("?") and count_words(line) <= 10 and not line.startswith(_QUOTED))
    words = count_words(line)
    if line[-1] in _LEADS_ON:
        return words >= 8 or (words >= 3 and after.startswith(_QUOTED))
    if words < 12:
        return False
    return len(_terminated_sentences(line)) > 0


def _terminated_sentences(line: str) -> list[tuple[int, int]]:
    return [span for span in split_sentences(line) if ends_sentence(line[slice(*span)])]


def _trim(line: str, *, early: bool, lede: bool, last: bool) -> tuple[str, list[str]]:
    """`line` without dateline, glued caption, byline and tail; "" when nothing is left."""
    line, pieces = trim_opening(line, early=early, lede=lede)
    line, tail = trim_ending(line, last=last)
    pieces += tail
    if line and not ends_sentence(line) and (last or line[-1] not in _LEADS_ON):
        line, tail = _trim_unfinished(line, last=last)
        pieces += tail
    return line, pieces


def _trim_unfinished(line: str, *, last: bool) -> tuple[str, list[str]]:
    """Cut a heading or tag glued to the end; a long sentence has only lost its full stop.

    The `last` line of an article ends in buttons or in the middle of a sentence: cut too.
    """
    spans = _terminated_sentences(line)
    end = spans[-1][1] if spans else 0
    tail = line[end:].strip()
    if count_words(tail) >= 8 and spans and not last:
        return line, []
    return line[:end], [tail]


def _fall_back(lines: list[str], headline: str) -> tuple[list[str], list[str]]:
    """A teaser without a full stop is still what there is to read."""
    key = line_key(headline)
    stays = [
        count_words(line) > _LEAST_WORDS
        and line_key(line) != key
        and not (is_furniture(line) or is_caption(line))
        for line in lines
    ]
    return (
        [line for line, kept in zip(lines, stays, strict=True) if kept],
        [line for line, kept in zip(lines, stays, strict=True) if not kept],
    )


def _lede(body: list[str]) -> str:
    if not body:
        return ""
    start, end = next(split_sentences(body[0]), (0, len(body[0])))
    return shorten(body[0][start:end])
