import pytest

from briefer.sources.headlines import (
    clean_publisher,
    clean_title,
    host_name,
    is_headline,
    names_site,
    shorten,
)


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("Ferry sinks off the coast | The Harbour Post", "Ferry sinks off the coast"),
        ("Ferry sinks off the coast - The Harbour Post", "Ferry sinks off the coast"),
        ("Ferry sinks off the coast — BBC News", "Ferry sinks off the coast"),
        ("Ferry sinks ::: World ::: www.harbour.example", "Ferry sinks"),
        ("The Harbour Post » Ferry sinks off the coast", "Ferry sinks off the coast"),
        ("BREAKING: Ferry sinks off the coast", "Ferry sinks off the coast"),
        ("UPDATE 2-Ferry sinks off the coast", "Ferry sinks off the coast"),
        ("Ferry sinks off the coast trends now", "Ferry sinks off the coast"),
        ("Ferry sinks off the coast - live updates", "Ferry sinks off the coast"),
        ("Old ferry, new law - what changes now", "Old ferry, new law - what changes now"),
        ("Minister resigns – and regrets it", "Minister resigns – and regrets it"),
        ("", ""),
    ],
)
def test_titles_lose_the_outlet_and_the_bait(title: str, clean: str) -> None:
    assert clean_title(title, publisher="The Harbour Post") == clean


def test_the_name_in_the_address_is_an_outlet_too() -> None:
    url = "https://www.harbour.example/1"
    assert (
        clean_title("Ferry sinks off the coast - Harbour", url=url) == "Ferry sinks off the coast"
    )


@pytest.mark.parametrize("title", ["News", "16", "Harbour Post", "International News Article"])
def test_a_title_that_names_the_place_says_so(title: str) -> None:
    assert names_site(title, publisher="Harbour Post")


@pytest.mark.parametrize(
    "line",
    [
        "Ferry sinks off the coast",
        "Who let the old ferry sail?",
        "'Running late': minister explains her journey",
    ],
)
def test_headlines_are_told(line: str) -> None:
    assert is_headline(line)


@pytest.mark.parametrize(
    "line",
    [
        "News / Europe / More",
        "By Ana Marin with AP",
        "Thursday, 14 March 2024",
        "Share this article",
        "The ferry at its pier. Photograph: AFP via Getty Images",
        "A ferry sank off the coast on Thursday.",
        "The Harbour Post",
        "Ferry sinks",
        "close Video Ferry sinks off the coast",
    ],
)
def test_other_first_lines_are_no_headlines(line: str) -> None:
    assert not is_headline(line)


def test_shortening_ends_at_a_word() -> None:
    assert shorten("A ferry sank, its crew said.", 14) == "A ferry sank…"
    assert shorten("A ferry sank.", 13) == "A ferry sank."
    assert len(shorten("x" * 200, 50)) == 50


@pytest.mark.parametrize(
    ("name", "publisher"),
    [
        ("Harbour Post - World", "Harbour Post"),
        ("World | Harbour Post", "Harbour Post"),
        ("Harbour Post", "Harbour Post"),
        ("News", "News"),
        ("", ""),
    ],
)
def test_a_feed_is_named_by_its_publisher(name: str, publisher: str) -> None:
    assert clean_publisher(name) == publisher


def test_hosts_are_read_from_any_address() -> None:
    assert host_name("https://www.a.example/x") == "a.example"
    assert host_name("http://[::1") is None
    assert host_name(None) is None
