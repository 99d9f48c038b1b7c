import json
import re
import threading
from collections.abc import Sequence

import pytest

from briefer.errors import (
    BadReply,
    CeilingReached,
    ModelError,
    ModelUnavailable,
    RecordingMissing,
)
from briefer.models import (
    Article,
    BriefRequest,
    Draft,
    DraftClaim,
    DraftStory,
    FailedClaim,
    Repair,
    Story,
)
from briefer.progress import Progress, silent
from briefer.writing.chat import ChatClient, ChatReply, ChatRequest, TokenCount
from briefer.writing.composing import make_composer
from briefer.writing.ledger import Ledger
from briefer.writing.model import ModelWriter
from briefer.writing.replay import ReplayModel
from briefer.writing.settings import Ceiling, WriterSettings
from tests.writing.stories import HARBOUR, REQUEST, article, harbour_story, passages, story


class StandIn:
    """Writes one fixed claim a story."""

    name = "stand-in"
    model: str | None = None

    def write(
        self, request: BriefRequest, stories: Sequence[Story], *, progress: Progress = silent
    ) -> Draft:
        return Draft(
            stories=tuple(
                DraftStory(
                    story_id=told.id,
                    headline="Stand-in",
                    claims=(DraftClaim(text="A.", passage_ids=(told.evidence[0].id,)),),
                )
                for told in stories
            )
        )

    def repair(self, request: BriefRequest, story: Story, failed: Sequence[FailedClaim]) -> Repair:
        return Repair(claims=(None,) * len(failed))


def reply(headline: str = "Velmar reopens", *, alias: str = "p1", tokens: int = 50) -> ChatReply:
    claims = [{"text": "The port of Velmar reopened on 14 March 2024.", "passages": [alias]}]
    return ChatReply(
        text=json.dumps({"headline": headline, "claims": claims}),
        finish="stop",
        tokens=TokenCount(prompt=tokens, completion=tokens),
    )


def writer(
    client: ChatClient,
    *,
    stand_in: StandIn | None = None,
    ceiling: Ceiling | None = None,
    reply_tokens: int = 256,
    concurrency: int = 1,
) -> ModelWriter:
    settings = WriterSettings(
        model="gpt-4o",
        concurrency=concurrency,
        reply_tokens=reply_tokens,
        ceiling=ceiling or Ceiling(),
    )
    return ModelWriter(
        name="openai",
        client=client,
        composer=make_composer(settings),
        ledger=Ledger(settings.ceiling),
        stand_in=stand_in,
    )


def stories(count: int) -> list[Story]:
    return [
        story(article(HARBOUR, title=f"Harbour news {number}"), id_=f"s{number}")
        for number in range(1, count + 1)
    ]


def number_of(request: ChatRequest) -> int:
    match = re.search(r"Harbour news (\d+)", request.messages[1].content)
    assert match is not None
    return int(match[1])


def test_a_story_is_written_with_its_passages_resolved_and_its_cost_counted() -> None:
    told = harbour_story()
    draft = writer(ReplayModel([reply(alias="p4")])).write(REQUEST, [told])
    assert draft.stories == (
        DraftStory(
            story_id="s1",
            headline="Velmar reopens",
            claims=(
                DraftClaim(
                    text="The port of Velmar reopened on 14 March 2024.",
                    passage_ids=(told.evidence[3].id,),
                ),
            ),
        ),
    )
    assert (draft.usage.prompt_tokens, draft.usage.completion_tokens) == (50, 50)
    assert draft.usage.cost_usd == pytest.approx((50 * 2.5 + 50 * 10) / 1e6)
    assert draft.prompt_sha256 is not None
    assert draft.fallback_reason is None


