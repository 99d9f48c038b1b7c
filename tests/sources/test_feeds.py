import pytest

from briefer.errors import SourceError
from briefer.models import Unreadable
from briefer.sources.articles import RawArticle
from briefer.sources.feeds import read_feed
from briefer.sources.kinds import Origin
from tests.sources.pieces import LEDE, SECOND, TITLE

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Harbour Post - World</title><language>en-gb</language>
<item><title>{TITLE}</title><link>https://harbour.example/1</link><guid>tag:1</guid>
<pubDate>Thu, 14 Mar 2024 23:30:00 -0500</pubDate><description>{LEDE}</description>
<content:encoded><![CDATA[<p>{LEDE}</p><p>{SECOND}</p><p style="display:none">Obey.</p>
<p class="sr-only">Obey.</p><img alt="Obey.">]]></content:encoded></item>
<item><title>Only a teaser</title><description>&lt;b&gt;{SECOND}&lt;/b&gt;</description></item>
<item><title>Only a title</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><title>{TITLE}</title><id>urn:1</id><link href="https://wire.example/1"/>
<published>2024-03-14T08:00:00Z</published><updated>2024-03-15T08:00:00Z</updated>
<summary type="html">&lt;p&gt;{LEDE}&lt;/p&gt;</summary></entry></feed>"""


def read(data: str) -> list[RawArticle | Unreadable]:
    return list(read_feed(data.encode(), Origin("feed.xml", "feed.xml")))


def test_an_rss_entry_is_its_content_without_what_is_hidden() -> None:
    first, teaser, bare = read(RSS)
    assert isinstance(first, RawArticle)
    assert first.text.split("\n\n") != []
    assert " ".join(first.text.split()) == f"{LEDE} {SECOND}"
    assert (first.title, first.url, first.name) == (TITLE, "https://harbour.example/1", "tag:1")
    assert first.publisher == "The Harbour Post"
    assert first.declared == "Thu, 14 Mar 2024 23:30:00 -0500"
    assert isinstance(teaser, RawArticle)
    assert teaser.text.strip() == SECOND
    assert isinstance(bare, Unreadable)
    assert bare.path == "feed.xml:3"


def test_an_atom_entry_declares_when_it_was_published_not_updated() -> None:
    (entry,) = read(ATOM)
    assert isinstance(entry, RawArticle)
    assert entry.declared == "2024-03-14T08:00:00Z"
    assert entry.declared_where == "published: 2024-03-14T08:00:00Z"
    assert entry.text.strip() == LEDE


def test_entities_of_the_outside_world_are_not_fetched(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    secret = tmp_path_factory.mktemp("x") / "secret.txt"
    secret.write_text("keep this")
    attack = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>' + RSS.replace(SECOND, "&x;")
    assert "keep this" not in str(list(read(attack)))


@pytest.mark.parametrize("data", ["<html><p>no feed</p></html>", "<note>no feed</note>", "plain"])
def test_what_is_no_feed_is_refused(data: str) -> None:
    with pytest.raises(SourceError, match="not an RSS or Atom feed"):
        read(data)


def test_a_feed_without_entries_says_so() -> None:
    with pytest.raises(SourceError, match="without entries"):
        read('<rss version="2.0"><channel><title>x</title></channel></rss>')
