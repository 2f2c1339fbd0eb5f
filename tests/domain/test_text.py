"""Sanitising and decoding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsterm.domain.text import decode, sanitise, sanitise_line
from newsterm.errors import InputError

# Lone surrogates included: JSON and YAML escapes can make them.
ANY_TEXT = st.text(st.characters(exclude_categories=()))
NASTY = st.text(
    st.sampled_from("a中\r\n\t\x0b\x1b\x85\x9b\u2028\u202e\u200b\u200d\ufeff\ud83d\x7f")
)

SPRING = "春天来了，我们的城市在变化，这是一个大的时代。" * 3


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\x1b[31m红\x1b]0;t\x07", "\ufffd[31m红\ufffd]0;t\ufffd"),
        ("\x9b31m\x7f\x00", "\ufffd31m\ufffd\ufffd"),
        ("\ud83d\ude00", "\ufffd\ufffd"),
        ("a\u202eb\u2066c\u061cd\u200fe", "abcde"),
        ("北\u200b京\u2060市\ufeff\u00ad\U000e0041", "北京市"),
        ("👩\u200d🚀 ❤\ufe0f می\u200cخواهم", "👩\u200d🚀 ❤\ufe0f می\u200cخواهم"),
        ("表\t格", "表\t格"),
    ],
)
def test_sanitise(raw: str, clean: str) -> None:
    assert sanitise(raw) == clean


@settings(deadline=None)
@given(ANY_TEXT | NASTY)
def test_sanitised_text_is_safe_and_stays_as_it_is(text: str) -> None:
    clean = sanitise(text)
    assert sanitise(clean) == clean
    assert len(clean) <= len(text)
    categories = {unicodedata.category(character) for character in clean if character not in "\n\t"}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    assert clean.encode("utf-8").decode("utf-8") == clean


@given(ANY_TEXT | NASTY)
def test_a_line_has_no_line_end(text: str) -> None:
    line = sanitise_line(text)
    assert line.splitlines() in ([], [line])
    assert "\t" not in line


def test_harmless_text_is_untouched() -> None:
    assert sanitise("制造业 13%左右\n\n力争15%") == "制造业 13%左右\n\n力争15%"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SPRING.encode("utf-8"), "utf-8"),
        (SPRING.encode("utf-8-sig"), "utf-8"),
        (SPRING.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + SPRING.encode("utf-16-be"), "utf-16"),
        (SPRING.encode("utf-32"), "utf-32"),
        (SPRING.encode("gb18030"), "gb18030"),
    ],
)
def test_decode(data: bytes, encoding: str) -> None:
    assert decode(data) == (SPRING, encoding)


def test_decode_tells_big5_from_gb18030() -> None:
    text = "政府今天說，我們的城市在這個時代有很大的變化，來的人不少。"
    assert decode(text.encode("big5")) == (text, "big5")
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_decode_of_nothing_is_nothing() -> None:
    assert decode(b"") == ("", "utf-8")


@settings(deadline=None)
@given(st.text())
def test_decode_undoes_utf8(text: str) -> None:
    if text.count("\0") * 100 > len(text.encode()) or text.startswith("\ufeff"):
        return
    assert decode(text.encode("utf-8")) == (text, "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_one_error(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except InputError as error:
        text, encoding = error.message, "none"
    if encoding == "none":
        assert text.startswith(("not a text file", "broken UTF-"))
    elif encoding == "utf-8":
        assert data.removeprefix(b"\xef\xbb\xbf") == text.encode()
    else:
        assert encoding in ("utf-16", "utf-32", "gb18030", "big5")


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        b"\xff\xfe\x00",
    ],
)
def test_binaries_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        decode(data)


def test_damaged_utf8_is_refused_with_its_line_not_read_as_something_else() -> None:
    data = "第一行很好\n第二行也好\n第三".encode() + b"\xe8\xa1 " + "行坏了".encode()
    with pytest.raises(InputError, match="broken UTF-8 at byte 39") as caught:
        decode(data)
    assert caught.value.line == 3
