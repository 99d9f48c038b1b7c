"""What strangers wrote, made safe to show: no control codes, no bidi tricks, no odd links."""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

_MAX_URL = 2_000
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movements
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])"  # OSC and other strings: titles, hyperlinks
    r"[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_JOINERS = "\u200c\u200d"  # carry meaning in Persian, in Indic scripts and in emoji
_SAFE_IN_URL = "!$&'*+,;=:@/?%~-._"


def plain(text: str) -> str:
    """`text` on one line, without escape sequences, control, bidirectional or invisible characters.

    Visible characters, and the joiners that shape words, stay as they are.
    """
    unescaped = _ESCAPE_SEQUENCE.sub("", text)
    if not unescaped.isascii() or not unescaped.isprintable():
        unescaped = unescaped.translate(_VISIBLE)
    return " ".join(unescaped.split())


def shorten(text: str, limit: int) -> str:
    """`plain(text)`, cut at a word so that it has at most `limit` characters, ellipsis included."""
    whole = plain(text)
    if len(whole) <= limit:
        return whole
    kept = whole[: limit - 1]
    at_word, space, _ = kept.rpartition(" ")
    return (at_word if space and len(at_word) > limit // 2 else kept).rstrip(" ,;:–—-") + "…"


def web_address(url: str | None) -> str | None:
    """`url` if it is an ordinary web address, percent-encoded so that no markup can end it early.

    Anything else (another scheme, no host, credentials, control characters) is None.
    """
    if url is None or len(url) > _MAX_URL or url != plain(url) or " " in url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    if not re.fullmatch(r"[\w.\-]+|[0-9a-f:.]+", host):
        return None
    bracketed = f"[{host}]" if ":" in host else host
    place = bracketed if port is None else f"{bracketed}:{port}"
    path, query, fragment = (quote(part, safe=_SAFE_IN_URL) for part in parts[2:])
    return urlunsplit((parts.scheme, place, path, query, fragment))


class _Visible(dict[int, str]):
    """Code point → what is shown for it, worked out once for each that occurs."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        category = unicodedata.category(character)
        if category in {"Zs", "Zl", "Zp"} or character in "\t\n\r\v\f\x85":
            shown = " "
        else:
            hidden = category in {"Cc", "Cf", "Cs"} and character not in _JOINERS
            shown = "" if hidden else character
        return self.setdefault(point, shown)


_VISIBLE = _Visible()
