"""Events as Slack delivers them."""

from typing import Any


def mention(text: str, *, event_id: str = "Ev1", **more: Any) -> dict[str, Any]:
    event = {"type": "app_mention", "user": "U1", "text": text, "ts": "1.1", "channel": "C1"}
    return _event(event | more, event_id)


def home_opened(*, event_id: str = "Ev2", person: str = "U1") -> dict[str, Any]:
    return _event({"type": "app_home_opened", "user": person, "tab": "home"}, event_id)


def command(text: str, *, trigger: str = "t1", **more: Any) -> dict[str, Any]:
    return {
        "command": "/brief",
        "text": text,
        "user_id": "U1",
        "channel_id": "C1",
        "team_id": "T1",
        "trigger_id": trigger,
        **more,
    }


def action(action_id: str, *, trigger: str = "t1", **more: Any) -> dict[str, Any]:
    view = more.pop("view", None)
    return {
        "type": "block_actions",
        "user": {"id": "U1"},
        "team": {"id": "T1"},
        "trigger_id": trigger,
        "actions": [{"action_id": action_id, "type": "button", **more}],
        **({"view": view} if view else {"channel": {"id": "C1"}}),
    }


def submission(view: dict[str, Any], values: dict[str, Any], trigger: str = "t1") -> dict[str, Any]:
    """What a form sends once `values` (by block id) are filled in."""
    state = {"values": {name: {name: value} for name, value in values.items()}}
    return {
        "type": "view_submission",
        "user": {"id": "U1"},
        "team": {"id": "T1"},
        "trigger_id": trigger,
        "view": {**view, "id": "V1", "state": state},
    }


def _event(event: dict[str, Any], event_id: str) -> dict[str, Any]:
    return {"type": "event_callback", "event_id": event_id, "team_id": "T1", "event": event}
