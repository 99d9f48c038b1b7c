"""The characters a reader can see: what hides between letters goes, white space is evened."""

import re

# Zero-width and bidirectional controls, tags, fillers, variation selectors, soft hyphens, C0/C1.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Joiners shape letters of Arabic and Indic scripts; between other characters they only hide.
_JOINER = re.compile("(?<![\u0600-\u0dff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0600-\u0dff])")


def visible_lines(text: str) -> list[str]:
    """The lines of `text`, empty ones kept, without characters that cannot be seen.

    Runs of white space are one space, and there is none at either end of a line. Letters, digits
    and punctuation stay as they are.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line if line.isascii() and line.isprintable() else _visible(line) for line in lines]


def _visible(line: str) -> str:
    if "\u200c" in line or "\u200d" in line:
        line = _JOINER.sub("", line)
    return " ".join(_UNSEEN.sub("", line).split()) if _UNSEEN.search(line) else line
