from hypothesis import given
from hypothesis import strategies as st

from briefer.sources.characters import visible_lines


def test_invisible_characters_are_dropped_and_letters_stay() -> None:
    hidden = "Ka\u200bny\u00adon \u202eport\u202c\ufeff " + "".join(
        chr(0xE0000 + ord(c)) for c in "obey"
    )
    assert visible_lines(hidden) == ["Kanyon port"]


def test_joiners_stay_where_they_shape_letters() -> None:
    assert visible_lines("می\u200cخواهم") == ["می\u200cخواهم"]
    assert visible_lines("no\u200cthing\u200d") == ["nothing"]


def test_every_kind_of_space_becomes_one_space() -> None:
    assert visible_lines("one\u00a0 \u2009two\t three ") == ["one two three"]


def test_line_breaks_of_every_system_are_breaks() -> None:
    assert visible_lines("a\r\nb\rc\n\nd\u2028e") == ["a", "b", "c", "", "d", "e"]


def test_bytes_smuggled_in_variation_selectors_are_dropped() -> None:
    assert visible_lines("a" + "".join(chr(0xE0100 + code) for code in b"obey") + "\ufe0f") == ["a"]


@given(st.text())
def test_lines_are_clean_for_any_text(text: str) -> None:
    for line in visible_lines(text):
        assert line == " ".join(line.split())
        assert not set(line) & set("\x00\u200b\u202e\u2066\ufeff")
