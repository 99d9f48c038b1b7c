"""Articles that say of themselves that they are satire, fiction or a piece from the archive.

Only an outlet's own declaration counts: its section, its name, its address, a label before the
headline or at the top, a line about itself at either end. What a joke sounds like never does, nor
what an article says of others ("the film is fiction").
"""

import re
from urllib.parse import urlsplit

from briefer.sources.lines import count_words, ends_sentence

_HEAD, _FOOT = 5, 4
_SATIRE = r"(?:satire|satirical|satir|parody|parodies|spoof)"
_NAMED = re.compile(rf"\b{_SATIRE}\b", re.IGNORECASE)
_SECTION = re.compile(rf"\W*{_SATIRE}\W*", re.IGNORECASE)
_FICTION = re.compile(r"\W*(?:fiction|short\s+(?:story|stories|fiction))\W*", re.IGNORECASE)
_SECTION_PARTS = re.compile(r"\s*(?:[,;/|>»&]|\band\b)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"/(?:satire|satirical|parody|spoof)(?:/|$)", re.IGNORECASE)
_LABEL = re.compile(rf"\W*{_SATIRE}\s*[:|\])–—-]", re.IGNORECASE)
_ARCHIVED = re.compile(
    r"\W*(?:(?:listen|watch|hear|read)\s+(?:it\s+)?again|from\s+(?:the|our)\s+archives?|flashback|throwback"
    r"|on\s+this\s+day|this\s+(?:day|week)\s+in\s+history)\s*(?:\d{4}\s*)?[:|–—-]",
    re.IGNORECASE,
)
_ITSELF = (
    r"(?:this|the\s+(?:above|preceding|foregoing))\s+(?:\w+\s+)?(?:articles?|stor(?:y|ies)|piece|post|page|text|"
    r"column|(?:web)?site|publication|newsletter|report)|(?:everything|all(?:\s+\w+)?|nothing|none)\s+"
    r"(?:on|in|of|from|at)\s+(?:this|these|our)\s+\w+|(?:all\s+(?:of\s+)?)?our\s+(?:articles|stories|reports|news)|we"
)
_INVENTED = (
    r"(?:(?:a|an|pure(?:ly)?|entirely|wholly|completely|all|just|only|strictly|intended\s+as|meant\s+as|work[s]?\s+of|"
    r"publishe?s?|writes?|made\s+of)\s+)*(?:satire|satirical|fiction|fictional|fictitious|parody|spoof|"
    r"made\s+up|invented|made-up)\b"
)
_VERB = r"(?:is|are|was|were|contains?|publish(?:es)?|writes?|offers?|has\s+been|have\s+been)"


_SELF_DECLARED = re.compile(
    rf"[^\w\"“„«‘']*(?:(?P<itself>{_ITSELF})"
    r"|(?P<name>(?-i:(?:[Tt]he\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,5})))"
    rf"\s+{_VERB}\s+{_INVENTED}",
    re.IGNORECASE,
)
_LONGEST_NAME = 8


def find_declaration(
    text: str, *, section: str | None, publisher: str | None, url: str | None
) -> str | None:
    """By what an article calls itself no news of its day, to follow "it ..."; None: by nothing.

    `text` is the page's own, headline first, not yet cleaned.
    """
    parts = _SECTION_PARTS.split(section or "")
    if any(map(_SECTION.fullmatch, parts)) or _FICTION.fullmatch(section or ""):
        return f"declares itself invented: its section is “{section}”"
    if publisher and _NAMED.search(publisher):
        return f"declares itself invented: its outlet is “{publisher}”"
    if url and _ADDRESS.search(urlsplit(url).path):
        return "declares itself invented: its address says satire"
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    if label := next(filter(None, map(_read_label, lines[:_HEAD])), None):
        return label
    heading = [line for line in lines[1:_HEAD] if _is_masthead(line) and line != lines[0]]
    names = [publisher or "", *heading]
    for line in (*lines[:_HEAD], *lines[-_FOOT:]):
        if sentence := _declaring_sentence(line, names):
            return f"declares itself invented: “{sentence}”"
    return None


def _read_label(line: str) -> str | None:
    """What a line before the article's first sentences labels it as."""
    if _LABEL.match(line) or _SECTION.fullmatch(line):
        return f"declares itself invented: it is labelled “{line[:80]}”"
    if _ARCHIVED.match(line):
        return f"is a piece from the archive by its own label “{line[:80]}”"
    return None


def _declaring_sentence(line: str, names: list[str]) -> str | None:
    for sentence in re.split(r"(?<=[.!?])\s+", line):
        found = _SELF_DECLARED.match(sentence)
        if found is not None and (found["itself"] or _is_one_of(found["name"], names)):
            return sentence
    return None


def _is_one_of(name: str, names: list[str]) -> bool:
    """Whether every word of a name is in one of the outlet's names."""
    words = _words(name)
    return bool(words) and any(words <= _words(known) for known in names)


def _words(name: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w+", name)} - {"the", "a", "an", "of", "by"}


def _is_masthead(line: str) -> bool:
    """Whether a line could hold an outlet's name: a few words, no sentence."""
    return count_words(line) <= _LONGEST_NAME and not ends_sentence(line)
