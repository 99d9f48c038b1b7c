"""Photo captions and credits: lines about a picture, and captions glued to the lede."""

import re

from briefer.sources.lines import ends_sentence

AGENCY = (
    r"(?:AFP|AP|AAP|ANI|ANSA|CP|DPA|dpa|EFE|EPA(?:-EFE)?|IANS|NYT|PA(?: Wire| Media| Images)?|PTI|"
    r"UPI|TASS|Reuters|REUTERS|Getty(?: Images)?|Bloomberg|Shutterstock|Alamy(?: Stock Photo)?|"
    r"Anadolu(?: Agency)?|Xinhua|Sputnik|Ukrinform|Zuma(?: Press)?|ZUMA|Rex(?: Features)?|iStock|"
    r"Unsplash|NurPhoto|WireImage|Kyodo|Yonhap|Maxar|MAXAR|Planet Labs|Press Association|"
    r"Associated Press|The AP|Agence France-Presse|Wikimedia(?: Commons)?|Handout|Pool)"
)
_NO_BRACKETS = r"[^()\[\]]"
_VERBOSE_AGENCY = AGENCY.replace(" ", r"\ ")
_PICTURE = (
    r"(?:[Pp]hotos?|[Pp]hotographs?|PHOTOS?|[Ii]mages?|IMAGE|[Pp]ictures?|[Cc]redits?|Foto|Bild|"
    r"Video)"
)
_DAY_AND_YEAR = (
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d"
    r"|[A-Z][a-zé]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2} [A-Z][a-zé]{2,8}\.?,? \d{4})"
)
_MARKS = (
    "photo", "image", "picture", "credit", "foto", "bild", "video", "©", "copyright", "(c)",
    "getty", "file", "/", " via ",
)  # fmt: skip
_CUES = (
    "caption", "source", "TOPSHOT", "(", "hoto", "image", "icture", "ICTURED", "FILE", "Handout",
    " here", " above", " below", " left", " right", "grab",
)  # fmt: skip
_LONGEST_CREDIT = 160
_CREDIT = re.compile(
    rf"""
      \b{_PICTURE}(?:\ [Cc]redit|\ [Cc]ourtesy|\ [Ss]ource)?\ ?[:/©]\ ?
        [A-Z@©][^.!?]{{0,90}}[.)\]]*$
    | \b[Pp](?:hoto|hotograph|icture|hotography)s?\ (?:by|courtesy(?:\ of)?|from|via)
        \ [A-Z][^!?]{{2,60}}$
    | [\[(]{_NO_BRACKETS}{{0,50}}\b(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Ff]ile|Getty|{_VERBOSE_AGENCY}/)
        {_NO_BRACKETS}{{0,50}}[\])]\W*$
    | [\[(](?:©\ ?)?{_VERBOSE_AGENCY}\ ?[/,-]\ ?{_NO_BRACKETS}{{1,40}}[\])]\W*$
    | (?<![.!?…”"’]\ )[\[(](?:©\ ?)?{_VERBOSE_AGENCY}[\])]\W*$
    | \[[A-Z]{_NO_BRACKETS}{{2,40}}/[A-Z]{_NO_BRACKETS}{{2,40}}\]\W*$
    | (?:/|\bvia\ |©\ ?|Copyright\ |\(c\)\ ){_VERBOSE_AGENCY}\W*$
    | \b{_VERBOSE_AGENCY}\ ?/\ ?[A-Z][^.!?]{{1,50}}[.)\]]*$
    | (?:©|\(c\)|Copyright)\ [^.!?]{{2,80}}[.)\]]*$
    | \bGetty\ Images\W*$
    | \b[Ff]ile\ (?:photo|picture|image)\W*$
    """,
    re.VERBOSE,
)
_ABOUT_PICTURE = re.compile(
    r"\((?:L|R|C|left|right|centre|center|above|below|pictured[^()]{0,30})\)"
    r"|\b[Ii]n (?:this|an?) (?:\w+ ){0,3}(?:photo|image|picture|photograph|frame grab|screengrab)\b"
    r"|^(?:FILE|TOPSHOT|File photo|Handout|Pictured|PICTURED)\b"
    r"|^(?:Image|Photo|Video|Media) (?:source|caption)\b|\b(?:hide|toggle) caption$"
    r"|\b(?:is|are) (?:seen|pictured|shown) (?:here|above|below|left|right)\b"
    r"|\bpictured (?:above|left|right|here)\b"
)
_DATED_SCENE = re.compile(rf"\b{_DAY_AND_YEAR}[.)\]]*$")
_PRESENT = re.compile(
    r"\b(?:is|are|stands?|walks?|speaks?|gives?|attends?|delivers?|arrives?|holds?|looks?|waves?|"
    r"gestures?|casts?|fires?|poses?|shakes?|meets?|takes?|sits?|listens?|rides?|carr(?:y|ies)|"
    r"inspects?|addresse?s?|works?|leaves?|reacts?|watch(?:es)?|smokes?|rises?|burns?|seen|"
    r"pictured|answers?|talks?|visits?|lays?|lights?|prepares?|greets?|passe?s?|queues?|wait|"
    r"waits|gathers?|march(?:es)?|protests?|celebrates?|embraces?|points?|stand|shows?|chairs?|"
    r"enters?|search(?:es)?|patrols?|crosse?s?|boards?|cleans?|helps?|collects?|views?|hugs?|"
    r"raises?|wears?|performs?|plays?|runs?|drives?|flies|fly|returns?|exits?|appears?|testif\w+|"
    r"signs?|leads?|lowers?|comforts?|reads?|cries|cry|prays?|sets?|lines?|aims?|loads?)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|said|did|told|has|have|will|would)\b")
_GLUED = re.compile(
    rf"^(.{{20,500}}?\b{_PICTURE}(?:\ [Cc]redit|\ by|\ [Cc]ourtesy\ of)?\ ?[:/]\ ?"
    rf"(?:[\w.&'’ -]{{1,40}}[/,]\ ?)?{AGENCY}(?:(?:\ via\ |/){AGENCY})*[.)\]]*)\s+"
    r"(?=[A-Z“\"‘'][^/|]{60})"
)
_LONGEST_CAPTION = 700


def is_caption(line: str) -> bool:
    """Whether `line` describes a picture: it ends in a credit, or says where to look in it."""
    if len(line) > _LONGEST_CAPTION:
        return False
    end = line[-_LONGEST_CREDIT:]
    lowered = end.lower()
    bracketed = end.rstrip(" .")[-1:] in {")", "]"}
    if (bracketed or any(mark in lowered for mark in _MARKS)) and _CREDIT.search(end):
        return True
    if any(cue in line for cue in _CUES) and _describes_picture(line):
        return True
    dated = line.rstrip(".)] ")[-1:].isdigit() and bool(_DATED_SCENE.search(line[-40:]))
    return dated and _is_scene(line)


def split_glued_caption(line: str) -> tuple[str, str]:
    """A caption with its credit that lost its line break, and the rest: ("", line) without one."""
    found = _GLUED.match(line) if ":" in line or "/" in line else None
    return (found.group(1), line[found.end() :]) if found else ("", line)


def _describes_picture(line: str) -> bool:
    return bool(_ABOUT_PICTURE.search(line)) and (len(line) < 350 or not ends_sentence(line))


def _is_scene(line: str) -> bool:
    return bool(_PRESENT.search(line[:120])) and not _PAST.search(line)
