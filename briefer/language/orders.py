"""Orders in a text: to whoever reads it, and to whoever is to summarise it.

A sentence is read by its form: a bare verb at its head, or a reader addressed, who must do
something. What is told apart is what the order is about: an answer, a summary, instructions, or
this page itself are the business of a writer; "Mix the flour with the eggs" is not. Words inside
quotation marks are somebody's words and no order of the text. English only.
"""

import re

_BLOT = "\x1f"
_QUOTED = re.compile(
    r"[“«„][^”»“«„]*(?:[”»“]|$)|\"[^\"]*(?:\"|$)|(?<![\w'’])[‘'](?=\w)[^‘’'\n]{0,400}[’'](?!\w)"
)
_MARK = re.compile("[“”«»„\"'‘’]")
_LABEL = re.compile(
    r"(?:(?:\w+\s+){0,3}(?:system|assistant|user|admin|developer|instructions?|prompt|note|attention|important|"
    r"message|reminder|notice)(?:\s+(?:to|for)\s+[\w\s]{2,40}?){0,1}\s?[:>\]}]\W*)+",
    re.IGNORECASE,
)
_OPENING = (
    r"(?:(?:please|now|then|next|also|first|instead|finally|always|simply|just|kindly|and|so|but|"
    r"remember\s+to|make\s+sure\s+to|be\s+sure\s+to|"
    r"you\s+(?:must|should|shall|will|are\s+to|have\s+to|need\s+to)\s+(?:now|also|only)?)\W+)*"
)
_CONDITION = (
    r"(?:(?:if|when|whenever|before|after|while|in|at|for|from|throughout)\b[^,:]{1,90}[,:]\s+)?"
)
_OBJECT = (
    r"(?:the|an?|this(?!\s+(?:week|month|year|morning|afternoon|evening|season|time)\b)|these|those|your|"
    r"my|any|all|every|each|no(?!\s+longer)|nothing|everything|anything|only|me|it|them|yourself)\b"
)
_NO_VERB = frozenset(
    """after as at before behind below beneath beside besides between beyond by despite down during
    except for from in inside into like near of off on onto out outside over past since than through
    throughout till to toward towards under underneath unlike until up upon versus via with within
    without about above across against along amid amidst among amongst around and but or nor yet so
    if when whenever where wherever while because although though unless once whether how why what
    who whom whose which that this these those the a an both either neither each every all any some
    half most many much more less few several enough such no none nothing everything something here
    there now then today yesterday tomorrow tonight later soon ever never always often again also
    too even only just still almost nearly perhaps maybe rather quite it he she they we you i is
    are was were be been has have had does did will would can could may might must shall should
    not mr mrs ms dr sir last next first second third other another same my your his her its our
    their police nobody somebody everybody everyone someone anyone people parliament congress
    monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december one two three four five six seven eight nine
    ten hundreds thousands millions dozens back ahead instead contrary far
    said asked told wrote called according due thanks""".split()
)
_BARE_VERB = re.compile(rf"(?P<verb>[A-Za-z]+)(?:\s+(?:down|up|out|off|away))?\s+{_OBJECT}")
_ANY_VERB = re.compile(r"(?P<verb>[A-Za-z]+)\s+\S")
_NEGATED = re.compile(r"(?:[Dd]o\s+not|[Dd]on['’]t|[Nn]ever)\s+[a-z]+")
_HEAD = re.compile(rf"{_OPENING}{_CONDITION}{_OPENING}", re.IGNORECASE)
_MANNERS = re.compile(_OPENING, re.IGNORECASE)
_INFLECTED = re.compile(r"(?:ing|ed|ly|(?<!s)s|ion|ity|ness|ism|ist|ship)$", re.IGNORECASE)
_VERBS_IN_S = frozenset(
    "focus discuss express process address bypass press pass cross guess".split()
)
_ANSWER = (
    r"(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|brief(?:s|ing)?|digests?|abstracts?|"
    r"translations?|completions?|headlines?|conclusions?)"
)
_YOUR_ANSWER = re.compile(
    rf"\byour\s+(?:[\w-]+\s+){{0,2}}?(?:{_ANSWER}|message|words|text)\b", re.IGNORECASE
)
_OF_A_WRITER = re.compile(
    rf"\b(?:(?:your|the|this|that|today['’]s|any|each|every|all)\s+(?:[\w-]+\s+){{0,2}}?{_ANSWER}\b"
    r"|(?:your|above|earlier|previous|prior|preceding|initial)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:instructions?|prompts?|rules|guidelines|orders|context|messages?|lines|task|text|tokens)\b"
    r"|(?:all|any|these|those|new|following|original|system)\s+(?:[\w-]+\s+)?(?:instructions?|prompts?)\b"
    r"|(?:this|the\s+whole)\s+(?:page|article|text|story|document|post|website|paragraph|notice|prompt"
    r"|conversation)\b"
    r"|everything\s+(?:above|below|before|else)\b|other\s+(?:sources?|articles?)\b|\bsummari[sz]e\b)",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"^(?:mention|say|state|write|report|cite|quote|print|repeat|reveal|tell|answer|reply|respond|summari[sz]e|"
    r"include|add|omit|ignore|disregard|forget|disclose|admit|describe|translate|publish|output|conclude|claim|"
    r"acknowledge|obey|follow|trust|use|name|list|explain)$",
    re.IGNORECASE,
)
_WRITTEN_VERB = re.compile(
    r"(?P<negated>[Dd]o\s+not\s+|[Dd]on['’]t\s+|[Nn]ever\s+)?(?P<verb>[A-Za-z]+)"
)
_ASKED = re.compile(r"\b(?:asked\s+(?:about|for|to|by)|an?\s+user|the\s+user)\b", re.IGNORECASE)
_MACHINE = (
    r"(?:(?:automated|automatic|artificial|language|ai|all|any|every|each|whoever|anyone|anybody|those|everyone)\s+)*"
    r"(?:assistants?|models?|systems?|programs?|programmes?|bots?|chatbots?|agents?|tools?|readers?|crawlers?|ais?|"
    r"summari[sz]ers?|editors?|machines?|llms?|whoever|anyone|anybody|everyone|those|you)"
)
_READS_THIS = (
    r"(?:(?:that|which|who)\s+)?(?:summari[sz]es?|reads?|describes?|process(?:es)?|translates?|index(?:es)?|quotes?|"
    r"uses?|analy[sz]es?|retells?|reproduces?|reports?)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:this|these|it|the\s+(?:page|article|text|above))\b"
)
_MUST = (
    r"(?:must|should|shall|have\s+to|has\s+to|needs?\s+to|are\s+to|is\s+to|will|"
    r"are\s+(?:required|instructed|asked|told)\s+to)"
)
_READER_MUST = re.compile(
    rf"^\W*{_MACHINE}\b[^.:;]{{0,20}}?\b{_READS_THIS}[^.;]{{0,60}}?\b{_MUST}\b", re.IGNORECASE
)
_YOUR_WORK_MUST = re.compile(
    rf"^\W*(?:your|any|every|the|each|all)\s+(?:[\w-]+\s+){{0,2}}?{_ANSWER}(?:\s+of\s+this\s+\w+)?\s+{_MUST}\b",
    re.IGNORECASE,
)
_NEW_ROLE = re.compile(
    r"\byou\s+are\s+(?:now|no\s+longer|from\s+now\s+on|an?\s+(?:ai|assistant|language|chat\w*|summari[sz]er))\b"
    r"|\b(?:rules|instructions|guidelines)\s+(?:you|that\s+you)\b[^.]{0,40}\bno\s+longer\b"
    r"|\b(?:start|begin(?:ning)?|end)\s+of\s+(?:the\s+|your\s+|all\s+|new\s+)?(?:instructions?|prompt|system\s+\w+)\b"
    r"|\b(?:system|developer|debug|god|admin|maintenance|editor)\s+mode\s+(?:is\s+)?(?:now\s+)?(?:activated|enabled|on)\b"
    r"|\b(?:act|behave|respond|answer)\s+as\s+(?:if\s+you|an?\s+\w+\s+(?:who|that|with))\b",
    re.IGNORECASE,
)


