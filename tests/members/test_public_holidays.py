from datetime import date

import holidays
import pytest

from members.public_holidays import easter_sunday, holidays_from


@pytest.mark.parametrize("year", range(2020, 2061))
def test_the_holidays_are_those_that_others_count(year):
    expected = holidays.Germany(subdiv="NW", years=year)
    ours = holidays_from(date(year, 1, 1))

    assert {day for day in ours if day < f"{year + 1}"} == {
        day.isoformat() for day in expected
    }


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1954, 4, 18), (1981, 4, 19), (2027, 3, 28), (2038, 4, 25)],
)
def test_easter_is_right_where_the_rule_has_exceptions(year, month, day):
    assert easter_sunday(year) == date(year, month, day)


def test_the_year_to_come_begins_today():
    found = holidays_from(date(2026, 12, 25))

    assert list(found.items())[:3] == [
        ("2026-12-25", "1. Weihnachtstag"),
        ("2026-12-26", "2. Weihnachtstag"),
        ("2027-01-01", "Neujahr"),
    ]
    assert max(found) == "2027-12-26"
