import pytest

from members import places
from members.models import PostalCode


@pytest.fixture
def codes(db):
    for code in ("45127", "45128", "45130", "45131", "59063"):
        PostalCode.objects.create(
            code=code, place=f"Ort {code}", latitude=51.4, longitude=7.0
        )


def test_a_code_is_found_with_its_place(codes):
    assert places.find(" 45127 ").place == "Ort 45127"


@pytest.mark.parametrize("code", ["45129", "", "abc", "4512", "451270"])
def test_an_unknown_code_is_none(codes, code):
    assert places.find(code) is None


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        ("45129", ["45128", "45130", "45127"]),
        ("45126", ["45127", "45128", "45130"]),
        ("99999", ["59063", "45131", "45130"]),
        ("00000", ["45127", "45128", "45130"]),
    ],
)
def test_the_neighbours_of_an_unknown_code_are_the_nearest_in_number(
    codes, code, nearest
):
    assert [found.code for found in places.neighbours(code)] == nearest


@pytest.mark.parametrize("code", ["", "Essen", "4512", "451270", "４５１２９"])
def test_what_is_no_code_has_no_neighbours(codes, code):
    assert places.neighbours(code) == []
