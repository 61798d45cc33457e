"""How long ago something was, as one says it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alliance.lapse import ago, in_words, since

NOW = datetime(2027, 3, 31, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "heute"),
        (1, "gestern"),
        (2, "zwei Tagen"),
        (12, "zwölf Tagen"),
        (13, "13 Tagen"),
        (30, "30 Tagen"),
        (31, "dem 28. Februar 2027"),
    ],
)
def test_since_when(days, said):
    assert since(NOW - timedelta(days=days), NOW) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "heute"),
        (1, "gestern"),
        (3, "vor drei Tagen"),
        (31, "am 28. Februar 2027"),
    ],
)
def test_how_long_ago(days, said):
    assert ago(NOW - timedelta(days=days), NOW) == said


def test_yesterday_begins_at_midnight_where_the_alliance_is():
    late = datetime(2027, 3, 30, 22, 30, tzinfo=ZoneInfo("UTC"))  # half past midnight

    assert since(late, NOW) == "heute"
    assert since(late - timedelta(hours=1), NOW) == "gestern"


def test_what_lies_ahead_by_another_clock_is_today():
    assert since(NOW + timedelta(days=2), NOW) == "heute"


def test_figures_are_words_up_to_twelve():
    assert [in_words(number) for number in (2, 12, 13)] == ["zwei", "zwölf", "13"]
