import pytest

from briefer.errors import CeilingReached, ModelError, ModelUnavailable
from briefer.writing.chat import ChatReply, ChatRequest, Message, TransientFailure
from briefer.writing.patience import MAX_RETRY_AFTER_S, PatientClient
from briefer.writing.replay import ReplayModel

REQUEST = ChatRequest(
    model="m",
    messages=(Message(role="user", content="Hi"),),
    schema_name="s",
    reply_schema={},
    reply_tokens=1,
)
BUSY = TransientFailure("velmar.example is busy.")
LOST = TransientFailure("velmar.example broke off.", may_be_billed=True)


class Patience:
    """A patient client in front of scripted replies, and what it did meanwhile."""

    def __init__(self, *replies: str | ModelError, attempts: int = 3, random: float = 0.0) -> None:
        self.model = ReplayModel(replies)
        self.slept: list[float] = []
        self.charged: list[ChatRequest] = []
        self.client = PatientClient(
            self.model,
            attempts=attempts,
            charge=self.charged.append,
            sleep=self.slept.append,
            random=lambda: random,
        )

    def ask(self) -> ChatReply:
        return self.client.complete(REQUEST)


def test_passing_failures_are_waited_out_ever_longer() -> None:
    patience = Patience(BUSY, BUSY, BUSY, "{}", attempts=4)
    assert patience.ask().text == "{}"
    assert patience.slept == [0.5, 1.0, 2.0]


def test_chance_shortens_a_wait_by_up_to_a_quarter() -> None:
    patience = Patience(BUSY, "{}", random=0.999)
    patience.ask()
    assert patience.slept == [pytest.approx(0.375, abs=0.001)]


def test_requested_wait_is_kept_to() -> None:
    patience = Patience(TransientFailure("Busy.", retry_after_s=7.0), "{}")
    patience.ask()
    assert patience.slept == [7.0]


def test_request_to_wait_too_long_ends_it_at_once() -> None:
    patience = Patience(TransientFailure("Busy.", retry_after_s=MAX_RETRY_AFTER_S + 1), "{}")
    with pytest.raises(ModelUnavailable, match=r"^Busy\.$"):
        patience.ask()
    assert patience.slept == []


def test_failure_that_does_not_pass_names_the_attempts() -> None:
    patience = Patience(BUSY, BUSY, BUSY, "{}")
    with pytest.raises(ModelUnavailable, match=r"^velmar\.example is busy \(3 attempts\)\.$"):
        patience.ask()
    assert len(patience.model.requests) == 3
    assert len(patience.slept) == 2


def test_failure_may_bound_the_attempts_itself() -> None:
    silence = TransientFailure("Silence.", most_attempts=2)
    patience = Patience(silence, silence, "{}")
    with pytest.raises(ModelUnavailable, match=r"Silence \(2 attempts\)"):
        patience.ask()


def test_lasting_failure_is_not_repeated() -> None:
    patience = Patience(ModelUnavailable("No such model."), "{}")
    with pytest.raises(ModelUnavailable, match="No such model"):
        patience.ask()
    assert len(patience.model.requests) == 1


def test_only_lost_attempts_that_may_be_billed_are_charged() -> None:
    patience = Patience(BUSY, LOST, "{}")
    patience.ask()
    assert patience.charged == [REQUEST]


def test_ceiling_forbids_repeating_what_may_be_billed() -> None:
    def refuse(request: ChatRequest) -> None:
        raise CeilingReached("Enough.")

    model = ReplayModel([LOST, "{}"])
    client = PatientClient(
        model, attempts=3, charge=refuse, sleep=lambda _: None, random=lambda: 0.0
    )
    with pytest.raises(CeilingReached, match="Enough"):
        client.complete(REQUEST)
    assert len(model.requests) == 1
