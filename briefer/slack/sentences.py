"""The bot's own one-sentence answers, in every language of the interface.

What stands in messages and windows of `briefer.rendering.slack` has its catalogue there.
"""

from collections.abc import Mapping

from briefer.rendering.slack import LANGUAGES, Language, SlackMessage, escape_mrkdwn

SENTENCES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "not_a_day": (
            "“{word}” is not a day; write YYYY-MM-DD, today or yesterday, as in `/brief "
            "2024-03-14 oil refineries`."
        ),
        "busy": "I could not write down your request just now; please ask again in a moment.",
        "not_here": "I am not in this channel: invite me with `/invite @Brief`, then ask again.",
        "nothing": "There is no brief for {day}: {reason}.",
        "sorry": "The brief for {day} could not be made; what went wrong is in the bot’s log.",
        "thanks": "Thank you. Your report is kept with the brief, the sentence and its sources.",
        "gone": "That brief is no longer kept here; ask for it again with /brief.",
    },
    "de": {
        "not_a_day": (
            "„{word}“ ist kein Tag; schreiben Sie JJJJ-MM-TT, today (heute) oder yesterday "
            "(gestern), etwa `/brief 2024-03-14 oil refineries`."
        ),
        "busy": (
            "Ich konnte Ihre Anfrage gerade nicht notieren; bitte fragen Sie gleich noch einmal."
        ),
        "not_here": (
            "Ich bin nicht in diesem Kanal: Laden Sie mich mit `/invite @Brief` ein und fragen "
            "Sie noch einmal."
        ),
        "nothing": "Für {day} gibt es keine Nachrichten: {reason}.",
        "sorry": (
            "Der Überblick für {day} kam nicht zustande; was schiefging, steht im Protokoll des "
            "Bots."
        ),
        "thanks": "Danke. Ihre Meldung ist mit Überblick, Satz und Quellen aufgehoben.",
        "gone": (
            "Dieser Überblick ist nicht mehr aufgehoben; fragen Sie mit `/brief` noch einmal "
            "danach."
        ),
    },
    "uk": {
        "not_a_day": (
            "«{word}» — не день; напишіть РРРР-ММ-ДД, today (сьогодні) або yesterday (вчора), "
            "наприклад `/brief 2024-03-14 oil refineries`."
        ),
        "busy": "Зараз не вдалося записати ваш запит; спитайте, будь ласка, ще раз за мить.",
        "not_here": (
            "Мене немає в цьому каналі: запросіть мене командою `/invite @Brief` і спитайте ще раз."
        ),
        "nothing": "За {day} огляду немає: {reason}.",
        "sorry": "Огляд за {day} не вдалося скласти; що саме сталося, записано в журналі бота.",
        "thanks": "Дякую. Ваше повідомлення збережено разом з оглядом, реченням і його джерелами.",
        "gone": "Цей огляд більше не зберігається; замовте його ще раз командою /brief.",
    },
}


def say_in(language: Language, name: str, **words: object) -> SlackMessage:
    """The sentence of that name, as a message; `words` may be anything strangers wrote."""
    escaped = {key: escape_mrkdwn(str(word)) for key, word in words.items()}
    return SlackMessage(text=SENTENCES[language][name].format(**escaped), blocks=())


def known_language(code: str | None) -> Language:
    """The language of that code, else English."""
    return next((language for language in LANGUAGES if language == code), "en")
