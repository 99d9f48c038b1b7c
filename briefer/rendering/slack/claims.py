"""A claim as a paragraph with its menu, and how a choice from the menu is read back."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from briefer.models import Claim
from briefer.rendering.slack import phrases
from briefer.rendering.slack.blocks import (
    BUTTON_VALUE_LIMIT,
    OPTION_VALUE_LIMIT,
    SECTION_LIMIT,
    Block,
    actions,
    button,
    option,
    overflow,
    section,
)
from briefer.rendering.slack.phrases import Page
from briefer.rendering.slack.text import cut, isolate, split, weigh
from briefer.rendering.slack.wording import Wording

ActionName = Literal["show_evidence", "wrong_citation", "missing_fact"]

MENU_ID = "claim_menu"
LONGEST_CLAIM = 2 * SECTION_LIMIT
_TAIL_LIMIT = 800  # what follows the text: numbers, and a doubt


class ClaimAction(NamedTuple):
    """What a person wants to do about a claim of the brief that `key` names."""

    name: ActionName
    key: str
    claim_id: str


def read_claim_action(action: Mapping[str, Any]) -> ClaimAction | None:
    """The action of a block_actions payload (an item of its `actions`), if it is one of ours."""
    if action.get("action_id") == MENU_ID:
        selected = action.get("selected_option")
        choice = str(selected.get("value", "")) if isinstance(selected, Mapping) else ""
        name, _, value = choice.partition(":")
    else:
        name, value = str(action.get("action_id", "")), str(action.get("value", ""))
    key, colon, claim_id = value.rpartition(":")
    for known in get_args(ActionName):
        if name == known and colon and claim_id:
            return ClaimAction(known, key, claim_id)
    return None


def claim_blocks(claim: Claim, page: Page, key: str) -> list[Block]:
    """The claim with its numbers and any doubt, in as many paragraphs as its length needs."""
    *most, last = split(cut(claim.text, LONGEST_CLAIM), SECTION_LIMIT - _TAIL_LIMIT)
    note = phrases.doubt(claim, page.says)
    warned = f"\n⚠ {note}" if note else ""
    first, *rest = [*map(isolate, most), page.marked(last, claim.citations) + warned]
    return [section(first, claim_menu(key, claim.id, page.says)), *map(section, rest)]


def claim_menu(key: str, claim_id: str, says: Wording) -> Block | None:
    """The three things to do about a claim; None where its names are too long for Slack."""
    labels = _labels(says)
    choices = [f"{name}:{key}:{claim_id}" for name in labels]
    if any(weigh(choice) > OPTION_VALUE_LIMIT for choice in choices):
        return None
    return overflow(MENU_ID, list(map(option, labels.values(), choices)))


def report_buttons(key: str, claim_id: str, says: Wording) -> list[Block]:
    """A row of the two reports, for where the evidence is shown; none for names too long."""
    labels = _labels(says)
    reports: tuple[ActionName, ...] = ("wrong_citation", "missing_fact")
    value = f"{key}:{claim_id}"
    if weigh(value) > BUTTON_VALUE_LIMIT:
        return []
    return [actions(*(button(labels[name], name, value) for name in reports))]


def _labels(says: Wording) -> dict[ActionName, str]:
    return {
        "show_evidence": says.show_evidence,
        "wrong_citation": says.wrong_citation,
        "missing_fact": says.missing_fact,
    }
