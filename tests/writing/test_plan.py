import pytest

from briefer.errors import InputError
from briefer.writing.plan import plan_prompts
from briefer.writing.replay import ReplayModel
from briefer.writing.settings import Ceiling, WriterSettings
from tests.writing.stories import HARBOUR, REQUEST, article, harbour_story, story
from tests.writing.test_model import reply, writer

TOLD = [harbour_story("s1"), harbour_story("s2"), story(article(HARBOUR), id_="s3", evidence=[])]


def test_plan_shows_the_messages_that_would_be_sent() -> None:
    model = ReplayModel(lambda request: reply())
    writer(model).write(REQUEST, TOLD)
    plan = plan_prompts(REQUEST, TOLD, WriterSettings(model="gpt-4o"))
    assert [call.messages for call in plan.calls] == [one.messages for one in model.requests]
    assert [call.story_id for call in plan.calls] == ["s1", "s2"]
    assert plan.tokens_exact


def test_plan_adds_up_the_worst_case() -> None:
    plan = plan_prompts(REQUEST, TOLD, WriterSettings(model="gpt-4o", reply_tokens=1000))
    assert plan.worst_case.completion_tokens == 2000
    assert plan.worst_case.prompt_tokens == sum(one.worst_case.prompt_tokens for one in plan.calls)
    assert plan.worst_case.cost_usd is not None
    assert plan.worst_case.cost_usd > 0.02


def test_plan_says_what_waits_for_room_and_what_is_unknown() -> None:
    settings = WriterSettings(model="qwen", reply_tokens=1000, ceiling=Ceiling(tokens=4500))
    plan = plan_prompts(REQUEST, TOLD, settings)
    assert [call.within_ceiling for call in plan.calls] == [True, False]
    assert plan.worst_case.cost_usd is None
    assert not plan.tokens_exact


def test_plan_refuses_a_cost_ceiling_it_cannot_keep() -> None:
    settings = WriterSettings(model="qwen", ceiling=Ceiling(cost_usd=1.0))
    with pytest.raises(InputError, match="price of the model 'qwen'"):
        plan_prompts(REQUEST, TOLD, settings)
