"""A person asks, and the whole bot answers: Bolt, the queue, the workers, a Slack on loopback."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from briefer.errors import ModelUnavailable
from briefer.rendering.slack import REPORT_ID, TOPIC_ID, SlackMessage
from briefer.store.bot import read_feedback
from tests.rendering.slack_oracles import check_message, check_view
from tests.slack.bot import Bot, Newsroom, told, wait_for
from tests.slack.payloads import action, command, home_opened, mention, submission
from tests.slack.server import SlackServer


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def bot(slack: SlackServer, place: str, newsroom: Newsroom) -> Iterator[Bot]:
    with Bot(slack, place, newsroom) as running:
        yield running
    check_everything_sent(slack)


def check_everything_sent(slack: SlackServer) -> None:
    """Slack would take every message and window that went out."""
    for method in ("chat.postMessage", "chat.update", "chat.postEphemeral"):
        for given in slack.called(method):
            blocks = tuple(given.get("blocks") or ())
            check_message(SlackMessage(text=given["text"], blocks=blocks))
    for method in ("views.open", "views.push", "views.publish"):
        for given in slack.called(method):
            check_view(given["view"])


def tops(slack: SlackServer, channel: str = "C1") -> list[dict[str, Any]]:
    """The messages of a channel that are no replies."""
    return [message for message in slack.messages[channel] if not message.get("thread_ts")]


def ids_in(slack: SlackServer, channel: str = "C1") -> list[str]:
    """The values of the claims' menus in a channel, the first option of each."""
    return [
        block["accessory"]["options"][0]["value"]
        for message in slack.messages[channel]
        for block in message["blocks"]
        if block.get("accessory", {}).get("action_id") == "claim_menu"
    ]


# --- asking -----------------------------------------------------------------------------------


