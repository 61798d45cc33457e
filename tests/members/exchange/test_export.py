"""What stands in a list of members, and that an import of it changes nothing."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from members.exchange.columns import COLUMNS
from members.exchange.commit import import_table
from members.exchange.quoting import unquoted
from members.exchange.reading import read
from members.exchange.writing import Listing
from members.models import Organisation, Profile, Term
from networks.models import Network
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    MembershipFactory,
    ProfileFactory,
    SiteFactory,
    TermFactory,
    listed,
)
from tests.members.exchange.lists import EVERYTHING, counts
from tests.mirror.rows import all_rows

pytestmark = pytest.mark.django_db


def written(file_format, networks=None):
    ids = [one.pk for one in networks or Network.objects.all()]
    file = io.BytesIO()
    Listing(Organisation.objects.from_a_to_z(), ids).write(file_format, file)
    return file.getvalue()


def rows(networks=None):
    """The CSV file as a spreadsheet shows it."""
    text = written("csv", networks).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def sheet():
    return load_workbook(io.BytesIO(written("xlsx"))).active


def numbered(number="N1", *networks, **content):
    one = listed(number.lower(), *networks, **content)
    Organisation.objects.filter(pk=one.pk).update(number=number)
    return one


def assert_it_comes_back(networks=None):
    before = all_rows()
    for file_format in ("csv", "xlsx"):
        plan = import_table(read(written(file_format, networks)), by=None)
        assert (counts(plan)[:2], plan.problems) == ((0, 0), [])
        assert plan.unchanged == Organisation.objects.count()
        assert all_rows() == before


def test_all_columns_come_back_as_they_were_imported(imported):
    (row,) = rows()

    assert list(row) == [column.name for column in COLUMNS]
    assert row == EVERYTHING | {
        "Telefon": "0201 555-0",
        "Website": "https://werkstatt.example",
        "Netzwerk": "Netzwerk Bochum|Netzwerk Essen",
        "Mitglied seit": "01.03.2024|01.10.2020",
        "Themen": "IT und Digitalisierung|Pflege und Gesundheit",
        "Förderungen": "Aktivierungs- und Vermittlungsgutschein|Bildungsgutschein",
        "Zielgruppen": "Arbeitsuchende",
        "Unterrichtsformen": "Digital|Präsenz",
        "Unterrichtszeiten": "Abends",
        "Abschlüsse": "Schulabschluss",
        "Sprachen": "Türkisch",
        "Barrierefreiheit": "Barrierefreies WC|Stufenlos zugänglich",
        "Redaktion E-Mail": "rita@werkstatt.example",
    }
    assert_it_comes_back()


def test_csv_opens_right_in_a_german_excel(imported):
    content = written("csv")

    assert content.startswith(b"\xef\xbb\xbfArt;Nr;Name;")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2


def test_a_further_site_has_a_row_with_the_number_alone(ruhr, essen):
    one = numbered("N1", essen)
    SiteFactory(organisation=one, street="Zweiter Weg 2", telephone="0201 1234567")

    first, second = rows()

    assert first["Straße"] == "Beispielweg 1"
    told = {name: cell for name, cell in second.items() if cell}
    assert told == {
        "Nr": "N1",
        "Straße": "Zweiter Weg 2",
        "PLZ": "45127",
        "Ort": "Essen",
        "Telefon": "0201 1234567",
    }
    assert_it_comes_back()


def test_two_sites_at_one_address_come_back(ruhr, essen):
    one = numbered("N1", essen)
    for telephone in ("0201 1234567", "0201 7654321", ""):
        SiteFactory(organisation=one, telephone=telephone)

    assert len(rows()) == 4
    assert_it_comes_back()


def test_of_who_is_not_online_only_the_name_is_told(ruhr, essen):
    one = MembershipFactory(network=essen, organisation__number="N1").organisation
    draft = ProfileFactory(
        organisation=one,
        name="Neues Haus",
        plain="GEHEIM",
        text="GEHEIM",
        website="https://geheim.example",
    )
    draft.terms.add(Term.objects.get(slug="it"))

    (row,) = rows()

    assert row["Name"] == "Neues Haus"
    assert "geheim" not in str(row).lower()
    assert row["Themen"] == ""
    assert_it_comes_back()
    assert not Profile.objects.published().exists()


def test_words_that_wait_for_a_decision_are_not_told(ruhr, essen):
    one = numbered("N1", essen, plain="Online.")
    ProfileFactory(organisation=one, state="submitted", name="G", plain="GEHEIM")

    assert rows()[0]["Kurz"] == "Online."
    assert_it_comes_back()


def test_memberships_of_other_networks_are_not_told(ruhr, essen, bochum):
    numbered("N1", essen, bochum)

    (row,) = rows([essen])

    assert (row["Netzwerk"], row["Mitglied seit"]) == ("Netzwerk Essen", "01.10.2020")
    assert "bochum" not in str(row).lower()
    assert_it_comes_back([essen])


def test_past_memberships_are_not_told_and_coming_ones_are(ruhr, essen, bochum):
    one = numbered("N1", essen)
    today = timezone.localdate()
    MembershipFactory(organisation=one, network=bochum, until=today - timedelta(days=1))
    MembershipFactory(organisation=one, network=bochum, since=today + timedelta(days=1))

    assert rows()[0]["Netzwerk"] == "Netzwerk Bochum|Netzwerk Essen"
    assert_it_comes_back()


def test_a_network_left_and_joined_again_stands_there_once(ruhr, essen):
    one = numbered("N1")
    today = timezone.localdate()
    MembershipFactory(organisation=one, network=essen, until=today)
    MembershipFactory(organisation=one, network=essen, since=today + timedelta(days=9))

    assert rows()[0]["Netzwerk"] == "Netzwerk Essen"
    assert_it_comes_back()


def test_the_latest_confirmed_proof_is_told(ruhr, essen):
    one = numbered("N1", essen)
    azav = {"organisation": one, "kind": "azav", "areas": [4]}
    now = timezone.now()
    CredentialFactory(**azav, valid_until=date(2030, 1, 1), confirmed_at=now)
    CredentialFactory(**azav, valid_until=date(2031, 1, 1), confirmed_at=now)
    CredentialFactory(**azav, valid_until=date(2032, 1, 1), claimed_at=now)

    assert rows()[0]["AZAV gültig bis"] == "01.01.2031"
    assert_it_comes_back()


def test_the_main_editor_is_told_and_no_other(ruhr, essen):
    one = numbered("N1", essen)
    EditorFactory(organisation=one)
    assert rows()[0]["Redaktion E-Mail"] == ""
    assert_it_comes_back()

    main = EditorFactory(organisation=one, is_main=True)

    assert rows()[0]["Redaktion E-Mail"] == main.person.email
    assert_it_comes_back()


def test_a_term_that_another_answers_for_is_told_by_its_slug(ruhr, essen):
    odd = [
        TermFactory(slug="zwei", name="Dies | Das"),
        TermFactory(slug="drei", name="it"),
        TermFactory(slug="alt", name="IT und Digitalisierung", is_retired=True),
    ]
    numbered("N1", essen, terms=odd)

    assert set(rows()[0]["Themen"].split("|")) == {"zwei", "drei", "alt"}
    assert_it_comes_back()


@pytest.mark.parametrize("name", ["=1+1", "+49 Kurse", "-2", "@home", "'=x", "'0815"])
def test_what_looks_like_a_formula_comes_back(ruhr, essen, name):
    numbered("N1", essen, name=name)

    assert unquoted(rows()[0]["Name"]) == name
    assert rows()[0]["Name"][0] not in "=+-@"
    cell = sheet()["C2"]
    assert (cell.value, cell.data_type) == (name, "s")
    assert_it_comes_back()


def test_a_workbook_has_texts_and_days_and_no_formula(imported):
    cells = {head.value: cell for head, cell in zip(*sheet().iter_rows(), strict=True)}

    assert cells["AZAV gültig bis"].value.date() == date(2029, 12, 31)
    assert cells["AZAV gültig bis"].number_format == "DD.MM.YYYY"
    assert cells["Mitglied seit"].value == "01.03.2024|01.10.2020"
    for name in ("PLZ", "Telefon", "Nr", "KURSNET-Nr"):
        assert (cells[name].data_type, cells[name].number_format) == ("s", "@")
    assert {cell.data_type for cell in cells.values()} == {"s", "d"}


def test_a_workbook_is_made_to_be_worked_with(ruhr, essen):
    numbered("N1", essen)
    numbered("N2", essen)

    page = sheet()

    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:Y3"
    assert page.column_dimensions["C"].width == 40
    assert page["A1"].font.bold
    assert page["N2"].value.date() == date(2020, 10, 1)


def test_what_no_file_can_hold_is_left_out(ruhr, essen):
    numbered("N1", essen, text="a\x01b\x0cc￾d\U000f0000e\n\tf")

    assert rows()[0]["Beschreibung"] == "abcd\U000f0000e\n\tf"
    assert sheet()["E2"].value == "abcd\U000f0000e\n\tf"


def test_an_organisation_without_a_site_has_a_row(ruhr, essen):
    numbered("N1", essen).sites.all().delete()

    assert rows()[0]["Straße"] == ""
    assert_it_comes_back()
