import pytest

from networks.map import DATA, draw, locate
from networks.models import City

ESSEN = City(slug="essen", name="Essen", latitude=51.45, longitude=7.01)
KIEL = City(slug="kiel", name="Kiel", latitude=54.32, longitude=10.13)


def test_the_drawing_is_small():
    assert DATA.stat().st_size < 2000


def test_a_place_further_east_lies_further_to_the_right():
    across = [locate(51.5, 5.8 + step / 100).x for step in range(930)]

    assert across == sorted(set(across))


def test_a_place_further_north_lies_higher():
    down = [locate(47.2 + step / 100, 7).y for step in range(790)]

    assert down == sorted(set(down), reverse=True)


def test_a_city_stands_inside_of_its_outline():
    stop = draw([ESSEN]).stops["essen"]

    assert stop.outline.startswith("M")
    assert stop.box.holds(stop.at)


def test_a_city_that_was_never_drawn_is_a_stop_on_the_line_and_in_the_view():
    plan = draw([ESSEN, KIEL])
    kiel = plan.stops["kiel"]

    assert kiel.outline == ""
    assert plan.box.holds(kiel.at)
    assert plan.box.holds(kiel.label)
    assert plan.line.endswith(f"{kiel.at.x:g} {kiel.at.y:g}")


@pytest.mark.parametrize("cities", [[], [ESSEN]])
def test_few_cities_are_drawn_as_well(cities):
    assert len(draw(cities).stops) == len(cities)


def test_a_long_name_is_cut_in_front_of_its_river():
    city = City(
        slug="muelheim", name="Mülheim an der Ruhr", latitude=51.43, longitude=6.88
    )

    assert draw([city]).stops["muelheim"].name == "Mülheim"