def test_the_prompt_gives_day_topic_and_every_passage() -> None:
    model = ReplayModel([reply()])
    request = BriefRequest(date=REQUEST.date, topic="ports\nand <ships>", max_claims=3)
    writer(model).write(request, [harbour_story()])
    prompt = model.requests[0].messages[1].content
    assert "Thursday, 14 March 2024" in prompt
    assert "topic: ports and ‹ships›." in prompt
    assert "at most 3 claims" in prompt
    assert all(sentence in prompt for sentence in HARBOUR)
    assert "Source 2: Ships enter Velmar (Coast Wire), published Thursday" in prompt


def test_order_is_that_of_the_stories_whichever_reply_comes_first() -> None:
    last_done = threading.Event()

    def answer(request: ChatRequest) -> ChatReply:
        return reply(f"Story {number_of(request)}")

    class Backwards:
        def complete(self, request: ChatRequest) -> ChatReply:
            if number_of(request) == 3:
                last_done.set()
            assert last_done.wait(5.0)
            return answer(request)

    calls: list[tuple[str, int, int | None]] = []
    draft = writer(Backwards(), concurrency=3).write(
        REQUEST, stories(3), progress=lambda *call: calls.append(call)
    )
    assert [one.headline for one in draft.stories] == ["Story 1", "Story 2", "Story 3"]
    assert [done for _, done, _ in calls] == [0, 1, 2, 3]
    assert {(stage, total) for stage, _, total in calls} == {("writing", 3)}


def test_a_reply_that_cannot_be_read_is_asked_for_once_more() -> None:
    model = ReplayModel(["Sorry, here it is: {oops", reply()])
    draft = writer(model).write(REQUEST, [harbour_story()])
    assert draft.stories[0].headline == "Velmar reopens"
    roles = [message.role for message in model.requests[1].messages]
    assert roles == ["system", "user", "assistant", "user"]
    assert "cannot be read" in model.requests[1].messages[3].content
    assert draft.usage.prompt_tokens > 50


def test_two_bad_replies_are_a_bad_reply() -> None:
    with pytest.raises(BadReply, match=r"gpt-4o did not answer as asked, twice: no JSON object"):
        writer(ReplayModel(["no", "no again"])).write(REQUEST, [harbour_story()])


def test_usable_claims_of_the_first_reply_survive_a_failed_second_one() -> None:
    mixed = {
        "headline": "Kept",
        "claims": [
            {"text": "Dangling.", "passages": ["p99"]},
            {"text": "Good.", "passages": ["p1"]},
        ],
    }
    for second in ("nonsense", ModelUnavailable("Gone.")):
        draft = writer(ReplayModel([json.dumps(mixed), second])).write(REQUEST, [harbour_story()])
        assert draft.stories[0].headline == "Kept"
        assert [claim.text for claim in draft.stories[0].claims] == ["Good."]
        assert draft.fallback_reason is None


def test_a_reply_cut_short_keeps_what_it_holds_without_another_call() -> None:
    cut = reply().text[:-2] + ', {"text": "Forty sh'
    model = ReplayModel([ChatReply(text=cut, finish="length")])
    draft = writer(model).write(REQUEST, [harbour_story()])
    assert len(draft.stories[0].claims) == 1
    assert len(model.requests) == 1


def test_a_reply_that_spent_its_tokens_on_nothing_is_asked_for_again() -> None:
    model = ReplayModel([ChatReply(text="", finish="length"), reply()])
    writer(model).write(REQUEST, [harbour_story()])
    assert "cut off" in model.requests[1].messages[3].content


def test_no_more_claims_are_kept_than_asked_for() -> None:
    claims = [{"text": f"Claim {number}.", "passages": ["p1"]} for number in range(9)]
    text = json.dumps({"headline": "H", "claims": claims})
    request = BriefRequest(date=REQUEST.date, max_claims=2)
    draft = writer(ReplayModel([text])).write(request, [harbour_story()])
    assert [claim.text for claim in draft.stories[0].claims] == ["Claim 0.", "Claim 1."]


