"""What strangers wrote cannot steer a terminal, turn text around or become an odd link."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.rendering.cleaning import plain, shorten, web_address


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("a\x1b]8;;https://evil.example\x07b\x1b]8;;\x1b\\c", "abc"),
        ("\x1b]0;never closed", "0;never closed"),
        ("safe\u202egpj.exe\u2069", "safegpj.exe"),
        ("zero\u200bwidth\ufeff\u00adhyphen", "zerowidthhyphen"),
        ("tag\U000e0041s", "tags"),
        ("one\ntwo\tthree\u2028four\x00", "one two three four"),
        ("  عربى و עברית 漢字  ", "عربى و עברית 漢字"),
        ("نمی\u200cخواهم 👩\u200d🚒", "نمی\u200cخواهم 👩\u200d🚒"),
    ],
)
def test_only_visible_text_remains(given_text: str, shown: str) -> None:
    assert plain(given_text) == shown


@given(st.text())
def test_no_control_character_survives(text: str) -> None:
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in plain(text))
    assert plain(plain(text)) == plain(text)


def test_shortened_text_ends_at_a_word_within_the_limit() -> None:
    assert shorten("The ferry sails at seven, or so they say", 27) == "The ferry sails at seven…"
    assert shorten("short", 27) == "short"
    assert len(shorten("x" * 100, 10)) == 10


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/2025/09/03/bridge?a=b&c=d#part",
        "http://example.org:8080/",
        "https://[2001:db8::1]/",
        "https://example.org/%C3%A9",
    ],
)
def test_an_ordinary_address_stays_as_it_is(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "//example.org/",
        "https:///path",
        "https://user:secret@example.org/",
        "https://example.org:port/",
        "https://[oops/",
        'https://exa"mple.org/',
        "https://example.org/a b",
        "https://example.org/" + "x" * 3_000,
    ],
)
def test_anything_else_is_no_address(address: str | None) -> None:
    assert web_address(address) is None


def test_what_could_end_a_link_early_is_encoded() -> None:
    address = web_address('https://example.org/a>b<c"d)e(f[g]h\\i`j|k')
    assert address is not None
    assert not set(address) & set('<>"()[]\\`| ')
