"""A true sentence told another way: whatever these functions return is still true."""

import re
from collections.abc import Callable
from random import Random

from evals.word_pairs import SAME, reader

Retelling = Callable[[str, Random], str | None]

_RELATIVE = re.compile(r", (?:who|which|where) [^,“”\"]+,")
_ASIDE = re.compile(r" \([^()]*\)")
_OPENING = re.compile(
    r"^(?:However|Meanwhile|But|And|Also|In addition|Moreover|Elsewhere|Still|Indeed),? (?=\w)"
)
_TAIL = re.compile(r", (?:after|when|while|as|because|although|but|and) [^,“”\"]{15,}(?=\.$)")
_TIME_FIRST = re.compile(r"^((?:On|In|At|Last|Earlier|After|During) [^,“”\"]{3,40}), (.+)([.!])$")
_SAID_LAST = re.compile(r'^[“"]([^“”"]+),[”"] (.{3,40}?) said\.$')
_FIGURES = {
    word: str(value)
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_NUMBER_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(_FIGURES)})(?![\w-])")
_FIGURE = re.compile(r"(?<![\w.,:$£€-])(?:[2-9]|1[0-2])(?![\w.,:%-])")
_ARTICLE = re.compile(r"\b[Aa]n? $")
_QUOTED = re.compile(r"“[^”]*|\"[^\"]*\"?")
_SAME = reader((*SAME.trained, *SAME.held_out), both_ways=False)


def drop_relative_clause(sentence: str, _random: Random) -> str | None:
    """A relative clause in the middle goes."""
    return _replaced(_RELATIVE, "", sentence)


def drop_aside(sentence: str, _random: Random) -> str | None:
    """What stands in brackets goes."""
    return _replaced(_ASIDE, "", sentence)


def drop_opening(sentence: str, _random: Random) -> str | None:
    """A connecting word at the start goes."""
    shorter = _replaced(_OPENING, "", sentence)
    return shorter and shorter[:1].upper() + shorter[1:]


def drop_tail(sentence: str, _random: Random) -> str | None:
    """A clause at the end goes."""
    return _replaced(_TAIL, "", sentence)


def move_time(sentence: str, _random: Random) -> str | None:
    """A time or place told first is told last."""
    match = _TIME_FIRST.match(sentence)
    if match is None:
        return None
    when, what, end = match.groups()
    return f"{what[:1].upper()}{what[1:]} {when[:1].lower()}{when[1:]}{end}"


def report_speech(sentence: str, _random: Random) -> str | None:
    """A quotation in the third person is reported: who spoke comes first."""
    match = _SAID_LAST.match(sentence)
    if match is None or re.search(r"\b(?:I|we|my|our|me|us)\b", match[1], re.IGNORECASE):
        return None
    return f"{match[2]} said {match[1][:1].lower()}{match[1][1:]}."


def write_figures(sentence: str, _random: Random) -> str | None:
    """A number word becomes a figure, or a small figure a word, outside of what is quoted."""
    words = {figure: word for word, figure in _FIGURES.items()}
    for pattern in (_NUMBER_WORD, _FIGURE):
        for match in _told(pattern, sentence):
            other = (_FIGURES | words)[match.group()]
            return sentence[: match.start()] + other + sentence[match.end() :]
    return None


def use_synonym(sentence: str, random: Random) -> str | None:
    """A word becomes another one for the same thing, outside of what is quoted."""
    found = _told(_SAME.pattern, sentence)
    if not found:
        return None
    match = random.choice(found)
    word = match.group()
    other = random.choice(_SAME.replacements[word.lower()])
    if _ARTICLE.search(sentence[: match.start()]) and _is_vowel(word) != _is_vowel(other):
        return None
    if word[:1].isupper() and word.lower() != "u.s.":
        other = other[:1].upper() + other[1:]
    return sentence[: match.start()] + other + sentence[match.end() :]


RETELLINGS: dict[str, Retelling] = {
    "relative": drop_relative_clause,
    "aside": drop_aside,
    "opening": drop_opening,
    "tail": drop_tail,
    "time": move_time,
    "speech": report_speech,
    "figures": write_figures,
    "synonym": use_synonym,
}


def retell(sentence: str, random: Random, *, most: int = 3) -> str:
    """The sentence after up to `most` retellings, in random order; it may come back unchanged."""
    told = sentence
    for retelling in random.sample(list(RETELLINGS.values()), random.randint(0, most)):
        told = retelling(told, random) or told
    return told


def _told(pattern: re.Pattern[str], sentence: str) -> list[re.Match[str]]:
    """Where the pattern stands outside of quotation marks: those words are somebody else's."""
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    return [
        match
        for match in pattern.finditer(sentence)
        if not any(start <= match.start() < end for start, end in quoted)
    ]


def _is_vowel(word: str) -> bool:
    return word[:1].lower() in "aeiou"


def _replaced(pattern: re.Pattern[str], replacement: str, sentence: str) -> str | None:
    shorter = pattern.sub(replacement, sentence, count=1)
    return shorter if shorter != sentence else None
