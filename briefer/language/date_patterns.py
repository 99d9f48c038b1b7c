"""The written forms of dates, as regular expressions; `dates` says what they mean.

Gaps are bounded and no repetition nests in another, so every match is linear in the text.
"""

import re

_GAP = r"[ \t\xa0\n]{1,3}"
_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_LONG_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY = rf"(?:{_LONG_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    r"(?![\d%]|[.,:]\d|[^\W\d]|[ ](?:per|[mb]illion|points))"
)
_YEAR = r"(?:(?:1[5-9]|20|21)\d\d|['’]\d\d)(?![\w%]|[.,:]\d)"
_DASH = r"[ ]?[-–—/][ ]?"

CALENDAR_DATE = re.compile(
    rf"""
    (?:{_WEEKDAY},?{_GAP}\(?(?:the{_GAP})?)?
    (?: (?P<day>{_DAY})
        (?:(?:{_DASH}|{_GAP}(?:to|and|&|until){_GAP})(?P<until>{_DAY}))?
        (?:{_GAP}of)?(?:{_GAP}|-)(?P<month>{_MONTH})
      | (?P<month2>{_MONTH}){_GAP}(?:the{_GAP})?(?P<day2>{_DAY})
        (?:{_DASH}(?P<until2>{_DAY})|{_GAP}(?:to|and|&){_GAP}(?P<until3>{_DAY})(?![ ][a-z]))?
    )
    (?:(?:,?{_GAP}|-|,)(?:of{_GAP})?(?P<year>{_YEAR}))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
NUMERIC = re.compile(
    r"(?P<iso>\d{4})(?P<s>[-/.])(?P<month>\d\d?)(?P=s)(?P<day>\d\d?)(?!\d|(?P=s)\d)"
    r"|(?P<a>\d\d?)(?P<t>[-/.])(?P<b>\d\d?)(?P=t)(?P<year>['’]?\d\d(?:\d\d)?)(?!\w|(?P=t)\w)"
)
MONTH_ONLY = re.compile(
    rf"(?P<month>{_MONTH})(?:,?{_GAP}(?:of{_GAP})?(?P<year>{_YEAR}))?(?!['’]s)", re.IGNORECASE
)
YEAR_ONLY = re.compile(
    r"(?:1[5-9]|20|21)\d\d(?![\w%]|[.,:]\d|[-–/]\d)"
    r"(?!\s(?:people|men|women|children|percent|per\scent|million|(?:(?!was|has|is)[a-z]{3,}s\b)))"
)
THE_YEAR_ONLY = re.compile(r"(?:1[5-9]|20|21)\d\d(?![\w%]|[.,:]\d)(?!\s(?:people|men|women))")
WEEKDAY_ONLY = re.compile(
    rf"(?P<weekday>{_LONG_WEEKDAY})(?!\w)(?!['’]s?\s(?:Times|Mirror))"
    r"(?![ ](?:Times|Mirror|Telegraph|Mail|Express|Herald|Post|Independent|World|Night[ ][A-Z]))"
    rf"(?:(?:{_DASH}|{_GAP}(?:through[ ]to|through|to|until){_GAP})"
    rf"(?P<until>{_LONG_WEEKDAY})(?!\w))?",
    re.IGNORECASE,
)
HOLIDAY = re.compile(
    r"(?P<name>New[ ]Year['’]s[ ](?:Day|Eve|weekend)|Christmas(?:[ ](?:Day|Eve))?|Boxing[ ]Day"
    r"|Valentine['’]s[ ]Day|April[ ]Fools['’][ ]Day|Halloween)\b"
    r"(?![ ](?:tree|Island|card|carol|party|market|number|dinner|present|gift|shop|decoration))"
    r"(?:,?[ ](?P<year>(?:19|20)\d\d)(?!\w))?",
    re.IGNORECASE,
)
_COUNT = "(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]\\d?)"
RELATIVE = re.compile(
    rf"""\b(?:
      (?P<word>the[ ]day[ ]before[ ]yesterday|yesterday|today(?!['’]s)|tonight|tomorrow|overnight)
    | (?P<which>last|next|this|past|coming|previous){_GAP}(?P<unit>week(?:end)?|month|year|night
        |morning|afternoon|evening)
    | (?:the|at){_GAP}(?P<weekend>weekend)
    | (?P<count>{_COUNT}){_GAP}(?P<step>day|week|month|year)s?{_GAP}ago
    | (?:last|past){_GAP}(?P<lasting>{_COUNT}){_GAP}(?P<steps>day|week|month|year)s
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)

# A word every relative mention contains, and how far around it the rest of the mention lies.
RELATIVE_TRIGGER = re.compile(
    r"[yo](?:esterday|vernight)|[dmnwyaeDYOT](?:ay|orrow|ight|eek|ear|onth|fternoon|vening|orning"
    r"|ESTERDAY|VERNIGHT|ODAY|esterday|vernight|oday)"
)
RELATIVE_REACH = 28

# Where a date can begin. Matching only there keeps a text without dates almost free; a leading
# set of single characters is what makes the scan itself fast (6 times an alternation of words).
TRIGGER = re.compile(
    r"[\dJFMASONDTWCBVH](?<![^\W_].)"
    r"(?:(?<=\d)(?=\d{3}(?!\d)|\d?(?:[-/.]\d|[ ,\n\xa0–—&-]|st|nd|rd|th))"
    r"|an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|on|ue|ed|hu|ri|at|ew[ ]Y|hrist|oxing|alent|allow"
    r"|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC|ON|UE|ED|HU|RI|AT)"
)
LOWER_TRIGGER = re.compile(
    r"\b(?:january|february|april|june|july|august|september|october|november|december)\b"
)
LOWER_ENDINGS = ("uary", "april", "june", "july", "august", "ember ", "october")
ANY_YEAR = re.compile(r"[\d'’](?:(?<=\d)\d{3}|(?<=['’])\d\d|(?<=\d)\d?[-/.]\d\d?[-/.]['’]?\d\d)")
MONTH_CUE = re.compile(
    r"\b(?:in|since|until|till|during|through|(?P<loose>by|before|after|from|between|and|to)"
    r"|(?P<part>early|mid|late)|(?P<which>last|next|this))[ \n-]\Z",
    re.IGNORECASE,
)
YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|of|before|after|from|between|through|and|to|year"
    r"|spring|summer|autumn|fall|winter|(?P<the>the)|(?P<part>early|mid|late))[ \n-]|\()\Z",
    re.IGNORECASE,
)
WEEKDAY_CUE = re.compile(
    r"\b(?:(?P<which>last|next|this|coming|past|by)|(?P<never>every|each|any|black|bloody|super"
    r"|good|ash|cyber|easter|palm|giving|man|mail[ ]on|alternate|one))[ \n]\Z",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(?:(?P<ahead>will|shall|['’]ll|to[ ](?:be|hold|meet|begin|start|vote)|due|scheduled|slated"
    r"|set[ ]to|expected|plan(?:s|ned)?|upcoming|coming|going[ ]to|hopes?|would|go(?:es)?|begins?"
    r"|starts?|opens?|meets?|takes?[ ]place|heads?|faces?|deadline|ahead[ ]of)"
    r"|said|says|told|was|were|had|has|have|came|went|took|made|met|held|began|won|lost|left|saw"
    r"|put|hit|shot|fell|rose|wrote|gave|got|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…]['\"”’)]?\s|\n")
