"""The page stands alone, links only to sources, and shows hostile text as text."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from briefer.rendering.cleaning import plain
from briefer.rendering.html import render_html
from tests.rendering.briefs import HOSTILE, hostile_brief, run, sample_brief

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Collects elements and text; fails on an element closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def values(self, attribute: str) -> list[str]:
        return [value for _, found in self.elements if (value := found.get(attribute)) is not None]

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


def test_every_citation_jumps_to_its_quote() -> None:
    page = Page(render_html(sample_brief()))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    jumps = [href.removeprefix("#") for href in page.values("href") if href.startswith("#")]
    assert set(jumps) <= set(ids)
    assert {"s1-c1-q1", "s1-c2-q1", "s1-c2-q2", "s1-d1-p2-q1", "s2-c1-q1"} <= set(jumps)


def test_quotes_headlines_conflicts_and_exclusions_are_on_the_page() -> None:
    text = " ".join(" ".join(Page(render_html(sample_brief())).text).split())
    for words in (
        "Harbour bridge shut after a cable frays",
        "“About 40,000 people cross it on their way to work,” she said.",
        "how many cables frayed",
        "published 2023-05-01, outside the day",
        "corroborated by “Harbour bridge closes for a month”",
        "partly supported; check its support",
        "4 claims, 3 supported",
    ):
        assert words in text


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    html = render_html(sample_brief())
    page = Page(html)
    assert not page.tags & {"script", "link", "img", "iframe", "object", "form", "base", "svg"}
    assert not page.values("src")
    assert "url(" not in html
    assert "@import" not in html
    outward = [href for href in page.values("href") if not href.startswith("#")]
    assert outward == ["https://gazette.example/2025/09/03/bridge"]


def test_the_content_policy_admits_exactly_our_style() -> None:
    html = render_html(sample_brief())
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(value for value in Page(html).values("content") if "default-src" in value)
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not Page(html).values("style")


def test_hostile_text_stays_text() -> None:
    page = Page(render_html(hostile_brief()))
    assert not page.tags & {"script", "img", "svg", "iframe"}
    assert all(not name.startswith("on") for _, found in page.elements for name in found)
    assert all(href.startswith("#") for href in page.values("href"))
    assert any(plain(HOSTILE) in text for text in page.text)
    assert page.tags <= {tag for tag, _ in Page(render_html(sample_brief())).elements} | {"strong"}


def test_a_degraded_brief_says_so() -> None:
    brief = sample_brief(degraded=True, run=run(fallback_reason="no answer"))
    assert "<strong>Degraded brief.</strong>" in render_html(brief)
    assert "Degraded brief." not in render_html(sample_brief())