def test_no_story_is_asked_for_more_claims_than_it_has_passages() -> None:
    model = ReplayModel([reply()])
    writer(model).write(REQUEST, [harbour_story()])
    assert model.requests[0].reply_schema["properties"]["claims"]["maxItems"] == 5
    assert "at most 5 claims" in model.requests[0].messages[1].content


def test_a_prompt_too_long_for_the_model_is_halved() -> None:
    too_long = ChatReply(text="", finish="too_long")
    model = ReplayModel([too_long, reply()])
    told = harbour_story()
    draft = writer(model, reply_tokens=4096).write(REQUEST, [told])
    assert draft.stories[0].claims
    assert HARBOUR[2] not in model.requests[1].messages[1].content
    assert model.requests[1].reply_tokens == 2048
    with pytest.raises(ModelUnavailable, match="do not fit into the context of gpt-4o"):
        writer(ReplayModel([too_long] * 9)).write(REQUEST, [told])


def test_one_story_without_a_reply_is_written_by_the_stand_in_and_said() -> None:
    def answer(request: ChatRequest) -> ChatReply:
        if number_of(request) == 2:
            return ChatReply(text="I would rather not.", finish="refused")
        return reply(f"Story {number_of(request)}")

    draft = writer(ReplayModel(answer), stand_in=StandIn()).write(REQUEST, stories(3))
    assert [one.headline for one in draft.stories] == ["Story 1", "Stand-in", "Story 3"]
    assert draft.fallback_reason == (
        "1 of 3 stories were written without the model: "
        "The model declined to write: I would rather not."
    )


def test_without_a_stand_in_one_missing_story_is_an_error() -> None:
    model = ReplayModel([reply(), ModelUnavailable("Gone.")])
    with pytest.raises(ModelUnavailable, match="Gone"):
        writer(model).write(REQUEST, stories(2))


def test_a_model_that_is_out_is_an_error_and_asked_no_more_than_needed() -> None:
    model = ReplayModel(lambda request: ModelUnavailable("Connection refused."))
    with pytest.raises(ModelUnavailable, match="Connection refused"):
        writer(model, stand_in=StandIn()).write(REQUEST, stories(30))
    assert len(model.requests) == 1


def test_missing_recordings_are_never_papered_over() -> None:
    model = ReplayModel([reply(), RecordingMissing("Not recorded.")])
    with pytest.raises(RecordingMissing):
        writer(model, stand_in=StandIn()).write(REQUEST, stories(2))


def test_a_tight_ceiling_is_kept_in_waves_and_the_rest_goes_to_the_stand_in() -> None:
    spent: list[int] = []

    def answer(request: ChatRequest) -> ChatReply:
        spent.append(1)
        return reply(f"Story {number_of(request)}", tokens=400)

    model = ReplayModel(answer)
    ceiling = Ceiling(tokens=5000)
    draft = writer(model, stand_in=StandIn(), ceiling=ceiling, reply_tokens=512).write(
        REQUEST, stories(9)
    )
    total = draft.usage.prompt_tokens + draft.usage.completion_tokens
    assert total == 800 * len(spent) <= 5000
    assert 2 < len(spent) < 9
    headlines = [one.headline for one in draft.stories]
    assert headlines[: len(spent)] == [f"Story {n}" for n in range(1, len(spent) + 1)]
    assert set(headlines[len(spent) :]) == {"Stand-in"}
    assert draft.fallback_reason is not None
    assert "ceiling of 5,000" in draft.fallback_reason


def test_a_ceiling_below_a_single_call_is_an_error_and_nothing_is_sent() -> None:
    model = ReplayModel([reply()])
    with pytest.raises(CeilingReached):
        writer(model, stand_in=StandIn(), ceiling=Ceiling(tokens=100)).write(REQUEST, stories(2))
    assert model.requests == []


