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
_SINGULAR = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
_TOLD_HIM = re.compile(
    r"\b(?:told|asked|answered|urged|thanked|praised|warned)\s+"
    r"(?:him\b|her\b(?!\s+(?!(?:that|to|she|he|it|they|not|on|in|at|about|for|what|how|why|who)\b)[a-z]+))"
)
_INITIAL_PRONOUN = re.compile(
    r"^(?:they|them|their|theirs|its|these|those(?!\s+(?:who|with|in|on|from|living))|that(?!\s+\w+\s+\w+ed\b)"
    r"|both(?!\s+(?-i:[A-Z]|the\b|of\s+the\b|sides\b|houses\b))|neither|either|none|others?|such|here|then|so|thus|hence|which|who|whose|"
    r"the\s+(?:two|three|four|five|six|pair|duo|trio|same|others?|rest|remainder|remaining)|"
    r"the\s+(?:former|latter)(?=,|\s+(?:is|are|was|were|has|had|have|will|would|did|can|could|also|said)\b)|"
    r"one\s+of\s+(?:them|these|those)|(?:some|many|most|all|each|any|none|half)\s+of\s+(?:them|these|those|which)|"
    r"(?:in|at|on|for)\s+one\s+(?!of\b|(?:day|week|month|year|hour|night|morning|evening|minute|go)\b)[a-z]+"
    r"(?!\s+(?:of|in|from|to)\b)|[a-z]+ing\s+(?:it|them|him|her(?!\s+[a-z]))|"
    r"(?:what|whoever)\s+\w+\s+(?:it|them|this|that)|the\s+\w{2,}est(?=,|\s+(?:is|are|was|were|has|had|have)\b)|"
    r"in\s+(?:it|them|this|that|these|those)|(?:for|by|after|before|despite|during|with|under|of|on|at|behind|"
    r"near|above|below|around|beside|inside|outside|among|between|without|through|until|since)\s+"
    r"(?:it|them|this|that|these|those|which)|another|an?\s+(?:second|third|fourth|similar|separate|further)|"
    r"the\s+(?:second|third|other)(?!\s+[\w-]+\s+(?:of|in|at|for|between|on)\b)|not\s+(?:all|everyone|so)|like\s+(?:him|her|them|it|this)|"
    r"there\s+(?:he|she|they|it|was\s+no\s+immediate)|nor|only\s+then|as\s+such|"
    r"as\s+(?:a\s+result|well)|instead|otherwise|for\s+(?:example|instance)|similarly|likewise|"
    r"(?:first|second|third|fourth)(?:ly)?(?=,)|one\s+(?:said|says|was|is|has|had)|some\s+(?:said|say)|"
    r"(?:if|when|as|while|because|since|although|though|unless|once|after|before|until)\s+(?:it|they|this|these|that)\b|"
    r"(?:by|until|since)\s+then|at\s+that|even\s+then|rather|accordingly|yes|no(?=,))\b",
    re.IGNORECASE,
)
_THIS_TIME = re.compile(
    r"^(?:by\s+|for\s+|during\s+|after\s+|at\s+)?this\s+(?:\w+\s+)?"
    r"(?:week|month|year|morning|afternoon|evening|season|summer|spring|autumn|fall|winter|decade|century|"
    r"weekend)\b",
    re.IGNORECASE,
)
_THAT_WOULD = re.compile(
    r"^(?:\w+\s+){1,3}(?:that|this),|(?:^|,\s)(?:that|this)\s+(?:would|will|could|should|is|was|means?|meant|makes?|made|has|had|"
    r"gives|gave)\b",
    re.IGNORECASE,
)
_INITIAL_THIS = re.compile(r"^(?:(?:for|by|after|during|with|in|at)\s+)?this\b", re.IGNORECASE)
_INITIAL_IT = re.compile(r"^it(?:['’]s)?\b", re.IGNORECASE)
_EXPLETIVE_IT = re.compile(
    r"^it(?:['’]s|\s+(?:is|was|has\s+been|will\s+be|would\s+be|remains|remained|became|"
    r"took|takes|cost|emerged|follows|wasn['’]t|isn['’]t))(?:\s+[\w’'$€£.-]+){0,4}?\s+"
    r"(?:that|to|whether|who|how|why|when|if|before|since)\b",
    re.IGNORECASE,
)
_THESE_EARLY = re.compile(
    r"^(?:\w+\s+){0,3}(?:these|those(?!\s+(?:who|with|in))|such)\s+\w", re.IGNORECASE
)
_POSSESSED_SPEAKER = re.compile(
    rf"^[\W{QUOTED}]*(?:{SPEECH_VERBS}|asked|asks)\s+(?:its|their|his|her)\b"
)
_CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)s?\b|\b\d{1,2}(?:\.\d\d)?(?=\s+(?:January|February|March|April|May|"
    r"June|July|August|September|October|November|December)\b)"
)
_SETTING_THEN_IT = re.compile(
    r"^(?:At|In|On|By|From|With|Under|For)\s+(?:[\w’'-]+\s+){1,4}(?:it\s+(?!is\b|was\b|will\b|would\b|took\b|"
    r"takes\b|rained\b|snowed\b)[a-z]+|they\b)"
)
_ENDS_BACK = re.compile(
    r"\b(?:for|of|to|about|with|from|on|by|like|after|before|than)\s+(?:this|that)[.!]$"
)
_AGREES_ONLY = re.compile(
    r"^[^,;:]{1,40}\s(?:agreed|refused|declined|disagreed|accepted|complied|obliged)(?:[.!]|,\s+(?:for|but|and|after)\b)"
)
_PLURAL = re.compile(r"\b(?:they|them|their|theirs|themselves)\b", re.IGNORECASE)
_ONLY_A_SUBJECT = re.compile(
    r"^(?!.*\b(?:to\s+(?:the|an?|his|her|its|their|(?-i:[A-Z]))|of|in|on|at|by|for|from|with|about|against|over|between|among|and|but|or|as|when|while|"
    r"who|that|which|where|whose|if|because|after|before|since|until|than|like|into|through|under)\b)"
    r"[^,;:–—()]*$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:them|(?<!made\s)it(?=[.,;]|\s+(?:by|on|in|at|with|for|from|to|until|after|before|since|again|up|down|out|off|"
    r"back|away|as|because|when)\b))\b",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"\b(?!(?:has|was|does|says|goes)\b)(?:\w{2,}(?<![sui'’])s|people|police|men|women|children|media|who|everyone|everybody|anyone|"
    r"someone|nobody|whoever|team|company|group|government|family|staff|crew|army|public|party|"
    r"couple|pair|and|each|every|student|person|patient|parent|customer)\b|\d|(?<=\s)[A-Z]|^[A-Z][a-z]+['’]s",
)
_BARE_SPEECH = re.compile(
    rf"^\W*(?:he|she|they|it)\s+(?:\w+\s+)?(?:{SPEECH_VERBS})\b", re.IGNORECASE
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
    if _lost_person(masked, people):
        found.append("lost person")
    if _lost_group(masked):
        found.append("lost group")
    return tuple(found)


def goes_on_from(text: str, before: str, people: People) -> bool:
    """Whether `text`, which does not stand alone, is clear right after the sentence `before`.

    So it is where all it lacks is the thing that its first words, "The bill", point at.
    """
    masked = mask_quotations(text)
    return (
        find_objections(text, people) == ("points back",)
        and not _points_otherwise(masked)
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
    return opens_with_pointer(masked.lstrip(" ([")) or _points_otherwise(masked)


def _points_otherwise(masked: str) -> bool:
    opening = masked.lstrip(" ([")
    if _THIS_TIME.match(opening):
        return False
    if _INITIAL_IT.match(opening):
        return not _EXPLETIVE_IT.match(opening)
    return bool(
        _INITIAL_THIS.match(opening)
        or _INITIAL_PRONOUN.match(opening)
        or _THESE_EARLY.match(opening)
        or _THAT_WOULD.search(masked)
        or _BARE_SPEECH.match(masked)
        or _POSSESSED_SPEAKER.match(masked)
        or _SETTING_THEN_IT.match(opening)
        or _ENDS_BACK.search(masked)
        or _AGREES_ONLY.match(opening)
    )


def _lost_person(masked: str, people: People) -> bool:
    """A he or she without a person before it, or, after an opening phrase, right behind it."""
    if _TOLD_HIM.search(masked) and len(people.named_in(masked)) < 2:
        return True
    pronoun = _SINGULAR.search(masked)
    if pronoun is None or people.anchors(masked[: pronoun.start()]):
        return False
    phrase_before = masked[: pronoun.start()].strip()
    introduced = re.match(r"[^,]{0,60},\s+(?:the\s+|an?\s+)?[A-Z]", masked[pronoun.end() :])
    return not (introduced and phrase_before and "," not in phrase_before)


def _lost_group(masked: str) -> bool:
    """A they or their with no people and no plural before it."""
    thing = _OBJECT.search(masked)
    if thing is not None:
        # A subject is not its own verb's "it" or "them".
        before = masked[: thing.start()].strip()
        if before and _ONLY_A_SUBJECT.match(before):
            return True
    pronoun = _PLURAL.search(masked)
    if pronoun is None or _GROUPS.search(_CALENDAR.sub("", masked[: pronoun.start()])):
        return False
    before = masked[: pronoun.start()].strip()
    introduced = re.match(r"[^,]{0,60},\s+\w", masked[pronoun.end() :])
    return not (introduced and before and "," not in before and len(before.split()) <= 2)


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
