"""Whether a sentence can be read alone: nobody lost, nothing pointed at that is not there.

Written for English news prose; measured words are outside quotation marks unless said otherwise.
"""

import re

from briefer.language.orders import is_order, is_order_to_writer
from briefer.writing.extractive.definites import (
    find_pointers,
    is_introduced,
    opens_with_pointer,
)
from briefer.writing.extractive.people import People
from briefer.writing.extractive.reading import QUOTED, has_whole_quotations, mask_quotations
from briefer.writing.extractive.references import loses_group, loses_person, points_otherwise
from briefer.writing.extractive.vocabulary import (
    OPENING_VERBS,
    SPEECH_VERBS,
)

MIN_WORDS = 5
MAX_WORDS = 70

_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Ww]e['’]\w+|[Oo]urs?|[Mm]y|me|us)\b")
_SECOND_PERSON = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ou['’]\w+)\b")
_NOT_NEWS = re.compile(
    r"""\b(?:click\ (?:here|on)|subscribe\ (?:to\ (?:our|the)|now|today)|our\ newsletter|
    sign\ up\ (?:for|to)\ (?:our|the)|read\ more|full\ story|follow\ (?:us|live|along)|
    all\ rights\ reserved|copyright\ \d{4}|(?:uses?|accept)\ cookies|site\ pass|home\ page|
    getty\ images|photo(?:graph)?:|file\ photo|contributed\ to\ this|what\ we\ know|
    this\ (?:article|story|page|post|website)|(?:reporting|editing|writing)\ by|
    scroll\ (?:down|for|to)|watch:|listen:|video:|updates?\ (?:below|here)|see\ also|
    is\ an?\ (?:\w+\ )?(?:contributor|columnist|correspondent)|stay\ with\ us)(?!\w)
    |\((?:pictured|left|right|above|below|[^)]*\bphoto)\)|©|https?://|www\.
    |^(?:advertisement|subscribe)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK_LEAD = re.compile(
    r"^\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b|[A-Z]{3,4}\b)?\s?[:|–—-]\W?|^\d{1,2}[:.]\d{2}\s"
)
_VERB_FIRST = re.compile(
    rf"^(?:{OPENING_VERBS})\b|^[A-Z][a-z]+ed\s[^,]+$|^(?:Skip|Jump|Back|Go|Return)\s+to\s"
)
_LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")
_LABELLED = re.compile(
    r"^(?:[-–—•*(]|\d{1,2}\s+(?:An?|The)\s|[A-Z]\w+(?:\s\w+){0,2}\s[-–—]\s[A-Z]"
    rf"|(?!(?:[^:]*\s)?(?:{SPEECH_VERBS}):)[A-Z][^:.{QUOTED}]{{1,40}}:\s(?!{QUOTED}))"
)
_SIGNED_QUOTATION = re.compile(rf"^{QUOTED}+[.,]?\s*[-–—]\s*[A-Z]")
_THERE = re.compile(
    r"\bthere\b(?!\s+(?:is|are|was|were|will|would|has|have|had|may|might|could|can|should|must|be|"
    r"seems?|remains?|appears?)\b|['’])"
)
_PRO_FORM = re.compile(
    r"\b(?:(?:an?|another)\s+(?:new|second|third|better|bigger|smaller|different|similar)\s+one\b|the\s+ones?\s+(?:that|which|who)\b)"
)
_COMMENT_ON = re.compile(
    r"^(?:(?:[A-Z][\w-]*\s+){0,3}[A-Z][\w-]*['’]s?|The)\s+(?:latest\s+)?(?:comments?|remarks?|statements?|warnings?|"
    r"announcement|calls?|decision|move|words|intervention|visit|news|report|findings?)\s+[a-z]"
)
_UNSAID_ADVICE = re.compile(r"\b(?:should|ought\s+to|must)\b")
_SPEECH = re.compile(rf"\b(?:{SPEECH_VERBS})\b")
_TRANSCRIPT = re.compile(r"(?:^|\s)[A-Z]{3,}(?:\s+[A-Z]{2,})*:\s")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_TWO_VERBS = re.compile(
    rf"\b(?:{SPEECH_VERBS})\s+that\s+(?:[A-Z]\w+|the\s+\w+|[a-z]+s)\s+(?:is|are|was|were)\s"
    r"(?:(?!\b(?:who|which|that|what|where|when|why|how|if|whether|because|and|or|but|as|than|while)\b)"
    r"[^,;:()–—])*?\s(?:is|are|was|were)\s+(?:an?|the|one)\s"
)


def find_objections(text: str, people: People) -> tuple[str, ...]:
    """What keeps an editor from printing `text` alone, in words; empty where nothing does."""
    masked = mask_quotations(text)
    found = [reason for reason, holds in _CHECKS if holds(text, masked)]
    if loses_person(masked, people):
        found.append("lost person")
    if loses_group(masked):
        found.append("lost group")
    return tuple(found)


def goes_on_from(text: str, before: str, people: People) -> bool:
    """Whether `text`, which does not stand alone, is clear right after the sentence `before`.

    So it is where all it lacks is the thing that its first words, "The bill", point at.
    """
    masked = mask_quotations(text)
    return (
        find_objections(text, people) == ("points back",)
        and not points_otherwise(masked)
        and is_introduced(masked, before)
    )


def is_printable(text: str) -> bool:
    """Whether `text`, in any language, is a whole sentence of a decent length."""
    return not any(
        holds(text, mask_quotations(text))
        for holds in (_wrong_length, _not_a_sentence, _asks, _orders)
    )


def count_loose_ends(text: str) -> int:
    """How many things the text points at without naming them: a reader can live with one."""
    masked = mask_quotations(text)
    ends = sum(1 for _ in find_pointers(masked))
    ends += 2 * bool(_COMMENT_ON.match(masked))
    ends += bool(_UNSAID_ADVICE.search(masked)) and not _SPEECH.search(masked)
    ends += bool(_THERE.search(masked))
    ends += bool(re.search(r"\b(?:also|too|as well|again|further|further\s+added)\b", masked))
    ends += bool(re.match(rf"^\W*{QUOTED}", masked))
    ends += 2 * bool(_PRO_FORM.search(masked))
    return ends


def _wrong_length(_text: str, masked: str) -> bool:
    words = len(_WORD.findall(_text))
    return words < MIN_WORDS or words > MAX_WORDS or not masked.strip()


def _not_a_sentence(text: str, _masked: str) -> bool:
    opening = text.lstrip("\"'“‘«`([ ")[:2]
    if re.search(r"(?:\.\s?){4,}|\.\s\.\s\.", text):
        return True
    closed = text.rstrip("\"'”’»)] ")
    starts = bool(opening) and (not opening[0].islower() or opening[1:].isupper())
    return not starts or not closed.endswith((".", "!", "…", "?", ","))


def _asks(text: str, masked: str) -> bool:
    return text.endswith("?") or "?" in masked


def _broken_quotation(text: str, _masked: str) -> bool:
    return not has_whole_quotations(text)


def _nobody_speaks(_text: str, masked: str) -> bool:
    """Nearly everything is quotation and no words outside it say whose."""
    outside = _WORD.findall(masked)
    return QUOTED in masked and len(outside) < 2


def _first_person(_text: str, masked: str) -> bool:
    return bool(_FIRST_PERSON.search(masked))


def _second_person(_text: str, masked: str) -> bool:
    return bool(_SECOND_PERSON.search(masked))


def _page_furniture(text: str, masked: str) -> bool:
    return bool(_NOT_NEWS.search(masked) or _CLOCK_LEAD.match(text) or _TRANSCRIPT.search(masked))


def _is_list(text: str, _masked: str) -> bool:
    """A line-up or a table: names and commas and little between them."""
    words = _WORD.findall(text)
    names = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return text.count(",") >= 5 and names > 0.7 * len(words)


def _points_back(_text: str, masked: str) -> bool:
    return opens_with_pointer(masked.lstrip(" ([")) or points_otherwise(masked)


def _headless(_text: str, masked: str) -> bool:
    if QUOTED not in masked and len(_LOWER_WORD.findall(masked)) < 2:
        return True
    return any(pattern.match(masked) for pattern in (_VERB_FIRST, _LABELLED, _SIGNED_QUOTATION))


def _garbled(_text: str, masked: str) -> bool:
    """Whether one clause has two main verbs: "said that prices are falling is a relief"."""
    return bool(_TWO_VERBS.search(masked))


def _orders(text: str, _masked: str) -> bool:
    return is_order(text) or is_order_to_writer(text)


_CHECKS = (
    ("length", _wrong_length),
    ("not a sentence", _not_a_sentence),
    ("question", _asks),
    ("broken quotation", _broken_quotation),
    ("no speaker", _nobody_speaks),
    ("first person", _first_person),
    ("second person", _second_person),
    ("page furniture", _page_furniture),
    ("list", _is_list),
    ("points back", _points_back),
    ("headless", _headless),
    ("garbled", _garbled),
    ("order", _orders),
)
