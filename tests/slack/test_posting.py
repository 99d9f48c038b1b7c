"""A message comes once, whatever becomes of the answer or the process."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from slack_sdk import WebClient

from briefer.rendering.slack import SlackMessage
from briefer.slack.api import make_client
from briefer.slack.posting import MAX_ATTEMPTS, Later, NotDelivered, Pace, Sender
from briefer.store.bot import BotStore, Slot
from tests.slack.server import SlackServer

SLOT = Slot(date(2024, 3, 14), "C1", "morning")
BLOCK = {"type": "section", "text": {"type": "plain_text", "text": "The bridge is shut."}}
BRIEF = SlackMessage(text="The bridge is shut.", blocks=(BLOCK,))
SHORT = SlackMessage(text="Short.", blocks=())
MakeSender = Callable[..., Sender]


def test_a_message_is_posted_once_with_its_id(
    slack: SlackServer, store: BotStore, make_sender: MakeSender
) -> None:
    post = make_sender().deliver(SLOT, BRIEF)
    again = make_sender().deliver(SLOT, BRIEF)
    assert (post.state, again) == ("posted", post)
    (message,) = slack.messages["C1"]
    assert message["ts"] == post.ts
    assert message["blocks"] == [BLOCK]
    assert message["metadata"]["event_payload"] == {"id": str(post.id)}
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


@pytest.mark.parametrize("fault", ["lost", "slow", "500", "html", "list", "no ts", "fatal_error"])
def test_an_answer_that_is_lost_leads_to_a_look_and_never_to_a_second_message(
    fault: str, slack: SlackServer, store: BotStore, client: WebClient, make_sender: MakeSender
) -> None:
    client.timeout = 0.2  # type: ignore[assignment]
    slack.slow_s = 0.6
    slack.faults["chat.postMessage"] = [fault]
    with pytest.raises(Later):
        make_sender().deliver(SLOT, BRIEF)
    (unknown,) = store.outbox.in_state("unknown")
    assert unknown.ts is None
    post = make_sender().deliver(SLOT, BRIEF)
    assert post.state == "posted"
    assert [message["ts"] for message in slack.messages["C1"]] == [post.ts]


def test_a_process_that_died_while_sending_is_followed_by_a_look(
    slack: SlackServer, store: BotStore, make_sender: MakeSender
) -> None:
    store.outbox.begin(store.outbox.reserve(SLOT, now=time.time()), now=time.time())
    post = make_sender().deliver(SLOT, BRIEF)
    assert (post.state, post.attempts) == ("posted", 2)
    assert len(slack.called("conversations.history")) == 1
    assert len(slack.messages["C1"]) == 1


def test_it_is_not_looked_for_before_it_must_have_arrived(
    slack: SlackServer, store: BotStore, make_sender: MakeSender
) -> None:
    slack.faults["chat.postMessage"] = ["lost"]
    with pytest.raises(Later):
        make_sender(settle_s=60.0).deliver(SLOT, BRIEF)
    with pytest.raises(Later) as later:
        make_sender(settle_s=60.0).deliver(SLOT, BRIEF)
    assert 55 < later.value.wait_s <= 60
    assert slack.called("conversations.history") == []


@pytest.mark.parametrize("fault", ["missing_scope", "500", "lost"])
def test_while_the_channel_cannot_be_read_a_lost_answer_stays_unknown(
    fault: str, slack: SlackServer, store: BotStore, make_sender: MakeSender
) -> None:
    slack.faults["chat.postMessage"] = ["dropped"]
    slack.always["conversations.history"] = fault
    with pytest.raises(Later):
        make_sender().deliver(SLOT, BRIEF)
    for _ in range(3):
        with pytest.raises(NotDelivered, match="may be posted, and the channel cannot be read"):
            make_sender().deliver(SLOT, BRIEF)
    (unknown,) = store.outbox.in_state("unknown")
    assert unknown.slot == SLOT
    assert slack.messages["C1"] == []


def test_a_message_of_ours_without_its_id_may_be_the_one(
    slack: SlackServer, store: BotStore, make_sender: MakeSender
) -> None:
    slack.faults["chat.postMessage"] = ["lost"]
    slack.strips_metadata = True
    with pytest.raises(Later):
        make_sender().deliver(SLOT, BRIEF)
    with pytest.raises(NotDelivered):
        make_sender().deliver(SLOT, BRIEF)
    assert len(slack.messages["C1"]) == 1


def test_messages_that_never_arrive_are_sent_a_few_times_only(
    slack: SlackServer, store: BotStore, make_sender: MakeSender
) -> None:
    slack.always["chat.postMessage"] = "dropped"
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(Later):
            make_sender().deliver(SLOT, BRIEF)
    with pytest.raises(NotDelivered, match="without an answer"):
        make_sender().deliver(SLOT, BRIEF)


def test_the_post_is_found_behind_a_thousand_others(
    slack: SlackServer, store: BotStore, client: WebClient, make_sender: MakeSender
) -> None:
    slack.faults["chat.postMessage"] = ["lost"]
    with pytest.raises(Later):
        make_sender().deliver(SLOT, BRIEF)
    for number in range(1_000):
        message = {"ts": f"{time.time():.0f}.{number + 500:06d}", "text": "chat", "user": "U1"}
        slack.messages["C1"].append(message)
    assert make_sender().deliver(SLOT, BRIEF).state == "posted"
    assert len(slack.called("conversations.history")) == 6


def test_in_a_channel_with_too_many_messages_it_stays_unknown(
    slack: SlackServer, store: BotStore, make_sender: MakeSender
) -> None:
    slack.faults["chat.postMessage"] = ["dropped"]
    with pytest.raises(Later):
        make_sender().deliver(SLOT, BRIEF)
    chat = {"ts": f"{time.time() + 60:.6f}", "text": "chat", "user": "U1"}
    slack.messages["C1"] += [chat] * 5_001
    with pytest.raises(NotDelivered, match="too many messages"):
        make_sender().deliver(SLOT, BRIEF)
    assert store.outbox.in_state("unknown")


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long"])
def test_blocks_that_slack_rejects_give_way_to_short_text(
    code: str, slack: SlackServer, make_sender: MakeSender
) -> None:
    slack.faults["chat.postMessage"] = [code]
    assert make_sender().deliver(SLOT, BRIEF, fallback=SHORT).state == "posted"
    assert slack.texts("C1") == ["Short."]
    assert "blocks" not in slack.messages["C1"][0]


def test_without_a_fallback_the_text_stands_alone(
    slack: SlackServer, make_sender: MakeSender
) -> None:
    slack.faults["chat.postMessage"] = ["invalid_blocks"]
    make_sender().deliver(SLOT, BRIEF)
    assert slack.texts("C1") == [BRIEF.text]


def test_what_is_refused_can_be_sent_when_it_is_allowed(
    slack: SlackServer, make_sender: MakeSender
) -> None:
    slack.faults["chat.postMessage"] = ["not_in_channel"]
    with pytest.raises(NotDelivered, match="not_in_channel"):
        make_sender().deliver(SLOT, BRIEF)
    assert make_sender().deliver(SLOT, BRIEF).state == "posted"
    assert slack.called("conversations.history") == []


def test_a_rate_limit_is_waited_for(slack: SlackServer, make_sender: MakeSender) -> None:
    slack.faults["chat.postMessage"] = ["429"]
    slack.retry_after = "17"
    with pytest.raises(Later) as later:
        make_sender().deliver(SLOT, BRIEF)
    assert later.value.wait_s == 17
    assert make_sender().deliver(SLOT, BRIEF).state == "posted"
    assert slack.called("conversations.history") == []


def test_a_server_that_is_not_there_was_sent_nothing(store: BotStore) -> None:
    client = make_client("xoxb-test", base_url="http://127.0.0.1:9/api/")
    sender = Sender(client, store, bot_id="B1", settle_s=0, pace=Pace(0))
    with pytest.raises(NotDelivered):
        sender.deliver(SLOT, BRIEF)
    assert store.outbox.in_state("pending")


def test_a_reply_is_looked_for_in_its_thread(
    slack: SlackServer, store: BotStore, make_sender: MakeSender
) -> None:
    root = make_sender().deliver(SLOT, BRIEF)
    slack.faults["chat.postMessage"] = ["lost"]
    part = SLOT._replace(kind="morning, part 1")
    with pytest.raises(Later):
        make_sender().deliver(part, SHORT, thread=root.ts)
    reply = make_sender().deliver(part, SHORT, thread=root.ts)
    assert (reply.state, reply.thread) == ("posted", root.ts)
    assert [one.get("thread_ts") for one in slack.messages["C1"]] == [None, root.ts]


def test_replacing_falls_back_to_short_text(slack: SlackServer, make_sender: MakeSender) -> None:
    post = make_sender().deliver(SLOT, SHORT)
    slack.faults["chat.update"] = ["invalid_blocks"]
    assert make_sender().replace(post, BRIEF, fallback=SHORT)
    assert slack.texts("C1") == ["Short."]


def test_replacing_what_is_gone_is_told(slack: SlackServer, make_sender: MakeSender) -> None:
    post = make_sender().deliver(SLOT, SHORT)
    slack.messages["C1"].clear()
    assert not make_sender().replace(post, BRIEF, fallback=SHORT)


@pytest.mark.parametrize("fault", ["500", "lost", "msg_too_long"])
def test_replacing_may_be_tried_again(
    fault: str, slack: SlackServer, make_sender: MakeSender
) -> None:
    post = make_sender().deliver(SLOT, SHORT)
    slack.always["chat.update"] = fault
    with pytest.raises(NotDelivered):
        make_sender().replace(post, BRIEF, fallback=SHORT)
    slack.always.clear()
    assert make_sender().replace(post, BRIEF, fallback=SHORT)
    assert slack.texts("C1") == [BRIEF.text]


def test_a_channel_gets_a_message_a_second() -> None:
    now = [100.0]
    slept: list[float] = []
    pace = Pace(1.0, clock=lambda: now[0], sleep=slept.append)
    for channel in ("C1", "C2", "C1", "C1"):
        pace.wait(channel)
    now[0] += 10
    pace.wait("C1")
    assert slept == [1.0, 2.0]
