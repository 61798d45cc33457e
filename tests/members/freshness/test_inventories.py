"""The yearly inventory: line by line, by two at once, to the end."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalEntry
from members.freshness import inventories, reminding
from members.freshness.inventories import Noted
from members.models import Inventory, InventoryItem, Membership, Organisation
from tests.factories import (
    EditorFactory,
    MembershipFactory,
    NetworkFactory,
    RoleFactory,
    UserFactory,
    listed,
)
from tests.threads import together

LIST = "/koordination/durchsicht/"
START = f"{LIST}beginnen/"
RIGHT = {"result": "right", "note": ""}


@pytest.fixture
def members(essen):
    return [listed(slug, essen) for slug in ("akademie", "bauhof", "chor")]


@pytest.fixture
def inventory(members, essen, esra):
    return inventories.start(essen, by=esra)


@pytest.fixture
def esras(client, esra):
    client.force_login(esra)
    return client


def line(inventory, slug):
    found = InventoryItem.objects.select_related("organisation")
    return found.get(inventory=inventory, organisation__slug=slug)


def page(inventory, slug=""):
    return f"{LIST}{inventory.pk}/{f'zeile/{slug}/' if slug else ''}"


def note(client, inventory, slug, **fields):
    seen = line(inventory, slug).revision
    return client.post(page(inventory, slug), RIGHT | {"seen": seen} | fields)


def results(inventory):
    lines = InventoryItem.objects.filter(inventory=inventory)
    return dict(lines.values_list("organisation__slug", "result"))


def test_it_begins_with_the_members_of_today(esras, essen, bochum, members):
    yesterday = timezone.localdate() - timedelta(days=1)
    MembershipFactory(network=essen, until=yesterday)
    MembershipFactory(network=essen, since=yesterday + timedelta(days=2))
    MembershipFactory(network=essen, organisation__removed_at=timezone.now())
    resting = MembershipFactory(network=essen, suspended_on=yesterday).organisation
    listed("fremd", bochum)

    response = esras.post(START, {"network": essen.pk})

    started = Inventory.objects.get()
    assert response.url == page(started)
    slugs = {"akademie", "bauhof", "chor", resting.slug}
    assert results(started) == dict.fromkeys(slugs, "open")
    assert "0 von 4" in esras.get(response.url).text


def test_a_network_has_one_at_a_time(esras, essen, inventory, esra):
    with pytest.raises(ValidationError):
        inventories.start(essen, by=esra)
    refused = esras.post(START, {"network": essen.pk})
    assert refused.status_code == 422
    assert "Im Netzwerk läuft schon eine Durchsicht." in refused.text
    assert "Durchsicht beginnen" not in esras.get(LIST).text
    assert Inventory.objects.count() == 1


def test_a_network_without_members_has_none(esras, essen):
    response = esras.post(START, {"network": essen.pk})

    assert response.status_code == 422
    assert "Das Netzwerk hat heute kein Mitglied." in response.text
    assert not Inventory.objects.exists()


def test_nobody_begins_it_for_another_network(esras, bochum, members):
    listed("fremd", bochum)

    assert esras.post(START, {"network": bochum.pk}).status_code == 404
    assert not Inventory.objects.exists()


def test_confirmed_counts_at_once_and_the_next_one_follows(esras, inventory, client):
    response = note(esras, inventory, "akademie", note="Zentrale")

    assert response.url == page(inventory, "bauhof")
    assert "1 von 3" in esras.get(response.url).text
    month = timezone.localdate()
    confirmed = Organisation.objects.get(slug="akademie").confirmed_at
    assert timezone.localdate(confirmed) == month
    assert "Angaben bestätigt im" in client.get("/anbieter/akademie/").text
    file = esras.get("/koordination/organisationen/akademie/").text
    assert "In der Durchsicht bestätigt am" in file
    entry = JournalEntry.objects.get(verb="freshness.confirmed_in_inventory")
    assert entry.capacity == "coordinator"
    assert entry.details.after == {"result": "right", "note": "Zentrale"}


@pytest.mark.parametrize("result", ["change", "gone", "silent"])
def test_other_results_confirm_nothing_and_stand_in_the_record(
    esras, inventory, esra, result
):
    note(esras, inventory, "bauhof", result=result, note="Ruft zurück.")

    assert Organisation.objects.get(slug="bauhof").confirmed_at is None
    noted = line(inventory, "bauhof")
    assert (noted.result, noted.note, noted.noted_by) == (result, "Ruft zurück.", esra)
    listed_now = esras.get(page(inventory)).text
    assert "Esra · Ruft zurück." in listed_now
    # What is open stands first.
    assert listed_now.index("Chor") < listed_now.index("Bauhof")


@pytest.mark.parametrize("result", ["open", "left", "", "erdacht"])
def test_only_a_result_that_there_is_can_be_noted(esras, inventory, result):
    response = note(esras, inventory, "bauhof", result=result, note="Notiz")

    assert response.status_code == 422
    assert 'value="Notiz"' in response.text
    assert results(inventory)["bauhof"] == "open"


def test_the_list_is_filtered_by_result(esras, inventory):
    note(esras, inventory, "bauhof", result="silent")

    def slugs(value):
        found = esras.get(page(inventory), {"ergebnis": value}).context["page"]
        return [one.slug for one in found]

    assert slugs("nicht-erreicht") == ["bauhof"]
    assert slugs("offen") == ["akademie", "chor"]
    assert "Keine Zeile hat dieses Ergebnis." in (
        esras.get(page(inventory), {"ergebnis": "weg"}).text
    )


def test_who_was_slower_is_told_and_keeps_what_was_typed(esras, inventory, essen):
    seen = line(inventory, "bauhof").revision
    other = UserFactory(name="Selma")
    RoleFactory(person=other, network=essen)
    inventories.note(
        line(inventory, "bauhof"),
        noted=Noted("gone", "Laut Nachbar."),
        seen=1,
        by=other,
    )

    typed = {"result": "change", "note": "Neue Adresse", "seen": seen}
    response = esras.post(page(inventory, "bauhof"), typed)

    assert response.status_code == 409
    assert "Inzwischen hat Selma hier etwas notiert" in response.text
    assert "Laut Nachbar." in response.text
    assert 'value="Neue Adresse"' in response.text
    assert results(inventory)["bauhof"] == "gone"
    seen = response.context["form"]["seen"].value()
    assert esras.post(page(inventory, "bauhof"), typed | {"seen": seen}).url
    assert results(inventory)["bauhof"] == "change"


def test_it_closes_with_the_last_line(esras, inventory):
    for slug in ("akademie", "bauhof"):
        note(esras, inventory, slug)
    response = note(esras, inventory, "chor", result="silent")

    assert response.url == page(inventory)
    inventory.refresh_from_db()
    assert inventory.closed_at
    text = esras.get(page(inventory)).text
    assert "Das war die letzte Zeile." in text
    assert "3 von 3" in text
    assert "Durchsicht beginnen" in esras.get(LIST).text
    assert note(esras, inventory, "chor").status_code == 409


def test_it_is_closed_by_hand_with_the_rest_listed(esras, inventory):
    note(esras, inventory, "akademie")
    address = f"{page(inventory)}schliessen/"
    asked = esras.get(address).text
    assert "2 Zeilen sind noch offen." in asked
    assert "Bauhof" in asked
    assert "Akademie" not in asked

    assert esras.post(address).url == page(inventory)

    text = esras.get(page(inventory)).text
    assert text.count("Offen geblieben") == 2
    assert f"Netzwerk Essen, {inventory.started_at:%Y}" not in text
    assert "1 von 3, geschlossen am" in esras.get(LIST).text
    assert esras.post(address).status_code == 409


def test_who_joins_is_added_and_who_leaves_is_out(esras, inventory, essen):
    listed("dazu", essen)
    own = Membership.objects.filter(organisation__slug="chor")
    own.update(until=timezone.localdate() - timedelta(days=1))

    reminding.remind(timezone.now())

    assert results(inventory) == {
        "akademie": "open",
        "bauhof": "open",
        "chor": "left",
        "dazu": "open",
    }
    assert "nicht mehr Mitglied des Netzwerks" in (
        esras.get(page(inventory, "chor")).text
    )
    assert "1 von 4" in esras.get(page(inventory)).text
    own.update(until=None)
    reminding.remind(timezone.now())
    assert results(inventory)["chor"] == "open"


def test_what_is_noted_stays_when_a_member_leaves(esras, inventory):
    note(esras, inventory, "chor", result="gone")
    Organisation.objects.filter(slug="chor").update(removed_at=timezone.now())

    reminding.remind(timezone.now())

    assert results(inventory)["chor"] == "gone"
    assert esras.get(page(inventory)).status_code == 200


def test_paper_has_all_lines(esras, inventory):
    note(esras, inventory, "akademie", note="Zentrale")

    paper = esras.get(f"{page(inventory)}drucken/").text

    for words in ("Akademie", "Bauhof", "Chor", "Zentrale", "bestätigt"):
        assert words in paper


def test_another_networks_inventory_is_not_there(inventory, boris, client, gisela):
    client.force_login(boris)
    for address in (
        page(inventory),
        page(inventory, "akademie"),
        f"{page(inventory)}drucken/",
        f"{page(inventory)}schliessen/",
    ):
        assert client.get(address).status_code == 404
    assert note(client, inventory, "akademie").status_code == 404
    assert "Netzwerk Essen" not in client.get(LIST).text
    client.force_login(gisela)
    assert client.get(page(inventory)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(
    esras, essen, esra, django_assert_num_queries, count
):
    for number in range(count):
        EditorFactory(organisation=listed(f"viele-{number}", essen))
    started = inventories.start(essen, by=esra)

    with django_assert_num_queries(9):
        esras.get(page(started))


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_asks_a_fixed_number_of_questions(
    esras, esra, django_assert_num_queries, count
):
    for _number in range(count):
        network = NetworkFactory()
        RoleFactory(person=esra, network=network)
        MembershipFactory(network=network)
        inventories.start(network, by=esra)

    with django_assert_num_queries(10):
        esras.get(LIST)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_lose_no_line(inventory, esra):
    """Different lines both count; of the same line one is first."""

    def noting(slug, result):
        item = line(inventory, slug)

        def act():
            try:
                inventories.note(item, noted=Noted(result), seen=item.revision, by=esra)
            except WrongStateError:
                # Noted by somebody else, or closed with the last line.
                return "late"
            return "noted"

        return act

    said = together(
        noting("akademie", "right"),
        noting("bauhof", "silent"),
        noting("chor", "gone"),
        noting("chor", "change"),
    )

    assert sorted(said) == ["late", "noted", "noted", "noted"]
    assert set(results(inventory)) == {"akademie", "bauhof", "chor"}
    assert "open" not in results(inventory).values()
    inventory.refresh_from_db()
    assert inventory.closed_at


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_begin_one(members, essen, esra):
    def begin():
        try:
            return inventories.start(essen, by=esra)
        except ValidationError:
            return None

    started = together(begin, begin)

    assert len([one for one in started if one]) == 1
    assert InventoryItem.objects.count() == 3


def test_a_closed_one_takes_nothing(inventory, esra):
    inventories.close(inventory, by=esra)

    with pytest.raises(WrongStateError):
        inventories.note(line(inventory, "chor"), noted=Noted("right"), seen=1, by=esra)


def test_after_three_years_nobody_knows_who_noted_what(inventory, esra, esras):
    note(esras, inventory, "akademie", note="Zentrale")
    inventories.close(inventory, by=esra)
    Inventory.objects.update(closed_at=timezone.now() - timedelta(days=3 * 365 + 1))

    reminding.remind(timezone.now())

    noted = line(inventory, "akademie")
    assert (noted.result, noted.note, noted.noted_by) == ("right", "", None)


def end_membership(organisation, **others):
    yesterday = timezone.localdate() - timedelta(days=1)
    organisation.memberships.filter(**others).update(until=yesterday)


def remove(organisation, **_others):
    Organisation.objects.filter(pk=organisation.pk).update(removed_at=timezone.now())


@pytest.mark.parametrize("go", [end_membership, remove])
def test_nobody_speaks_for_who_has_left(esras, inventory, members, bochum, go):
    MembershipFactory(organisation=members[0], network=bochum)
    Organisation.objects.update(confirmed_at=None)
    go(members[0], network=inventory.network)

    assert note(esras, inventory, "akademie").status_code == 409
    inventories.keep_all_up()
    assert note(esras, inventory, "akademie").status_code == 409

    members[0].refresh_from_db()
    assert members[0].confirmed_at is None
    assert results(inventory)["akademie"] == "left"
