"""The words of the page around an article: buttons, appeals, credits, lists of other stories."""

import re

_LONGEST = 60

# A line that begins like this is not the article's, however it ends.
_FURNITURE = re.compile(
    r"""(?:[^\w\s"“”'‘’«»„]{0,3}\s?)(?:
      advertise?ments?\b
    | advert\b
    | (?:sponsored|promoted|paid)(?:\ (?:posts?|content|partner\w*|links?|messages?|stories|
        article)|\W*$)
    | (?:share|print|save|e-?mail|copy|bookmark|tweet|gift)\ (?:this|on|via|article|link|story|
        it\b|to\ (?:a\ friend|clipboard))
    | report\ (?:this|an?\ (?:error|problem|typo))
    | copy/paste\b
    | close\ button
    | skip\ (?:to|advert)
    | jump\ to
    | back\ to\ (?:top|main)
    | scroll\ (?:down|to)
    | read\ (?:more|next|also|full|the\ full|our|this\ next|the\ original)\b(?!\ (?:than|books?|
        into))
    | continue\ (?:reading|to\ the)
    | keep\ reading
    | (?:story|article)\ continues
    | show\ (?:more|all|comments)
    | (?:click|tap|swipe|press)\ (?:here|on\ the|the|to)\b
    | (?:to\ (?:read|learn|find\ out|see|hear|watch)\b.{0,80}\b(?:click|visit|tap)\b)
    | (?:(?:new\ ?)?you\ can\ now\ (?:write|subscribe|listen|read|get|follow|watch)|
        i\ would\ like\ to\ be|
        thanks\ for\ sign|access\ your\ favou?rite|catch\ all\ the)\b
    | (?:an?\ (?:icon\ in\ the|curved\ arrow|vertical\ stack)|it\ indicates\ an?)\b
    | (?:become\ a\ (?:member|subscriber|patron)|have\ an\ account|unlock\ a\ world|
        enlarge\ this\ image)\b
    | support\ (?:independent|quality|our)\ (?:journalism|work|reporting)
    | \(?(?:with\ (?:\w+\ )?inputs?|except\ for\ the\ headline|some\ (?:information|material|
        details)\ (?:in|for)\ this)\b
    | \(?this\ (?:story|article|report)\ has\ (?:not\ )?been\ (?:edited|translated|auto|generated)
    | find\ out\ more
    | learn\ more
    | see\ (?:more|also|all)\b
    | sign[\ -]?up\b
    | sign\ in\b
    | log\ ?in\b
    | subscribe\b
    | register\ (?:now|for|to|here|free)
    | create\ (?:an?|your)\ (?:free\ )?account
    | enter\ your
    | already\ (?:a\ )?(?:subscri|member|register|have\ an)
    | not\ (?:a\ )?(?:subscriber|registered)
    | want\ to\ read
    | to\ (?:continue|keep)\ reading
    | unlock\ this
    | get\ (?:our|the\ (?:latest|day['’]s|best|app)|breaking|unlimited|full\ access|notified|
        email|news)
    | don['’]?t\ miss\ (?:out|a|our|the\ latest)
    | follow\ (?:us|our|@|live|along|the\ (?:bbc|guardian|latest|live|writer|author))
    | download\ (?:our|the\ (?:\w+\ )?(?:app|reader|pdf)|now)
    | listen\ (?:to\ (?:this|the\ (?:story|article|podcast)|our)|now|live)
    | watch(?:\ (?:now|live|more|the\ (?:video|full)|our)\b|\s*[:|])
    | also\ (?:read|watch|see)\b
    | play\ (?:video|audio|now)
    | video\s*:
    | audio\s*:
    | (?:photo\ )?gallery\s*[:|]
    | in\ pictures\s*[:|]
    | we\ (?:use|value)\ (?:cookies|your\ privacy)
    | we\ and\ our\ partners
    | this\ (?:web)?site\ uses
    | by\ (?:continuing|clicking|signing\ up|subscribing|using\ this|entering\ your|submitting)
    | (?:privacy|cookie)\ (?:policy|notice|settings|preferences)
    | terms\ (?:of|and)\ (?:use|service|conditions)
    | manage\ (?:cookies|consent|preferences)
    | your\ (?:browser|subscription|e-?mail|privacy|account|support|privacy|download)
    | please\ (?:enable|disable|enter|log|sign|click|check\ your|try\ (?:the|again)|refresh|wait|
        contact\ (?:us|content))
    | you\ (?:may|might|can)\ (?:also\ (?:like|want|be)|unsubscribe|opt)
    | you\ (?:are\ here|must\ be\ logged|have\ reached|have\ \d+)
    | thank\ you\ for\ (?:reading|regist|sign|subscri|your\ (?:interest|support))
    | have\ your\ say
    | have\ (?:you\ got\ )?an?\ (?:story|tip)\b
    | (?:do\ you\ have|got)\ an?\ (?:story|tip|news)
    | send\ (?:us|your|a\ letter|it\ to)
    | what\ do\ you\ think\?
    | join\ the\ (?:conversation|discussion|debate)
    | (?:leave|post|add|write)\ a\ (?:comment|reply)
    | (?:view|show|read|see|hide|load)\ (?:all\ |more\ |\d+\ )?comments?
    | comments?\s*(?:\(|\d|:|are\ closed|$)
    | (?:first\ |last\ )?(?:published|updated|posted|filed|modified|released)\b(?=.{0,50}$)
        (?:\s*[:|]|\s(?:on|at)\s|.{0,12}\d)
    | (?:tags?|topics?|categor(?:y|ies)|keywords|source|sources|via|related|author|editor|
        location|section|agencies|fonte|quelle|bron)\s*[:|]
    | related\ (?:stories|articles|topics|content|links?|news|coverage|reading|posts|video)
    | (?:more\ (?:on|from|about|stories|news|information|coverage)\b)
    | (?:most\ (?:read|popular|viewed|shared)|top\ (?:stories|headlines|news)|trending|
        recommended|latest\ (?:news|stories|headlines))\W*(?:$|[:|]|\ (?:in|on|from|for\ you|
        now|stories)\b)
    | for\ (?:more|all\ the\ latest|the\ latest|further)\ (?:\w+\ )?(?:on|news|stories|
        information|details|updates|coverage)
    | (?:editor['’]s|disclaimer|publisher['’]s|author['’]s)\ ?(?:note)?\s*[:|—–-]
    | (?:correction|clarification|editorial)(?:\ note)?\s*[:|—–-](?=.*[.!?]\W*$)
    | (?:the\ )?(?:views|opinions)\ expressed
    | this\ (?:article|story|content|piece|post|video|page|interview|copy|report)\ (?:
      (?:(?:is|was|has\ been)\ )?(?:also\ |first\ |originally\ )*(?:published|appeared|updated|
        available|amended|corrected|produced|supported\ by|made\ possible|sponsored|
        part\ of\ (?:our|a\ series)|translated|edited|automatically|for\ subscribers|
        more\ than\ \d+)
    | may\ (?:not\ be|contain)
    | contains\ (?:affiliate|graphic|spoilers|content) )\b
    | (?:our\ standards|all\ rights|©|\(c\)\ |\(?copyright\b|reproduction|republish|
        published\ by|distributed\ by|syndicat)
    | \(?(?:additional|extra)\ reporting
    | \(?with\ reporting\ (?:by|from)\b
    | \(?(?:reporting|writing|editing|compiled|translated|edited|written|
        photography)\ by\b
    | (?:skip|menu|search|home|home\ ?page|loading|navigation|newsletters?|breaking\ news)\b\W*$
    | \#{2,}
    | -{2,}\W*$
    | https?://\S+$
    | www\.\S+$
    | @\w+\W*$
    )""",
    re.VERBOSE,
)
# "Support us", but neither "Support US troops" nor "Tell us apart".
_APPEAL = re.compile(
    r"(?:Like|Join|Find|Contact|E-?mail|Support|Message|Text|Tell|Write to|Visit|Follow) us\b"
)
_CREDITS = re.compile(
    r"contributed (?:to (?:this|the) (?:report|story|article)|reporting)"
    r"|alternate addresses|\ball rights reserved\b"
    r"|may not be (?:published|reproduced|broadcast)"
    r"|\bwishing to reproduce\b|cookies? (?:policy|settings|to (?:improve|give|provide|ensure))"
    r"|permission of the (?:publisher|author)|trust principles|has been viewed [\d,]+ times"
    r"|\bacrobat reader\b|\bflash player\b|\b(?:enable|requires?) javascript\b"
    r"|\bcan be reached (?:at|on|via)\b|\bdownload (?:the|our) [\w ]{0,30}app\b"
    r"|^[^\"“']*\b(?:you|your|our)\b[^\"“']*"
    r"\b(?:subscri\w+|site pass|premium|free trial|newsletters?|registration required)\b"
    r"|^[^\"“']*\b(?:subscribers?|site pass|free trial)\b[^\"“']*\b(?:you|your|our)\b",
)
_CREDIT_WORDS = (
    "contribut", "alternate addr", "rights res", "not be", "wishing to", "cookie", "permission of",
    "trust princ", "been viewed", "acrobat", "flash pl", "javascript", "be reached", "subscri",
    "site pass", "free trial", "download ", "newsletter", "premium",
)  # fmt: skip
_CONTACT = re.compile(
    r"(?:contact|e-?mail|reach|call|write to)\b.{3,80}(?:\S@\S|\d{3}[-. ]\d{3,4})"
)
_AUTHOR = re.compile(
    r"\b(?:is|are|was) (?:an? |the )?(?:[\w’'-]+ ){0,3}"
    r"(?:contributors?|columnist|freelance|fellow|professor|correspondent|reporter|writer|editor|"
    r"author) (?:to|for|at|of|with|based|covering|who|in)\b"
    r"|^[A-Z][^.]{3,120}, (?:an?|the) [^.]{3,120}, (?:writes|reports) (?:on|about|for|from)\b"
    r"|\b(?:weekly|daily|monthly) (?:letter|newsletter|podcast|bulletin|e-?mail)\b"
)

