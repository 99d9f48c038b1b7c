"""Pronouns and pro-forms whose noun stands in another sentence.

Written for English news prose; every sentence comes masked, its quotations blotted out.
"""

import re

from briefer.writing.extractive.people import People
from briefer.writing.extractive.reading import QUOTED
from briefer.writing.extractive.vocabulary import SPEECH_VERBS

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
_TIME_PHRASE = re.compile(
    r"\b(?:in|on|at|by|since|until|before|after|during)\s+(?:the\s+)?(?:early\s+|late\s+|last\s+)?"
    r"(?:spring|summer|autumn|fall|winter|morning|afternoon|evening|night|noon|midnight|week|weekend|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?|January|February|"
    r"March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d)\b"
)
_OBJECT = re.compile(
    r"\b(?:them|(?<!made\s)it(?=[.,;]|\s+(?:by|on|in|at|with|for|from|to|until|after|before|since|again|up|down|out|off|"
    r"back|away|as|because|when|among|into|under|over|through|together|an?|the)\b|\s+(?-i:[A-Z])))\b",
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


def points_otherwise(masked: str) -> bool:
    """Whether a masked sentence leans on one before it, by more than a definite noun."""
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


def loses_person(masked: str, people: People) -> bool:
    """A he or she without a person before it, or, after an opening phrase, right behind it."""
    if _TOLD_HIM.search(masked) and len(people.named_in(masked)) < 2:
        return True
    pronoun = _SINGULAR.search(masked)
    if pronoun is None or people.anchors(masked[: pronoun.start()]):
        return False
    phrase_before = masked[: pronoun.start()].strip()
    introduced = re.match(r"[^,]{0,60},\s+(?:the\s+|an?\s+)?[A-Z]", masked[pronoun.end() :])
    return not (introduced and phrase_before and "," not in phrase_before)


def loses_group(masked: str) -> bool:
    """A they or their with no people and no plural before it."""
    thing = _OBJECT.search(masked)
    if thing is not None:
        # A subject is not its own verb's "it" or "them".
        before = _TIME_PHRASE.sub("", masked[: thing.start()]).strip()
        if before and _ONLY_A_SUBJECT.match(before):
            return True
    pronoun = _PLURAL.search(masked)
    if pronoun is None or _GROUPS.search(_CALENDAR.sub("", masked[: pronoun.start()])):
        return False
    before = masked[: pronoun.start()].strip()
    introduced = re.match(r"[^,]{0,60},\s+\w", masked[pronoun.end() :])
    return not (introduced and before and "," not in before and len(before.split()) <= 2)