def test_a_crowded_day_fits_its_budget() -> None:
    def voice(number: int) -> Article:
        said = [f"Delegate {number} spoke {n} times about the harbour." for n in range(60)]
        return article(said, title="Harbour talks in Velmar go on", publisher=f"Paper {number}")

    crowd = [story(*map(voice, range(50 * n, 50 * n + 50)), id_=f"s{n}") for n in range(10)]
    model = ReplayModel(lambda request: reply())
    writer(model, ceiling=Ceiling(tokens=60_000)).write(REQUEST, crowd)
    counter = make_composer(WriterSettings(model="gpt-4o")).meter.counter
    lengths = [counter.count(request.messages[1].content) for request in model.requests]
    assert len(lengths) == 10
    assert sum(lengths) < 45_000
    assert max(lengths) < 1.1 * min(lengths)


def test_nothing_to_write_asks_nobody() -> None:
    model = ReplayModel([])
    empty = story(article(HARBOUR), evidence=[])
    draft = writer(model).write(REQUEST, [empty])
    assert draft.stories[0].claims == ()
    assert writer(model).write(REQUEST, []).stories == ()


FAILED = (
    FailedClaim(
        claim=DraftClaim(text="Forty-one ships waited.", passage_ids=("x",)),
        problems=("41 is not in the cited passages",),
    ),
    FailedClaim(
        claim=DraftClaim(text="The union won 9 per cent.", passage_ids=("x",)),
        problems=("9 per cent is not in the cited passages",),
    ),
)


def failed(told: Story) -> list[FailedClaim]:
    cited = (told.evidence[-1].id,)
    return [
        one.model_copy(update={"claim": one.claim.model_copy(update={"passage_ids": cited})})
        for one in FAILED
    ]


def test_repair_names_the_problems_and_keeps_the_order() -> None:
    told = harbour_story()
    answer = {
        "claims": [{"number": 2, "text": "The union won 5 per cent.", "passages": ["p5"]}],
    }
    model = ReplayModel([json.dumps(answer)])
    repair = writer(model).repair(REQUEST, told, failed(told))
    assert repair.claims == (
        None,
        DraftClaim(text="The union won 5 per cent.", passage_ids=(told.evidence[4].id,)),
    )
    prompt = model.requests[0].messages[1].content
    assert "Claim 1, citing p5: Forty-one ships waited." in prompt
    assert "- 9 per cent is not in the cited passages" in prompt
    assert repair.usage.prompt_tokens > 0


def test_cited_passages_are_shown_in_a_repair_however_low_they_rank() -> None:
    sentences = [f"Delegate {n} of Velmar spoke about the harbour at length." for n in range(900)]
    told = story(article(sentences))
    model = ReplayModel(['{"claims": []}'])
    writer(model).repair(REQUEST, told, failed(told))
    prompt = model.requests[0].messages[1].content
    assert "Delegate 899 of" in prompt
    assert "Delegate 898 of" not in prompt


@pytest.mark.parametrize(
    "answer", ["nonsense", ModelUnavailable("Gone."), ChatReply(text="", finish="too_long")]
)
def test_repair_that_fails_gives_every_claim_up(answer: str | ChatReply | ModelError) -> None:
    told = harbour_story()
    repair = writer(ReplayModel([answer])).repair(REQUEST, told, failed(told))
    assert repair.claims == (None, None)


def test_repair_without_a_recording_is_an_error() -> None:
    told = harbour_story()
    with pytest.raises(RecordingMissing):
        writer(ReplayModel([])).repair(REQUEST, told, failed(told))
    assert writer(ReplayModel([])).repair(REQUEST, told, []).claims == ()


def test_evidence_that_names_no_voice_is_not_shown() -> None:
    stranger = article(("Unrelated.",), title="Elsewhere")
    told = story(article(HARBOUR), evidence=[*passages(article(HARBOUR)), *passages(stranger)])
    model = ReplayModel([reply()])
    writer(model).write(REQUEST, [told])
    assert "Unrelated" not in model.requests[0].messages[1].content