# After such a line, near the end, nothing belongs to the article.
_END = re.compile(
    r"""[^\w\s"“”'‘’«»„]{0,3}\s?(?:
      you\ (?:may|might)\ also\b
    | (?:related|recommended|suggested|popular|similar)\ (?:stories|articles|topics|content|
        links?|news|coverage|reading|posts|for\ you|videos?)
    | related\W*$
    | recommended\W*$
    | (?:trending|sponsored|promoted)(?:\ (?:now|stories|content|links?|posts?|on))?\W*$
    | around\ the\ web
    | from\ around
    | read\ (?:more\ (?:from|on|about|at|:)|next|also)\b
    | more\ (?:from|on\ this|stories|news|like\ this|in\ this|top\ stories|about)\b
    | what\ to\ read\ next
    | up\ next
    | most\ (?:read|popular|viewed|shared|commented)\b
    | (?:top|latest|other|more|breaking)\ (?:stories|headlines|news)\b
    | editors?['’]?s?\ (?:picks?|choice)
    | (?:prev|previous|next)(?:\ (?:article|post|story))?\W*$
    | see\ also\b
    | also\ (?:read|from\ this|in\ this)\b
    | (?:\d+\ )?comments?\W*\d*\W*$
    | (?:leave|post|add)\ a\ (?:comment|reply)
    | join\ the\ (?:conversation|discussion)
    | about\ the\ authors?
    | (?:tags?|topics?|filed\ under|keywords)\s*[:|]
    | (?:share|e-?mail|print)\ this\b
    | follow\ us\b
    | ©\ | copyright\ (?:©|\(c\)|\d|by)
    | \#\#\#
    | \W?end(?:s|\W?/\d+)?\W*$
    | -\ ?30\ ?-
    | lees\ ook
    | leia\ (?:mais|tamb[ée]m)
    | [aà]\ lire\ aussi
    | lire\ aussi
    | mehr\ zum\ thema
    | lesen\ sie\ auch
    | leggi\ anche
    | lea\ tambi[ée]n
    | te\ puede\ interesar
    | l[äa]s\ (?:mer|ocks[åa])
    | читайте\ (?:также|ещё)
    | читайте\ також
    )""",
    re.VERBOSE,
)
_PAGER = re.compile(r"\W{0,3}(?:PREV|PREVIOUS|NEXT)\b")
_LONGEST_MARK = 12

_LONGEST_SHOUT = 15


def is_furniture(line: str) -> bool:
    """Whether `line` belongs to the page and not to the article, although it may be a sentence."""
    spaces = line.count(" ")
    if spaces >= _LONGEST:
        return False
    if spaces < _LONGEST_SHOUT and line.isupper() and line.isascii():
        return True
    lowered = line.lower()
    if _FURNITURE.match(lowered) or _APPEAL.match(line) or _CONTACT.match(lowered):
        return True
    return any(word in lowered for word in _CREDIT_WORDS) and bool(_CREDITS.search(lowered))


def is_about_author(line: str) -> bool:
    """Whether `line`, the last of an article, introduces who wrote it or what else they send."""
    return line.count(" ") < _LONGEST and bool(_AUTHOR.search(line))


def opens_other_matter(line: str) -> bool:
    """Whether what follows `line` is about other stories, comments or the site."""
    if _PAGER.match(line) or "alternate addresses" in line:
        return True
    return line.count(" ") < _LONGEST_MARK and bool(_END.match(line.lower()))
