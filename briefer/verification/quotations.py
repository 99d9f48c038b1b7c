"""The quotations check: quoted words are the source's own, and the same speaker's."""

import re
from collections.abc import Sequence

from briefer.language.names import fold, same_name
from briefer.language.quotations import Quotation
from briefer.language.sentences import split_sentences
from briefer.verification.analysis import Analysis, CitedPassage

_PIECES = re.compile(r"\s*(?:\.{3}|…|\[[^\]]*\]|\([^)]*\))\s*")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we"})
_NO_NAMES = _PRONOUNS | {"the", "its", "his", "her", "their"}
_SAID = 4  # from so many words on, a quotation is something somebody said, not a term
_SHOWN = 60


def check_quotations(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every quotation that is not verbatim, not quoted there, or another's."""
    problems = []
    for quotation in claim.quotations:
        if _is_title(quotation.text):
            continue
        holder = next((p for p in cited if _holds(p.here, quotation.text)), None)
        shown = _shorten(quotation.text)
        if holder is None:
            if _is_spread(quotation, cited):
                continue
            if len(_words(quotation.text)) > 1 or not _is_scare_quoted(quotation, cited):
                problems.append(
                    f"the quoted words “{shown}” are not verbatim in the cited passages"
                )
            continue
        there = _quoted_there(quotation, holder)
        if there is None:
            if _puts_words_in_a_mouth(quotation, holder):
                problems.append(f"the words “{shown}” are no quotation in the cited passages")
        elif (speaker := _other_speaker(quotation, there, holder)) is not None:
            problems.append(
                f"the words “{shown}” are {speaker}’s in the source, not {quotation.speaker}’s"
            )
    return problems


def _words(text: str) -> list[str]:
    return [fold(match.group().replace("’", "'")) for match in _WORD.finditer(text)]


def _holds(text: Analysis, quoted: str) -> bool:
    """Whether every piece of a quotation, between its ellipses and brackets, is in the text."""
    words = f" {' '.join(_words(text.text))} "
    position = 0
    for piece in _PIECES.split(quoted):
        wanted = " ".join(_words(piece))
        found = words.find(f" {wanted} ", position) if wanted else position
        if found < 0:
            return False
        position = found
    return True


def _is_spread(quotation: Quotation, cited: Sequence[CitedPassage]) -> bool:
    """Whether the sentences of a longer quotation are each in a cited passage of one article."""
    spans = list(split_sentences(" ".join(quotation.text.split())))
    if len(spans) < 2:
        return False
    words = " ".join(quotation.text.split())
    for article_id in dict.fromkeys(passage.article.id for passage in cited):
        texts = [passage.here for passage in cited if passage.article.id == article_id]
        if all(any(_holds(text, words[start:end]) for text in texts) for start, end in spans):
            return True
    return False


def _is_scare_quoted(quotation: Quotation, cited: Sequence[CitedPassage]) -> bool:
    """Whether a single quoted word is in the passages in another form ("shock", "shocked")."""
    return any(fold(quotation.text.strip(" .,")) in passage.here.stems for passage in cited)


def _quoted_there(quotation: Quotation, passage: CitedPassage) -> Quotation | None:
    """The article's quotation that overlaps the passage and holds the words."""
    pieces = [f" {' '.join(_words(piece))} " for piece in _PIECES.split(quotation.text)]
    longest = max(pieces, key=len)
    start = passage.offset + passage.passage.start
    end = passage.offset + passage.passage.end
    for candidate in passage.whole.quotations:
        overlaps = candidate.start < end and start < candidate.end
        if overlaps and longest in f" {' '.join(_words(candidate.text))} ":
            return candidate
    return None


def _puts_words_in_a_mouth(quotation: Quotation, passage: CitedPassage) -> bool:
    """Whether the claim makes a speaker of someone whom the passage only reports on."""
    speaker = quotation.speaker
    if speaker is None or not _is_name(speaker) or len(_words(quotation.text)) < _SAID:
        return False
    return any(same_name(speaker, name.text) for name in passage.here.names)


def _is_title(text: str) -> bool:
    """Whether quoted words are the title of a work, which the names check looks at."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _other_speaker(claimed: Quotation, there: Quotation, passage: CitedPassage) -> str | None:
    """The source's speaker where it is plainly someone else than the claim's."""
    mine, theirs = claimed.speaker, there.speaker
    if mine is None or theirs is None or not _is_name(mine):
        return None
    if _is_name(theirs):
        return None if _may_be_one(mine, theirs, passage) else theirs
    if fold(theirs) not in _PRONOUNS:
        return None
    near = [*passage.before.names, *passage.here.names]
    people = [name.text for name in near if " " in name.key]
    if not people or any(same_name(mine, name.text) for name in near):
        return None
    return people[-1]


def _is_name(speaker: str) -> bool:
    return speaker[:1].isupper() and fold(speaker.partition(" ")[0]) not in _NO_NAMES


def _may_be_one(mine: str, theirs: str, passage: CitedPassage) -> bool:
    """One name, or two that the source itself puts side by side ("NATO chief Stoltenberg")."""
    if same_name(mine, theirs):
        return True
    text = passage.here.text
    first, second = text.find(mine), text.find(theirs)
    if min(first, second) < 0:
        return False
    (start, one), (end, _) = sorted([(first, mine), (second, theirs)])
    between = text[start + len(one) : end]
    return len(between) < 40 and not re.search(r"[.;:]|\b(?:and|told|said|that)\b", between)


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
