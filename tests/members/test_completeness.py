"""The one most useful next step, and no more than that."""

import pytest

from members.completeness import STEPS, Facts, next_step

ALL = Facts(*(True for _name in Facts._fields))


def test_who_has_everything_is_left_alone():
    assert next_step(ALL) is None


@pytest.mark.parametrize("name", STEPS)
def test_each_thing_that_is_missing_is_named(name):
    assert next_step(ALL._replace(**{name: False})) == STEPS[name]


def test_the_most_useful_comes_first():
    assert next_step(Facts()) == STEPS["has_name"]
    assert (
        next_step(ALL._replace(has_plain=False, has_logo=False)) == (STEPS["has_plain"])
    )


def test_a_partner_is_not_asked_what_only_a_provider_has():
    partner = ALL._replace(is_provider=False, has_topics=False, has_fundings=False)

    assert next_step(partner) is None
