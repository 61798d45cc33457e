"""What two people write at the same time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.merging import Conflict, ConflictError, merge

BEGAN = {"name": "Werkstatt", "plain": "Wir lehren.", "terms": {1, 2}}


def test_different_fields_are_merged():
    now = BEGAN | {"name": "Werkhof"}

    written = merge(now, began=BEGAN, wanted=BEGAN | {"plain": "Wir üben."})

    assert written == {"plain": "Wir üben."}


def test_the_same_field_is_a_conflict_that_names_both():
    now = BEGAN | {"name": "Werkhof"}

    with pytest.raises(ConflictError) as raised:
        merge(now, began=BEGAN, wanted=BEGAN | {"name": "Atelier"})

    assert raised.value.conflicts == {"name": Conflict("Werkhof", "Atelier")}


def test_the_same_change_twice_is_none():
    now = BEGAN | {"terms": {1}}

    assert merge(now, began=BEGAN, wanted=BEGAN | {"terms": {1}}) == {}


FIELDS = st.fixed_dictionaries({name: st.integers(0, 2) for name in "abc"})


@given(FIELDS, FIELDS, FIELDS)
def test_a_merge_loses_no_change_of_either(began, now, wanted):
    try:
        result = now | merge(now, began=began, wanted=wanted)
    except ConflictError:
        result = None
    assert result or any(
        len({began[name], now[name], wanted[name]}) == 3 for name in "abc"
    )

    for name in result or ():
        if wanted[name] != began[name]:
            assert result[name] == wanted[name]
        else:
            assert result[name] == now[name]