def test_a_command_is_acknowledged_and_its_working_message_becomes_the_brief(
    bot: Bot, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.seconds = 0.3
    response = bot.send(command("2024-03-14 oil refineries"))
    assert (response.status, told(response)) == (200, {})
    wait_for(lambda: slack.messages["C1"])
    assert "oil refineries" in slack.texts("C1")[0]
    assert "bridge" not in slack.texts("C1")[0]
    bot.settled()
    (message,) = tops(slack)
    assert "bridge" in message["text"].lower()
    assert len(ids_in(slack)) == 4
    (request,) = newsroom.asked
    assert (str(request.date), request.topic) == ("2024-03-14", "oil refineries")


def test_a_mention_in_a_thread_is_answered_there(bot: Bot, slack: SlackServer) -> None:
    assert bot.send(mention("<@U0BOT> 2024-03-14", thread_ts="7.7")).status == 200
    bot.settled()
    message, *rest = slack.messages["C1"]
    assert {one["thread_ts"] for one in [message, *rest]} == {"7.7"}
    assert "bridge" in message["text"].lower()


def test_the_bots_own_mentions_are_left_alone(bot: Bot, slack: SlackServer) -> None:
    bot.send(mention("<@U0BOT> 2024-03-14", bot_id="B9"))
    bot.settled()
    assert slack.messages == {}


def test_help_and_a_bad_day_are_answered_at_once_and_to_one_person(
    bot: Bot, slack: SlackServer
) -> None:
    helped = told(bot.send(command("help", trigger="t1")))
    refused = told(bot.send(command("2024-02-30 <oil>", trigger="t2")))
    assert helped["response_type"] == refused["response_type"] == "ephemeral"
    assert "/brief" in str(helped["blocks"])
    assert "“2024-02-30” is not a day" in refused["text"]
    bot.settled()
    assert slack.messages == {}


def test_a_mention_with_a_bad_day_is_answered_to_one_person(bot: Bot, slack: SlackServer) -> None:
    bot.send(mention("<@U0BOT> 14.03.2024", event_id="Ev1"))
    bot.send(mention("<@U0BOT> help", event_id="Ev2"))
    bot.settled()
    whispers = slack.called("chat.postEphemeral")
    assert {one["user"] for one in whispers} == {"U1"}
    assert len(whispers) == 2
    assert any("14.03.2024" in one["text"] for one in whispers)
    assert slack.messages == {}


def test_a_day_without_news_is_told_with_nothing_of_it_as_markup(
    bot: Bot, slack: SlackServer
) -> None:
    bot.send(command("1999-01-01"))
    bot.settled()
    (text,) = slack.texts("C1")
    assert "nothing was published on 1999-01-01" in text
    assert "<!channel>" not in text


def test_two_people_who_ask_for_one_brief_get_one_computation(
    bot: Bot, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.seconds = 0.3
    bot.send(command("2024-03-14", trigger="t1"))
    bot.send(command("2024-03-14", trigger="t2", user_id="U2", channel_id="C2"))
    bot.settled()
    assert len(newsroom.asked) == 1
    assert len(tops(slack, "C1")) == len(tops(slack, "C2")) == 1
    assert ids_in(slack, "C1") == ids_in(slack, "C2")


def test_the_same_brief_is_made_anew_when_an_article_has_come(
    bot: Bot, slack: SlackServer, newsroom: Newsroom, place: str
) -> None:
    from briefer.store import open_store
    from tests.store.articles import DAY, make_article

    bot.send(command("2024-03-14", trigger="t1"))
    bot.settled()
    with open_store(place, create=True) as articles:
        articles.add([make_article("The ferry sank.", DAY)], seen=DAY)
    bot.send(command("2024-03-14", trigger="t2"))
    bot.settled()
    assert len(newsroom.asked) == 2


def test_a_degraded_brief_is_not_given_again(
    bot: Bot, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.brief = newsroom.brief.model_copy(update={"degraded": True})
    for trigger in ("t1", "t2"):
        bot.send(command("2024-03-14", trigger=trigger))
        bot.settled()
    assert len(newsroom.asked) == 2


def test_where_the_bot_is_not_the_person_is_told(bot: Bot, slack: SlackServer) -> None:
    slack.always["chat.postMessage"] = "not_in_channel"
    bot.send(command("2024-03-14", response_url=f"{slack.url}respond"))
    bot.settled()
    (answer,) = slack.called("respond")
    assert "/invite" in answer["text"]
    assert answer["response_type"] == "ephemeral"


def test_a_brief_that_cannot_be_made_ends_in_a_sentence(
    bot: Bot, slack: SlackServer, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefer.slack.workers._FIRST_WAIT_S", 0.01)
    newsroom.failures = [ModelUnavailable("10.0.0.7 cannot be reached")] * 9
    bot.send(command("2024-03-14"))
    bot.settled()
    (text,) = slack.texts("C1")
    assert "could not be made" in text
    assert "10.0.0.7" not in text
    assert len(newsroom.asked) == 3


def test_a_working_message_that_somebody_deleted_is_no_reason_for_silence(
    bot: Bot, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.seconds = 0.5
    bot.send(command("2024-03-14"))
    wait_for(lambda: slack.messages["C1"])
    slack.messages["C1"].clear()
    bot.settled()
    (message,) = tops(slack)
    assert "bridge" in message["text"].lower()


def test_a_long_brief_goes_on_in_its_thread(
    bot: Bot, slack: SlackServer, newsroom: Newsroom
) -> None:
    story = newsroom.brief.stories[0]
    stories = tuple(story.model_copy(update={"id": f"s{number}"}) for number in range(60))
    newsroom.brief = newsroom.brief.model_copy(update={"stories": stories})
    bot.send(command("2024-03-14"))
    bot.settled()
    first, *rest = slack.messages["C1"]
    assert rest
    assert {one["thread_ts"] for one in rest} == {first["ts"]}
    assert all(len(one["blocks"]) <= 50 for one in slack.messages["C1"])


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long"])
def test_a_rejected_brief_comes_as_short_text(bot: Bot, slack: SlackServer, code: str) -> None:
    slack.faults["chat.update"] = [code]
    bot.send(command("2024-03-14"))
    bot.settled()
    (message,) = tops(slack)
    assert "Harbour bridge" in message["text"].replace("\u2060", "")
    assert not message.get("blocks")


def test_rate_limits_and_errors_only_delay_the_brief(
    bot: Bot, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefer.slack.workers._FIRST_WAIT_S", 0.01)
    slack.faults["chat.postMessage"] = ["429", "lost", "500", "html"]
    slack.faults["conversations.history"] = ["500", "429"]
    slack.faults["chat.update"] = ["500", "lost", "429", "html"]
    bot.send(command("2024-03-14"))
    bot.settled(30)
    (message,) = tops(slack)
    assert "bridge" in message["text"].lower()


# --- deliveries -------------------------------------------------------------------------------


def test_an_event_delivered_four_times_is_done_once(
    bot: Bot, slack: SlackServer, newsroom: Newsroom
) -> None:
    payloads = [
        *(mention(f"<@U0BOT> 2024-03-{day}", event_id=f"Ev{day}") for day in range(10, 20)),
        *(command(f"2024-04-{day}", trigger=f"t{day}") for day in range(10, 20)),
    ]
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda one: bot.send(one).status, payloads * 4))
    assert set(statuses) == {200}
    bot.settled(30)
    assert len(tops(slack)) == 20
    assert len(newsroom.asked) == 20


def test_acknowledgements_do_not_wait_for_the_model(
    bot: Bot, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.seconds = 2.0
    waits = []
    for number in range(20):
        started = time.perf_counter()
        bot.send(command(f"2024-03-{10 + number}", trigger=f"t{number}"))
        waits.append(time.perf_counter() - started)
    assert max(waits) < 2.0
    assert sorted(waits)[len(waits) // 2] < 0.5


def test_while_the_store_is_locked_a_person_is_told_and_an_event_comes_again(
    bot: Bot, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefer.slack.service._ACKNOWLEDGE_WITHIN_S", 0.1)
    with bot.store() as store, store.queue._tables.writing():
        asked = bot.send(command("2024-03-14"))
        event = bot.send(mention("<@U0BOT> 2024-03-14"))
    assert "ask again" in told(asked)["text"]
    assert event.status == 500
    assert bot.send(mention("<@U0BOT> 2024-03-14")).status == 200


# --- evidence and reports ---------------------------------------------------------------------


@pytest.fixture
def claim(bot: Bot, slack: SlackServer) -> str:
    """KEY:CLAIM_ID of the first claim of a brief that is in the channel."""
    bot.send(command("2024-03-14", trigger="brief"))
    bot.settled()
    return ids_in(slack)[0].partition(":")[2]


def test_a_menu_opens_the_evidence_once(bot: Bot, slack: SlackServer, claim: str) -> None:
    chosen = action("claim_menu", selected_option={"value": f"show_evidence:{claim}"})
    for _ in range(3):
        assert bot.send(chosen).status == 200
    wait_for(lambda: slack.called("views.open"))
    bot.service.stop(5)
    (opened,) = slack.called("views.open")
    assert opened["trigger_id"] == "t1"
    assert "The bridge shut at noon." in str(opened["view"])


def test_a_report_from_the_evidence_is_kept_once_with_its_claim_and_passages(
    bot: Bot, slack: SlackServer, claim: str
) -> None:
    within = {"type": "modal", "id": "V0"}
    bot.send(action("wrong_citation", value=claim, trigger="t2", view=within))
    wait_for(lambda: slack.called("views.push"))
    form = slack.called("views.push")[0]["view"]
    assert form["callback_id"] == REPORT_ID
    chosen = {"type": "static_select", "selected_option": {"value": "figures"}}
    note = {"type": "plain_text_input", "value": "It shut at one."}
    sent = submission(form, {"problem": chosen, "note": note}, trigger="t3")
    answers = [told(bot.send(sent)) for _ in range(4)]
    assert {answer["response_action"] for answer in answers} == {"update"}
    assert "Thank you" in str(answers[0]["view"])
    check_view(answers[0]["view"])
    with bot.store() as store:
        (report,) = read_feedback(store)
        brief = store.archive.read(report.brief)
    assert brief is not None
    assert f"{report.brief}:{report.claim}" == claim
    assert (report.kind, report.problem, report.note) == (
        "wrong_citation", "figures", "It shut at one.")  # fmt: skip
    assert report.passages == brief.stories[0].claims[0].citations
    assert report.reporter == "U1"


def test_a_missing_fact_is_kept_with_its_link(bot: Bot, slack: SlackServer, claim: str) -> None:
    bot.send(action("claim_menu", selected_option={"value": f"missing_fact:{claim}"}, trigger="t2"))
    wait_for(lambda: slack.called("views.open"))
    form = slack.called("views.open")[0]["view"]
    fields = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    values = dict(zip(fields, ("Ferries ran late.", "https://gazette.example/f"), strict=True))
    filled = {name: {"type": "plain_text_input", "value": text} for name, text in values.items()}
    bot.send(submission(form, filled, trigger="t3"))
    with bot.store() as store:
        (report,) = read_feedback(store)
    assert (report.kind, report.note, report.link) == (
        "missing_fact", "Ferries ran late.", "https://gazette.example/f")  # fmt: skip


def test_a_brief_that_is_no_longer_kept_is_told(bot: Bot, slack: SlackServer) -> None:
    bot.send(action("claim_menu", selected_option={"value": "show_evidence:0000:s1.c1"}))
    wait_for(lambda: slack.called("views.open"))
    assert "no longer kept" in str(slack.called("views.open")[0]["view"])


def test_a_made_up_value_opens_nothing(bot: Bot, slack: SlackServer) -> None:
    assert bot.send(action("claim_menu", selected_option={"value": "nonsense"})).status == 200
    assert bot.send(action("unheard_of", trigger="t2")).status == 200
    bot.settled()
    assert slack.called("views.open") == []


# --- Home -------------------------------------------------------------------------------------


def last_home(slack: SlackServer) -> dict[str, Any]:
    view: dict[str, Any] = slack.called("views.publish")[-1]["view"]
    return view


def test_home_shows_the_last_brief_and_follows_a_persons_choices(
    bot: Bot, slack: SlackServer, claim: str
) -> None:
    bot.send(home_opened(event_id="h1"))
    bot.settled()
    assert "Night opening at the library" in str(last_home(slack))
    assert "https://harbour.slack.com/C1/" in str(last_home(slack))

    bot.send(action("add_topic", trigger="t2", view={"type": "home"}))
    wait_for(lambda: slack.called("views.open"))
    form = slack.called("views.open")[0]["view"]
    assert form["callback_id"] == TOPIC_ID
    (field,) = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    filled = {field: {"type": "plain_text_input", "value": "bridge"}}
    bot.send(submission(form, filled, trigger="t3"))
    bot.settled()
    assert "Night opening at the library" not in str(last_home(slack))
    assert "Harbour bridge shut" in str(last_home(slack))

    bot.send(
        action("choose_language", selected_option={"value": "de"}, trigger="t4",
               view={"type": "home"})
    )  # fmt: skip
    bot.settled()
    assert "Deutsch" in str(last_home(slack))
    refused = told(bot.send(command("2024-02-30", trigger="t5")))
    assert "ist kein Tag" in refused["text"]

    bot.send(action("remove_topic", value="bridge", trigger="t6", view={"type": "home"}))
    bot.settled()
    assert "Night opening at the library" in str(last_home(slack))


def test_home_makes_a_brief_when_asked(bot: Bot, slack: SlackServer, newsroom: Newsroom) -> None:
    bot.send(home_opened())
    bot.settled()
    bot.send(action("brief_now", view={"type": "home"}))
    bot.settled()
    assert len(newsroom.asked) == 1
    assert "Night opening at the library" in str(last_home(slack))
