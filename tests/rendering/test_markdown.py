"""Markdown that any reader shows as meant: our structure, strangers' words as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefer.rendering.cleaning import plain
from briefer.rendering.markdown import escape, render_markdown
from tests.rendering.briefs import HOSTILE, hostile_brief, run, sample_brief


def tokens(markdown: str) -> list[Token]:
    blocks = MarkdownIt("commonmark").enable("strikethrough").enable("table").parse(markdown)
    return [token for block in blocks for token in [block, *(block.children or [])]]


def shown_text(markdown: str) -> str:
    return "".join(
        token.content for token in tokens(markdown) if token.type in {"text", "code_inline"}
    )


def test_every_citation_leads_to_its_passage() -> None:
    lines = render_markdown(sample_brief()).splitlines()
    assert "- Some 40,000 commuters must find another way to work.[^2][^3]" in lines
    quote = "“About 40,000 people cross it on their way to work,” she said."
    assert f"[^2]: Evening Ferry, 2025-09-03: {quote}" in lines
    linked = "[The Quay Gazette](<https://gazette.example/2025/09/03/bridge>)"
    assert f"[^1]: {linked}, 2025-09-03: The bridge shut at noon." in lines


def test_sources_conflicts_and_exclusions_are_listed() -> None:
    text = render_markdown(sample_brief())
    assert "> **Sources disagree:** how many cables frayed\n>\n> - two[^5]\n> - three[^6]\n" in text
    assert "- Late readers (2025-09-03, declared) — in/late.txt" in text
    assert "- Bridge at fifty — published 2023-05-01, outside the day" in text


def test_a_degraded_brief_says_so_first() -> None:
    brief = sample_brief(degraded=True, run=run(fallback_reason="no answer"))
    assert render_markdown(brief).split("\n\n")[2].startswith("> **Degraded brief.**")


def test_hostile_text_forges_nothing() -> None:
    found = tokens(render_markdown(hostile_brief()))
    kinds = {token.type for token in found}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "fence", "code_block"}
    headings = [token for token in found if token.type == "heading_open"]
    assert len(headings) == 4  # title, story, sources, left out
    assert sum(token.type == "hr" for token in found) == 1


def test_bare_addresses_and_mentions_become_code() -> None:
    assert escape("see https://evil.example/x, www.evil.example.") == (
        "see `https://evil.example/x`, `www.evil.example`."
    )
    assert escape("write to me@evil.example or @someone #tag") == (
        "write to `me@evil.example` or `@someone` `#tag`"
    )


@pytest.mark.parametrize(
    "text",
    ["# a", "1. a", "23) a", "- a", "+ a", "* a", "> a", "=== a", "---", "$2bn and $3bn", "a_b_c",
     "AT&T &amp; &#35;", "~~x~~", "[x]: y", "[^1]: z", "|a|b|", "```", "a\\", "!", "<a@b.cc>", ""],
)  # fmt: skip
def test_escaped_text_reads_as_it_was(text: str) -> None:
    assert shown_text(escape(text)) == text
    assert {token.type for token in tokens(escape(text))} <= {
        "paragraph_open", "inline", "text", "code_inline", "paragraph_close", "text_special",
    }  # fmt: skip


@given(st.text(alphabet=st.sampled_from("ab1 .)#>-+*_`[]()<>!\\|~$&;:=/@^\"'") | st.characters()))
def test_any_text_reads_as_it_was(text: str) -> None:
    assert shown_text(escape(text)) == plain(text)


def test_the_hostile_text_reads_as_it_was() -> None:
    assert shown_text(escape(HOSTILE)) == plain(HOSTILE)
