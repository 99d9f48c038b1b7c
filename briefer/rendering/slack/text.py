"""Text as Slack counts and shows it: UTF-16 units, whole characters, no accidental markup."""

import regex

from briefer.rendering.cleaning import plain

ELLIPSIS = "…"

_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_EXTRA = {mark: len(entity) - 1 for mark, entity in _ESCAPED.items()}
_JOINERS = "\u200c\u200d"
_ISOLATE, _POP = "\u2068", "\u2069"
_WORD_JOINER = "\u2060"

_CLUSTER = regex.compile(r"\X")
_RIGHT_TO_LEFT = regex.compile(r"[\p{bidi_class=R}\p{bidi_class=AL}]")
_EMPHASIS = regex.compile(r"(?<!\w)[*_~](?=\S)|(?<=\S)[*_~](?!\w)|`")
_LOOKALIKES = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
# What starts an emoji code, a mention, a channel or an automatic link.
_LIVE = regex.compile(r"[@#](?=\S)|:(?=[^\s\d]|\d+:)|\.(?=[^\W\d])")


def weigh(text: str) -> int:
    """The length of `text` in UTF-16 code units once `&`, `<` and `>` are written as entities.

    Slack does not say in which unit it counts, nor whether before or after escaping: this is the
    largest of the likely answers.
    """
    marks = sum(text.count(mark) * extra for mark, extra in _EXTRA.items())
    return marks + (len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2)


def cut(text: str, limit: int) -> str:
    """`plain(text)`, cut between words or else characters to weigh at most `limit` with its `…`."""
    whole = plain(text)
    if weigh(whole) <= limit:
        return whole
    return _head(whole, limit - 1).rstrip(" ,;:–—-") + ELLIPSIS


def split(text: str, limit: int) -> list[str]:
    """`plain(text)` in pieces of at most `limit`; where it is broken both ends carry a `…`."""
    rest = plain(text)
    pieces: list[str] = []
    start = ""
    while weigh(start + rest) > limit:
        head = _head(rest, limit - len(start) - 2)
        pieces.append(f"{start}{head.rstrip()} {ELLIPSIS}")
        rest, start = rest[len(head) :].lstrip(), f"{ELLIPSIS} "
    return [*pieces, start + rest]


def isolate(text: str) -> str:
    """`text`, fenced off where it runs from right to left, so that what follows keeps its place."""
    return f"{_ISOLATE}{text}{_POP}" if _RIGHT_TO_LEFT.search(text) else text


def escape(text: str) -> str:
    """`text` for a field in which Slack reads markup: no mention, link, emphasis or emoji code.

    Only `&`, `<` and `>` have an escape. Marks of emphasis become characters that look alike, and
    what would be an emoji code, a mention or an address is parted by a character without width.
    """
    still = _EMPHASIS.sub(lambda found: _LOOKALIKES[found.group()], text)
    parted = _LIVE.sub(lambda found: found.group() + _WORD_JOINER, still)
    return "".join(_ESCAPED.get(character, character) for character in parted)


def is_blank(text: str) -> bool:
    """Whether nothing of `text` could be seen."""
    return not text.strip(f" {_JOINERS}")


def _head(text: str, limit: int) -> str:
    """The longest beginning within `limit`: up to a space, else whole characters, else any."""
    end = _reach(text, limit)
    if end < len(text) and text[end] != " ":
        space = text.rfind(" ", 0, end)
        end = space if space > end // 2 else _whole(text, end)
    return text[:end]


def _reach(text: str, limit: int) -> int:
    """How many code points of `text` weigh at most `limit`."""
    start = text[:limit]
    if weigh(start) <= limit and start.isascii():
        return len(start)
    weight = 0
    for index, character in enumerate(text):
        weight += 1 + _EXTRA.get(character, 0) + (character > "\uffff")
        if weight > limit:
            return index
    return len(text)


def _whole(text: str, end: int) -> int:
    """The last border between user-perceived characters (UAX 29) at or before `end`."""
    borders = (found.start() for found in _CLUSTER.finditer(text[: end + 1]))
    return max((border for border in borders if 0 < border <= end), default=end)
