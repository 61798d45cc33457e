import logging
import re

import pytest

from alliance.logs import BriefOutages, LineFormatter


def shown(message, *arguments, exception=None, **more):
    record = logging.LogRecord("n", logging.INFO, "p", 1, message, arguments, exception)
    vars(record).update(more)
    BriefOutages().filter(record)
    return LineFormatter().format(record)


def raised(text):
    with pytest.raises(ValueError, match=re.escape(text)) as caught:
        raise ValueError(text)
    return caught.type, caught.value, caught.tb


def test_nobody_forges_a_line_of_the_log():
    line = shown("Seen %s", "a\r\n2026-01-01 ERROR\x1b[31m\u2028\x9b")

    assert len(line.splitlines()) == 1
    assert not {"\x1b", "\r", "\x9b"} & set(line)


def test_nobody_forges_a_line_after_a_traceback():
    text = shown("Broken", exception=raised("a\n2026-01-01 ERROR forged\x1b"))

    assert "\x1b" not in text
    assert all(line.startswith("    ") for line in text.splitlines()[1:])


def test_a_key_in_an_address_is_masked():
    line = shown("Failed: %s", "/konto/password/reset/key/1-d4m4kq-3f2ab/")

    assert line.endswith("Failed: /konto/password/reset/key/…/")


def test_other_addresses_are_shown():
    assert shown("Failed: /anbieter/haus-2000/").endswith("/anbieter/haus-2000/")


def test_an_outage_takes_one_line():
    text = shown("Unavailable", exception=raised("away"), status_code=503)

    assert len(text.splitlines()) == 1
