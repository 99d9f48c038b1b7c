"""What the interface says, in every language it speaks.

A catalogue that lacks a word fails to load. Names in braces are filled in; counted phrases have
the forms that the language counts with.
"""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Literal, NamedTuple

from briefer.models import DateBasis, Frozen

Language = Literal["en", "de", "uk"]
Problem = Literal["unsupported", "figures", "context", "other"]

LANGUAGES: Mapping[Language, str] = {"en": "English", "de": "Deutsch", "uk": "Українська"}

_THOUSANDS: Mapping[Language, str] = {"en": ",", "de": ".", "uk": "\u202f"}
_MODULES: Mapping[Language, str] = {
    "en": "briefer.rendering.slack.english",
    "de": "briefer.rendering.slack.german",
    "uk": "briefer.rendering.slack.ukrainian",
}


class Counted(NamedTuple):
    """A phrase with `{n}`: for one, for a few (2–4 in Ukrainian), for all other numbers."""

    one: str
    few: str
    many: str

    def of(self, number: int, language: Language) -> str:
        """The phrase for `number`, by the plural rules of Unicode's CLDR."""
        grouped = f"{number:,}".replace(",", _THOUSANDS[language])
        return self._form(number, language).format(n=grouped)

    def _form(self, number: int, language: Language) -> str:
        if language != "uk":
            return self.one if number == 1 else self.many
        if number % 10 == 1 and number % 100 != 11:
            return self.one
        few = number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}
        return self.few if few else self.many


def counted(one: str, many: str) -> Counted:
    """A phrase of a language with two forms."""
    return Counted(one, many, many)


class Wording(Frozen):
    """Every word of the interface in one language."""

    weekdays: tuple[str, str, str, str, str, str, str]
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    long_day: str

    stories: Counted
    articles: Counted
    extent: str
    voices: Counted
    more: Counted
    more_in_thread: Counted
    disagree: str
    degraded: str
    degraded_extractive: str
    degraded_other: str
    no_reason: str
    partial: str
    unsupported: str
    to_check: str
    checks: Mapping[str, str]

    claims: Counted
    all_supported: str
    some_supported: str
    no_claims: str
    repaired: Counted
    replaced: Counted
    dropped: Counted
    extractive_writer: str
    replay_writer: str
    other_writer: str
    tokens: Counted
    cost_unknown: str
    considered: Counted
    left_out: Counted
    none_left_out: str
    left_out_heading: str

    continues: str
    continued: str
    sources: str
    not_quoted: str
    shortened: Counted
    basis: Mapping[DateBasis, str]
    based_on: Mapping[DateBasis, str]

    show_evidence: str
    wrong_citation: str
    missing_fact: str
    evidence_title: str
    close: str
    send: str
    cancel: str
    supported: str
    passages: Counted
    in_context: str
    without_context: str

    wrong_title: str
    missing_title: str
    about_claim: str
    about_brief: str
    problem: str
    problems: Mapping[Problem, str]
    note: str
    missing: str
    missing_hint: str
    link: str

    home_title: str
    no_brief: str
    brief_now: str
    open_brief: str
    topics: str
    no_topics: str
    add_topic: str
    remove: str
    topic: str
    topic_hint: str
    schedule: str
    no_schedule: str
    language: str

    working: str
    working_note: str
    not_shown: str
    correction: Counted
    correction_none: str
    help_title: str
    help_commands: tuple[tuple[str, str], ...]
    help_claims: str

    def day(self, day: date) -> str:
        """A day as people write it."""
        return self.long_day.format(
            weekday=self.weekdays[day.weekday()],
            day=day.day,
            month=self.months[day.month - 1],
            year=day.year,
        )


def wording(language: Language) -> Wording:
    """The catalogue of `language`."""
    found: Wording = import_module(_MODULES[language]).WORDING
    return found
