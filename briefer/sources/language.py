"""Which language a text is in, told by its script and its commonest words.

A table of function words instead of a model: it needs no weights, takes some 0.1 ms, and says
None rather than guess. Enough to tell English from the rest; not a general language identifier.
"""

import re
from collections import Counter

_SAMPLE_CHARACTERS = 1200
_FEWEST_HITS = 5
_SMALLEST_SHARE = 0.15
_LEAD = 1.25
_CLEARLY_ENGLISH = 0.3
_BYTES_OF_OTHER_SCRIPTS = 1.4
_WORD = re.compile(r"[^\W\d_]+")

# The commonest short words of each language, those shared by close relatives included.
_COMMON_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in a is that for on was with as it by at from be are this have has "
        "not but said his her which he they were an will their had been who or would after",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als "
        "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
        "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se "
        "ce il sont avec été son cette aux ont mais nous ses elle ces leur après selon l d",
        "es": "de la que el en y a los del se las por un para con no una su al lo como más pero "
        "sus le ha este sí porque esta entre cuando muy sin sobre también fue había según",
        "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas foi "
        "ao ele das tem à seu sua ou ser quando muito há nos já também pelo pela até isso segundo",
        "it": "di e il la che in a per un del è non una i le con si da al dei nel alla della sono "
        "come anche più ha gli ma dal delle lo su questo hanno stato dopo o ai degli",
        "nl": "de van het een en in is dat op te voor met zijn die niet aan er om ook als dan bij "
        "maar uit nog worden door naar heeft tot ze zich hij over wordt was deze had werd",
        "sv": "och i att det som en på är av för med den till har de inte om ett han men var jag "
        "sig från vi så kan när efter nu även vid säger under också hade",
        "da": "og i at det en den til er som på de med han af for ikke der var mig sig men et har "
        "om vi havde fra skulle kunne blev efter være siger også når eller",
        "no": "og i det på som er en til å han av for at med var de ikke den har jeg et men om vi "
        "seg fra så ble etter kan være sier også når ved eller skal",
        "fi": "ja on ei että se hän oli mutta ovat kun myös joka sen mukaan ole tai kuin jos niin "
        "vain sekä hänen olisi mitä nyt vielä noin jo jälkeen",
        "pl": "w i na z się nie do to że jest o jak po od za przez dla ale był są tym co oraz "
        "został może tylko także już tego ze która który",
        "cs": "a se v na je že s z do o k i to by za ale pro jsou po jako byl podle od jeho které "
        "který také ve jak už nebo při však",
        "hu": "a az és hogy nem is egy van ez volt meg de mint el csak már azt még szerint ki vagy "
        "lesz sem után amely",
        "ro": "de și în a la cu că pe din nu o un care mai au pentru fost este ce sau prin după se "
        "al lui sunt ale dar",
        "tr": "ve bir bu için da de ile çok olarak daha olan ne en gibi var kadar sonra olduğu "
        "dedi ancak ise değil",
        "id": "yang dan di dengan untuk dari ini dalam pada itu tidak akan ke juga oleh ada telah "
        "adalah tersebut bisa atau mereka sudah kata karena",
        "vi": "và của là có được trong cho không với các một người đã những này để khi từ đến về",
        "sw": "ya na wa kwa ni katika la kuwa hiyo huyo alisema cha za kama hii hilo baada",
    }.items()
}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("uk", re.compile("[іїєґ]")),
    ("sr", re.compile("[ђћџљњј]")),
    ("ru", re.compile("[ыэё]")),
    ("bg", re.compile("[\u0400-\u04ff]")),
)


def detect_language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the language of `text`; `declared` where the text does not tell.

    A page's template often declares the wrong language, so clear evidence in the text wins.
    """
    sample = text[:_SAMPLE_CHARACTERS].lower().replace("\ufffd", "")
    found = None if sample.isascii() else _by_script(sample)
    return found or _by_common_words(sample) or _code(declared)


def _by_script(sample: str) -> str | None:
    if len(sample.encode()) < _BYTES_OF_OTHER_SCRIPTS * len(sample):
        return None
    letters = sum(character.isalpha() for character in sample)
    for language, pattern in _SCRIPTS:
        if len(pattern.findall(sample)) * 50 > letters:
            return language
    return None


def _by_common_words(sample: str) -> str | None:
    counts = Counter(_WORD.findall(sample))
    english = sum(counts[word] for word in _COMMON_WORDS["en"] & counts.keys())
    if english > max(_FEWEST_HITS, _CLEARLY_ENGLISH * counts.total()):
        return "en"
    scores = sorted(
        (sum(counts[word] for word in common & counts.keys()), language)
        for language, common in _COMMON_WORDS.items()
    )
    (second, _), (best, language) = scores[-2:]
    enough = max(_FEWEST_HITS, _SMALLEST_SHARE * counts.total(), _LEAD * second)
    return language if best >= enough else None


def _code(declared: str | None) -> str | None:
    code = re.split(r"[-_]", (declared or "").strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