# Every order to a writer holds one of these; most sentences hold none and need no closer look.
_HINTS = tuple(
    hint.replace("_", " ")
    for hint in """you summar instruction prompt answer repl respon output brief digest abstract
    translation headline conclusion completion mode do_not don't don’t never everything other_source
    other_article this_ whole_ these_ previous_ prior_ earlier_ above_ preceding_ initial_ asked
    user as_if as_a""".split()
)
_LABELLED = 60


def is_order(sentence: str) -> bool:
    """Whether a sentence tells its reader to do something: a bare verb, "do not", "please"."""
    masked = _masked(sentence)
    start = _end(_LABEL, masked, 0)
    places = {start, _end(_MANNERS, masked, start)}
    return any(_NEGATED.match(masked, at) or _bare_verb(_BARE_VERB, masked, at) for at in places)


def is_order_to_writer(sentence: str) -> bool:
    """Whether a sentence tells whoever summarises or answers from the text what to write."""
    if not _may_be_to_writer(sentence):
        return False
    masked = _masked(sentence)
    if _READER_MUST.match(masked) or _YOUR_WORK_MUST.match(masked) or _NEW_ROLE.search(masked):
        return True
    start = _end(_LABEL, masked, 0)
    places = sorted({start, _end(_HEAD, masked, start)})
    plainly = start > 0 or bool(_YOUR_ANSWER.search(masked) or _ASKED.search(masked))
    verb = _ANY_VERB if plainly else _BARE_VERB
    at = next(
        (at for at in places if _NEGATED.match(masked, at) or _bare_verb(verb, masked, at)), None
    )
    if at is None:
        return False
    return bool(_OF_A_WRITER.search(masked)) or _tells(masked, at, labelled=start > 0)


def _may_be_to_writer(sentence: str) -> bool:
    folded = sentence.lower()
    return ":" in folded[:_LABELLED] or any(hint in folded for hint in _HINTS)


def _tells(masked: str, at: int, *, labelled: bool) -> bool:
    """Whether the verb at that place is one of writing, and who is to write can be no reader."""
    verb = _WRITTEN_VERB.match(masked, at)
    if verb is None or not _TELLING.fullmatch(verb["verb"]):
        return False
    return labelled or bool(verb["negated"]) or bool(_ASKED.search(masked, 0, at))


def _bare_verb(pattern: re.Pattern[str], masked: str, at: int) -> bool:
    found = pattern.match(masked, at)
    return found is not None and _may_be_verb(found["verb"])


def _may_be_verb(word: str) -> bool:
    lower = word.lower()
    if lower in _NO_VERB:
        return False
    return lower in _VERBS_IN_S or not _INFLECTED.search(lower)


def _end(pattern: re.Pattern[str], masked: str, start: int) -> int:
    found = pattern.match(masked, start)
    return found.end() if found is not None else start


def _masked(sentence: str) -> str:
    if not _MARK.search(sentence):
        return sentence.lstrip()
    return _QUOTED.sub(lambda match: _BLOT * len(match.group()), sentence.lstrip())
