"""A name at its first mention: in full and with the role, as the articles give it."""

import re
from collections.abc import Sequence

from briefer.language.names import find_names, name_words
from briefer.writing.extractive.naming import Phrased
from briefer.writing.extractive.people import People, Person
from briefer.writing.extractive.reading import mask_quotations

_COURTESY = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?"
_PARTICLE = re.compile(
    r"\b(?:de|del|della|di|da|dos|van|von|der|den|la|le|bin|ibn|al|el|ter|ten)[\s-]$"
)


def introduce_people(claims: Sequence[Phrased], people: People) -> list[Phrased]:
    """The claims in order, each person's first bare surname made "role First Surname".

    The passage that introduces the person is cited beside the claim's own. Nothing changes where
    no evidence passage introduces the person, or where the name is already there in full.
    """
    met: set[str] = set()
    introduced: list[Phrased] = []
    for claim in claims:
        for person in people.named_in(mask_quotations(claim.text)):
            if person.surname not in met:
                met.add(person.surname)
                claim = _introduce(claim, person)  # noqa: PLW2901  one claim may name several
        introduced.append(claim)
    return introduced


def _introduce(claim: Phrased, person: Person) -> Phrased:
    masked = mask_quotations(claim.text)
    if re.search(rf"(?<![\w-]){re.escape(person.name)}(?![\w-])", masked):
        return claim
    bare = re.search(rf"(?<![\w-]){_COURTESY}{re.escape(person.surname)}(?![\w-])", masked)
    if bare is None or _has_other_first_name(masked, bare.end()):
        return claim
    if _PARTICLE.search(masked[: bare.start()]):
        return claim
    best = _best_introduction(claim, person)
    if best is None:
        return claim
    passage_id, phrase = best
    if bare.start() == 0:
        phrase = phrase[:1].upper() + phrase[1:]
    text = claim.text[: bare.start()] + phrase + claim.text[bare.end() :]
    cited = (
        claim.passage_ids if passage_id in claim.passage_ids else (*claim.passage_ids, passage_id)
    )
    return Phrased(text, cited)


def _has_other_first_name(masked: str, end: int) -> bool:
    """Whether the surname that ends at `end` is the last word of a longer name."""
    return any(
        name.start < end <= name.end and len(name_words(name.text)) > 1
        for name in find_names(masked)
    )


def _best_introduction(claim: Phrased, person: Person) -> tuple[str, str] | None:
    """The introduction with a role, preferably of a passage cited already, else the shortest."""
    choices = sorted(
        person.introductions.items(),
        key=lambda item: (
            item[1] == person.name,
            item[0] not in claim.passage_ids,
            not item[1][:1].isupper(),
            len(item[1]),
            item[0],
        ),
    )
    return choices[0] if choices else None
