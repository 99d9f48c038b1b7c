"""Words whose exchange makes a true sentence false, and words that may stand for one another.

Every fifth pair, by its checksum, is held out: no model is trained on it, so that faults made
with those pairs show what a check does with words it has never met. "Can" and "because" never are:
there are so few words like them that the checks know them all.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

Pair = tuple[str, str]

_HELD_OUT_OF = 5
_LISTED = frozenset("can because".split())  # of so few words that the checks list them all


class PairTable(NamedTuple):
    """Pairs that training may see, and those held out."""

    trained: tuple[Pair, ...]
    held_out: tuple[Pair, ...]


class Reader(NamedTuple):
    """How a table of pairs is found in a text: what to look for, and what may replace it."""

    pattern: re.Pattern[str]
    replacements: dict[str, tuple[str, ...]]


def is_held_out(pair: Pair) -> bool:
    """Whether a pair is kept from training, by the checksum of "first/second".

    Pairs of auxiliaries and of conjunctions never are: nobody meets a new one of those.
    """
    if any(_LISTED & set(side.split()) for side in pair):
        return False
    return crc32("/".join(pair).encode()) % _HELD_OUT_OF == 0


@lru_cache(maxsize=64)
def reader(pairs: tuple[Pair, ...], *, both_ways: bool) -> Reader:
    """The reader of a table; the longest of several phrases at one place is taken."""
    replacements: dict[str, tuple[str, ...]] = {}
    turned = [(second, first) for first, second in pairs] if both_ways else []
    for word, other in [*pairs, *turned]:
        replacements[word.lower()] = (*replacements.get(word.lower(), ()), other)
    longest_first = sorted(replacements, key=lambda word: (-len(word), word))
    choices = "|".join(map(re.escape, longest_first))
    return Reader(re.compile(rf"(?<![\w'’-])(?:{choices})(?![\w'’-])", re.IGNORECASE), replacements)


def _read(text: str) -> PairTable:
    pairs = [tuple(part.strip() for part in line.split("/")) for line in text.split("|")]
    return _split((first, second) for first, second in pairs)


def _split(pairs: Iterable[Pair]) -> PairTable:
    found = tuple(pairs)
    return PairTable(
        tuple(pair for pair in found if not is_held_out(pair)),
        tuple(pair for pair in found if is_held_out(pair)),
    )


# What might be becomes what is: the first may stand in a source, the second is the lie.
MODALITY = _read(
    """may/will | might/will | could/will | would/did | may have/has | might have/has
    | could have/has | should/will | can/must | plans to/has begun to | plan to/have begun to
    | planned to/began to | is expected to/has agreed to | are expected to/have agreed to
    | was expected to/had agreed to | expected to/certain to | hopes to/will | hope to/will
    | hoped to/was able to | wants to/has decided to | want to/have decided to
    | tried to/managed to | trying to/managing to | attempted to/succeeded in efforts to
    | considering/going ahead with | is considering/has approved | weighing/carrying out
    | suspected/proven | suspects/knows | alleged/confirmed | allegedly/certainly
    | reportedly/definitely | apparently/without doubt | possibly/definitely | possible/certain
    | probably/certainly | likely/certain | potential/actual | perhaps/certainly | some/all
    | many/all | most/all | several/all | few/most | often/always | sometimes/always
    | usually/always | rarely/often | almost/more than | nearly/more than | about half/nearly all
    | at least/at most | up to/more than | called for/secured | calls for/secures
    | threatened to/decided to | threatens to/has decided to | proposed/adopted
    | proposes/has adopted | proposal/decision | offered to/agreed to | asked to/allowed to
    | urged/forced | invited/ordered | recommended/ordered | believed to/known to
    | thought to/proven to | said to/proven to | claims/proves | claimed/proved
    | suggests/proves | suggested/proved | appears to/does | seems to/does
    | in talks with/in agreement with | accused of/convicted of | charged with/convicted of
    | candidate/winner | provisional/final | preliminary/final | unconfirmed/confirmed
    | estimated/counted | temporary/permanent | partly/wholly | partial/complete
    | under consideration/in force | draft/final | fears/evidence | rumours/proof"""
)

# Turned round, either way, the sentence says the opposite or something else.
DIRECTION = _read(
    """rose/fell | rises/falls | rising/falling | rise/fall | climbed/dropped | climbs/drops
    | increase/decrease | increased/decreased | increases/decreases | increasing/decreasing
    | gained/lost | gains/losses | won/lost | wins/loses | win/lose | victory/defeat
    | approved/rejected | approve/reject | approves/rejects | accepted/refused | accept/refuse
    | agreed/refused | began/ended | begin/end | begins/ends | start/finish | started/stopped
    | before/after | earlier/later | more/fewer | more than/less than | higher/lower
    | highest/lowest | larger/smaller | largest/smallest | bigger/smaller | biggest/smallest
    | first/last | north/south | east/west | northern/southern | eastern/western
    | north-east/south-west | up/down | above/below | over/under | left/right | killed/injured
    | dead/wounded | deaths/injuries | support/oppose | supported/opposed | supports/opposes
    | supporters/opponents | confirmed/denied | confirms/denies | admitted/denied
    | allowed/banned | allow/ban | allows/bans | legal/illegal | guilty/innocent
    | convicted/acquitted | arrested/released | jailed/freed | opened/closed | opening/closing
    | open/shut | bought/sold | buy/sell | buying/selling | arrived/left | arrive/leave
    | entered/left | joined/left | men/women | man/woman | boy/girl | boys/girls | father/mother
    | son/daughter | brother/sister | husband/wife | he/she | his/her | himself/herself
    | former/current | public/private | domestic/foreign | local/national | rich/poor
    | richest/poorest | oldest/youngest | older/younger | old/new | strong/weak
    | stronger/weaker | better/worse | best/worst | success/failure | successful/failed
    | succeeded/failed | positive/negative | attack/defend | attacked/defended
    | praised/criticised | praise/criticism | welcomed/condemned | friendly/hostile
    | imports/exports | import/export | winner/loser | majority/minority | many/few
    | always/never | long/short | longer/shorter | inside/outside | indoors/outdoors
    | increase/reduce | raised/cut | raise/cut | raising/cutting | improved/worsened
    | improve/worsen | expected/unexpected | able/unable | possible/impossible | safe/dangerous
    | healthy/ill | cheap/expensive | cheaper/dearer | early/late | fast/slow | faster/slower
    | hot/cold | wet/dry | day/night | morning/evening | ahead of/behind
    | including/excluding | victims/attackers | teacher/pupil | employer/employee
    | landlord/tenant | doctor/patient | army/police | government/opposition
    | president/minister | chairman/secretary | million/billion | thousand/million
    | seconds/minutes | minutes/hours | hours/days | days/weeks | weeks/months | months/years
    | metres/kilometres | miles/feet | pounds/dollars | euros/dollars | profit/loss
    | profits/losses | deficit/surplus | hired/fired | appointed/dismissed
    | resigned/was appointed | strengthened/weakened | strengthen/weaken | expand/shrink
    | expanded/shrank | advance/retreat | advanced/retreated | lend/borrow | lent/borrowed
    | paid/received | gave/took | sent/received | top/bottom | upper/lower | major/minor
    | increase in/drop in | permanent/temporary | optimistic/pessimistic | hope/fear
    | hopes/fears | peace/war | ally/enemy | allies/enemies | same/opposite | few/most
    | remember/forget | accused/cleared | blamed/thanked | encouraged/discouraged
    | extended/shortened | delayed/brought forward | voted for/voted against
    | in favour of/against | because of/in spite of | although/because | upheld/overturned"""
)

# Either may stand for the other in a report, and the sentence stays true.
SAME = _read(
    """killed/left dead | begin/start | began/started | begins/starts | purchase/buy
    | purchased/bought | attempt to/try to | attempted to/tried to | however/but | about/roughly
    | about/around | approximately/about | nearly/almost | large/big | largest/biggest
    | children/kids | physician/doctor | assist/help | assisted/helped | also/in addition
    | stated/said | told reporters/said | announced/said | obtain/get | obtained/got
    | allow/permit | allowed/permitted | show/indicate | showed/indicated | shows/indicates
    | require/need | required/needed | requires/needs | requested/asked for | vehicle/car
    | automobile/car | injured/hurt | wounded/hurt | assault/attack | blast/explosion
    | fire/blaze | per cent/percent | United States/US | U.S./US | United Kingdom/UK
    | European Union/EU | United Nations/UN | film/movie | because/since | although/though
    | while/whereas | several/a number of | more than/over | less than/under | ended/finished
    | ends/finishes | quickly/rapidly | huge/enormous | important/significant | end/finish
    | whole/entire | talks/negotiations | choose/pick | chose/picked | elderly/old
    | company/firm | companies/firms | lawyer/attorney | residents/people living there
    | resign/step down | resigned/stepped down | demonstrators/protesters | policeman/officer
    | prison/jail | sentenced/given a sentence | receive/get | received/got | use/employ
    | responded/answered | error/mistake | errors/mistakes | rival/competitor | chief/head
    | discover/find | discovered/found | following/after | prior to/before | currently/now
    | presently/now | soon/shortly | frequently/often | speak/talk | spoke/talked"""
)
