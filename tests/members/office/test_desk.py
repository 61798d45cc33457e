"""The first page of the office: what waits, what went wrong, the figures."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from members import network_figures, office_desk
from members.waiting import KINDS
from tests.factories import (
    ApplicationFactory,
    CredentialFactory,
    EditorFactory,
    MailFactory,
    listed,
)
from tests.members.coordination.conftest import propose


@pytest.fixture
def waiting(workshop, college, wanda, essen):
    """A change in Essen, and an old claim of a member of both networks."""
    propose(workshop, wanda, plain="Neu.")
    old = timezone.now() - timedelta(days=20)
    CredentialFactory(organisation=college, claimed_at=old)
    ApplicationFactory(network=essen)


def cells(queue):
    return {str(cell.label): (cell.number, cell.late) for cell in queue.cells}


def test_what_waits_is_counted_in_each_network(waiting):
    bochum, essen, none = office_desk.queues()

    assert cells(essen) == {"Änderung": (1, 0), "Nachweis": (1, 1), "Bewerbung": (1, 0)}
    assert cells(bochum) == {"Nachweis": (1, 1)}
    assert (none.network, none.cells) == (None, [])
    assert bochum.cells[0].days == 20


def test_every_kind_that_can_wait_is_counted():
    assert set(KINDS) <= set(office_desk.WAITING)


def test_each_number_leads_to_its_list(office, waiting):
    addresses = [cell.address for queue in office_desk.queues() for cell in queue.cells]

    for address in addresses:
        page = office.get(address)
        assert page.status_code == 200
        assert len(page.context["cl"].result_list) == 1


def test_the_first_page_tells_what_waits(office, waiting):
    MailFactory(state="failed")

    page = office.get("/verwaltung/").text

    assert "1 Brief kam nicht oder vielleicht nicht an" in page
    assert "1 davon seit über 14 Tagen" in page
    assert "Netzwerk Bochum" in page


def test_the_first_page_is_quick_however_much_waits(
    office, waiting, wanda, essen, django_assert_max_num_queries
):
    for number in range(5):
        member = listed(f"mitglied-{number}", essen)
        propose(member, EditorFactory(organisation=member).person, plain="Neu.")

    with django_assert_max_num_queries(24):
        office.get("/verwaltung/")


def test_an_empty_portal_says_what_will_stand_there(office):
    page = office.get("/verwaltung/").text

    assert "In keinem Netzwerk wartet etwas." in page
    assert "Es gibt noch kein Netzwerk." in page


def test_figures_are_counted_for_each_network(workshop, college, wanda, kemal):
    kemal.last_login = timezone.now()
    kemal.save()

    bochum, essen = network_figures.figures()

    assert (essen.members.number, essen.online) == (2, 2)
    assert (bochum.members.number, bochum.online) == (1, 1)
    assert essen.never_signed_in.number == 1
    assert bochum.never_signed_in.number == 0
    assert essen.fresh + essen.stale.number == 2


def test_the_figures_lead_to_the_members(office, workshop, wanda):
    one = network_figures.figures()[0]

    for figure in (one.members, one.never_signed_in):
        page = office.get(figure.address)
        assert "Werkstatt" in page.text


def test_the_figures_are_a_file_too(office, workshop, essen):
    essen.name = "=Netz; Essen"
    essen.save()

    response = office.get("/verwaltung/zahlen.csv")

    text = response.content.decode("utf-8-sig")
    names, row = csv.reader(text.splitlines(), delimiter=";")
    assert names == list(network_figures.COLUMNS)
    assert row[:3] == ["'=Netz; Essen", "1", "1"]
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_figures_ask_no_more_with_more_networks(
    workshop, college, django_assert_num_queries
):
    with django_assert_num_queries(3):
        network_figures.figures()
