"""The brief on a terminal: readable, within its width, deaf to what articles try."""

import re
import unicodedata

import pytest
from rich.cells import cell_len

from briefer.rendering.terminal import NARROWEST, WIDEST, render_terminal
from tests.rendering.briefs import cite, claim, hostile_brief, run, sample_brief


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_claims_stand_with_their_numbered_sources() -> None:
    shown = squeezed(render_terminal(sample_brief()))
    assert "Some 40,000 commuters must find another way to work.[1][2]" in shown
    assert "[1] The Quay Gazette, Harbour bridge closes for a month 2025-09-03, declared" in shown
    assert "https://gazette.example/2025/09/03/bridge" in shown
    assert "[3] Late readers" in shown
    assert "in/late.txt" in shown


def test_a_quote_is_shown_only_where_it_tells_more() -> None:
    shown = render_terminal(sample_brief())
    assert shown.count("The bridge shut at noon.") == 1
    assert "[2] Repairs could take about a month." in shown


def test_conflicts_exclusions_and_checks_are_told() -> None:
    shown = squeezed(render_terminal(sample_brief()))
    assert "Sources disagree: how many cables frayed – two[1]" in shown
    assert "Left out (2) – Bridge at fifty — published 2023-05-01, outside the day" in shown
    assert "broken.bin — not text: it holds NUL bytes" in shown
    assert "(partly supported; check its support)" in shown
    assert "4 claims, 3 supported" in shown


def test_a_degraded_brief_says_so_above_its_first_story() -> None:
    brief = sample_brief(degraded=True, run=run(fallback_reason="the server did not answer"))
    shown = squeezed(render_terminal(brief))
    assert shown.index("Degraded brief.") < shown.index("Harbour bridge shut after a cable frays")
    assert "the server did not answer." in shown


@pytest.mark.parametrize("width", [1, 60, 72, 100, 400])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    wide = sample_brief(
        stories=(
            sample_brief()
            .stories[0]
            .model_copy(
                update={
                    "headline": "橋" * 90,
                    "claims": (claim(1, "橋が閉鎖された。" * 20, cite(quote="ü" * 300)),),
                    "conflicts": (),
                }
            ),
        )
    )
    lines = render_terminal(wide, width=width).splitlines()
    assert max(map(cell_len, lines)) <= max(NARROWEST, min(width, WIDEST))


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert "\x1b" not in render_terminal(sample_brief())


def test_with_colour_addresses_are_hyperlinks() -> None:
    shown = render_terminal(sample_brief(), colour=True)
    assert re.search(r"\x1b\]8;[^;]*;https://gazette\.example/2025/09/03/bridge\x1b", shown)
    assert "\x1b[1m" in shown


def test_hostile_text_neither_styles_nor_links() -> None:
    shown = render_terminal(hostile_brief(), colour=True)
    assert "\x1b[31m" not in shown
    assert not re.search(r"\x1b\]8;[^;]*;[^\x1b]", shown)
    ours = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert all(unicodedata.category(char) not in {"Cc", "Cf"} for char in ours.replace("\n", ""))


def test_the_same_brief_gives_the_same_text() -> None:
    assert render_terminal(sample_brief()) == render_terminal(sample_brief(run=run(seconds=9.9)))
