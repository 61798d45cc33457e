"""Codes that can be read from paper: what a telephone needs of them."""

import re

import pytest
import segno

from alliance import qr

BASE = "https://www.buendnis-weiterbildung-ruhr.example/merkzettel/?"


def address(count, length):
    """Of a shortlist with so many slugs, each so long."""
    return BASE + "&".join(
        f"a={number:02}{'x' * (length - 2)}" for number in range(count)
    )


@pytest.mark.parametrize(("count", "length"), [(1, 12), (5, 30), (20, 36), (20, 80)])
def test_each_module_has_half_a_millimetre_and_the_code_fits_on_a_page(count, length):
    picture = qr.drawn(address(count, length))

    width = float(re.search(r'width="([\d.]+)mm"', picture)[1])
    modules = segno.make_qr(address(count, length), error="m", boost_error=False)
    assert width == modules.symbol_size()[0] * 0.5
    assert width <= 90


def test_the_picture_has_its_quiet_zone_and_its_own_paper():
    picture = qr.drawn(address(1, 12))

    assert 'fill="#fff"' in picture
    assert "M4 4.5h7" in picture
    assert "style=" not in picture
