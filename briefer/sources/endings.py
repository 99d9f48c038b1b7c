"""What stands after the last word of a paragraph: links, rules, the tag of an agency."""

import re

from briefer.sources.captions import AGENCY

_TAIL_WORDS = (
    "more", "advert", "share", "continue", "click", "sign up", "subscribe", "follow", "see also",
    "related", "[", "the post", "source", "photo", "image", "reporting", "editing", "writing",
)  # fmt: skip
_GLUED_TAIL = re.compile(
    r"""(?<=[.!?…"”'’)])\s*(?:
      (?:READ\ MORE|ADVERTISEMENT|SHARE\ THIS|Advertisement|Share\ this\ article)\b.{0,200}
    | (?:Read\ more|Continue\ reading|Click\ here|Sign\ up|Subscribe|Follow\ us|Click\ to|
        See\ also|Read\ also|Related)(?:\ (?:here|now|at|on|to|for|about|\w+ing)\b|\s*[:→>»…]|
        \s*\W*$).{0,200}
    | (?:\[\s*(?:read|see|click|watch|more)\b[^\]]*\])
    | (?:The\ post\ .{3,200}\ (?:appeared\ first|first\ appeared)\ on\ .{2,80})
    | (?:Source|Photo|Image)s?\ ?:\ [A-Z][^.!?]{1,60}
    | \(?(?:Additional\ reporting|Reporting|Editing|Writing)\ by\ .{3,200}
    )$""",
    re.VERBOSE,
)
_AGENCY_TAIL = re.compile(
    r"""(?:
      (?<=[.!?…"”'’])\s*[–—-]{1,2}\s*(?:with\ )?(?:\(?(?:[A-Z][\w.&'’-]*|and|The|/)
        (?:[\ /,]+(?:[A-Z][\w.&'’-]*|and|with|agencies))*\)?|agencies|wires)\.?
    | (?<=[.!?…"”'’])\s*[(\[](?:[A-Z]{2,6}|Reuters|Agencies|Xinhua|Bloomberg|END/?\d*|ENDS|end)
        (?:[/,\ ][\w\ .]{1,40})?[)\]]
    | (?<=[.!?…"”'’])\s*(?:ENDS|\#\#\#|■|□|◼)
    )\W*$""",
    re.VERBOSE,
)
_ASIDE = re.compile(
    r"\s*[(\[](?:full story|watch (?:the )?video[^()]{0,30}|video|audio|photos?|"
    r"see (?:photos?|pictures?|video|map|also[^()]{0,40})|read more[^()]{0,60}|"
    r"related[^()]{0,60}|click here[^()]{0,60}|opens in new (?:tab|window))[)\]]",
    re.IGNORECASE,
)
_AGENCY_BRACKET = re.compile(rf"(?<=[.!?…\"”'’])\s*[(\[]{AGENCY}[)\]]\W*$")
_RULE = re.compile(r"\s*(?:[-–—_*=~|·•>»#]\s*){3,}$|\s+[|»>•]\s*$")
_ATTRIBUTED = re.compile(r"[\"”'’]\s*[–—-]{1,2}\s*\S+(?: \S+)+$")
_LONGEST_TAIL = 260


def trim_ending(line: str, *, last: bool) -> tuple[str, list[str]]:
    """`line` without what the page glued to it, and the pieces cut off.

    The tag of an agency ("– Guardian", "(Reuters)") is looked for in the `last` line only, and
    kept where it names the speaker of a quotation.
    """
    pieces: list[str] = []
    if not line[-1:].isalnum() and line[-1:] not in ".!?…”\"'’":
        line = _RULE.sub("", line)
    if "(" in line or "[" in line:
        pieces = [piece.strip() for piece in _ASIDE.findall(line)]
        line = _ASIDE.sub("", line) if pieces else line
    if line.endswith((")", "]")) and (tag := _AGENCY_BRACKET.search(line[-40:])):
        pieces.append(tag.group().strip())
        line = line[: len(line) - len(tag.group())]
    end = line[-_LONGEST_TAIL:]
    lowered = end.lower()
    found = None
    if any(word in lowered for word in _TAIL_WORDS):
        found = _GLUED_TAIL.search(end)
    if found is None and last and not _ATTRIBUTED.search(line[-60:]):
        found = _AGENCY_TAIL.search(line[-80:])
    if found is not None:
        pieces.append(found.group().strip())
        line = line[: len(line) - len(found.group())].rstrip()
    return line, pieces
