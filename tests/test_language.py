"""Which language is spoken, and that errors and counts are said in it."""

from __future__ import annotations

import pytest

from newsterm.errors import InputError, NewstermError
from newsterm.language import _, language_of_locale, speak, spoken


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_US:zh"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_CN"}, "zh"),
        ({"LANG": "C", "LANGUAGE": "zh"}, "en"),
    ],
)
def test_the_locale_s_language(environ: dict[str, str], language: str) -> None:
    assert language_of_locale(environ) == language


def test_a_setting_is_over_the_locale() -> None:
    speak("en", {"LANG": "zh_CN.UTF-8"})
    assert (spoken(), _("Quit")) == ("en", "Quit")
    speak("zh", {"LANG": "C"})
    assert (spoken(), _("Quit")) == ("zh", "退出")
    speak("auto", {"LANG": "zh_CN.UTF-8"})
    assert _("Quit") == "退出"
    assert _("what no catalogue has") == "what no catalogue has"
    assert _("") == ""


def test_an_error_is_translated_when_it_is_read() -> None:
    error = InputError("the file is empty", 3)
    filled = NewstermError("the app can't draw on TERM={term}", "is the disk full?", term="{x}")
    assert (str(error), error.line) == ("the file is empty", 3)
    assert filled.message == "the app can't draw on TERM={x}"
    speak("zh", {})
    assert (str(error), error.message) == ("文件为空", "文件为空")
    assert filled.message == "TERM={x} 无法显示界面"
    assert filled.hint == "磁盘是否已满？"


def test_braces_of_a_message_that_is_whole_already_mean_nothing() -> None:
    assert NewstermError("a{b}c.md: {").message == "a{b}c.md: {"
