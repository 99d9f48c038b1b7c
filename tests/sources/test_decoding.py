import pytest

from briefer.errors import SourceError
from briefer.sources.decoding import decode

TEXT = (
    "Die Fähre sank am Donnerstag vor der Küste, sagte die Küstenwache in Kiel. "
    "Größere Schäden gab es nicht, hieß es später.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_what_the_server_said_is_believed_when_it_is_not_utf8() -> None:
    text = "Паром затонул в четверг у северного побережья."
    assert decode(text.encode("koi8-r"), charset="koi8-r") == text
    assert decode(text.encode(), charset="koi8-r") == text


def test_the_encoding_a_page_names_is_used() -> None:
    page = f'<html><head><meta charset="windows-1252"></head><p>“{TEXT}”</p>'
    assert decode(page.encode("cp1252")) == page


def test_latin1_means_what_browsers_take_it_for() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">“Quoted” – ü'
    assert decode(page.encode("cp1252")) == page


def test_an_unnamed_old_encoding_is_guessed_when_clear() -> None:
    assert decode((TEXT * 5).encode("cp1252")) == TEXT * 5


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 \x00", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"PK\x03\x04rest", "a zip archive"),
        (b"text\x00with\x00holes", "NUL bytes"),
        (b"\x01\x02\x03\x04\x05\x06" * 40, "control characters"),
        (bytes(range(128, 256)) * 8, "in another encoding"),
        (
            ("Fährverkehr über Köln, Lübeck, Zürich " * 3).encode() + b"\xff\xfe ende",
            "damaged UTF-8",
        ),
        (("\ufffd" * 40).encode(), "has lost its letters"),
        (b'<meta charset="klingon"><p>\xe4\xf6</p>', "unknown encoding"),
        (b'<meta charset="unicode_escape"><p>\xe4\\u0041</p>', "unknown encoding"),
        (b'<meta charset="shift_jis"><p>\xff\xff</p>', "is not valid shift_jis"),
        (b"\xff\xfeodd", "is not valid utf-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        decode(data)
