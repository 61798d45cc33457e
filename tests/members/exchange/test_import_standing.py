"""What a list says about memberships, proofs and editors."""

from datetime import date

import pytest
from django.utils import timezone

from alliance.models import JournalEntry, User
from members import moderation
from members.models import Organisation
from networks.models import Network
from tests.factories import EditorFactory, NetworkFactory
from tests.members.exchange.lists import (
    COLLEGE,
    EVERYTHING,
    WORKSHOP,
    counts,
    import_rows,
    sentences,
)


def test_a_member_of_two_networks_has_a_day_for_each(imported):
    memberships = imported.memberships.values_list("network__slug", "since", "until")

    assert set(memberships) == {
        ("essen", date(2020, 10, 1), None),
        ("bochum", date(2024, 3, 1), None),
    }


def test_the_editor_becomes_the_main_one_and_has_no_password_yet(imported):
    editor = imported.editors.get()

    assert editor.is_main
    assert editor.person.email == "rita@werkstatt.example"
    assert not editor.person.has_usable_password()


@pytest.mark.parametrize(
    ("fundings", "areas"),
    [("avgs|bgs", [1, 4]), ("AVGS", [1]), ("bgs|bamf", [4]), ("bamf", [4]), ("", [4])],
)
def test_the_areas_of_the_proof_follow_from_the_fundings(ruhr, fundings, areas):
    import_rows(EVERYTHING | {"Förderungen": fundings})

    assert Organisation.objects.get().credentials.get().areas == areas


def test_a_proof_is_renewed_and_one_with_the_same_day_untouched(imported):
    imported.credentials.update(areas=[1, 4, 5])
    proof = imported.credentials.get()

    same = import_rows(EVERYTHING)
    renewed = import_rows(EVERYTHING | {"AZAV gültig bis": "31.12.2026"})

    assert (same.unchanged, len(renewed.changed)) == (1, 1)
    assert imported.credentials.get().pk == proof.pk
    assert imported.credentials.get().valid_until == date(2026, 12, 31)


def test_what_an_editor_claims_is_confirmed(imported):
    imported.credentials.update(confirmed_at=None, valid_until=date(2027, 1, 1))

    import_rows(EVERYTHING | {"AZAV gültig bis": "01.01.2027"})

    assert imported.credentials.get().confirmed_at


def test_what_was_refused_is_confirmed_by_a_later_list(imported):
    day, now = date(2027, 1, 1), timezone.now()
    imported.credentials.update(confirmed_at=None, refused_at=now, valid_until=day)

    import_rows(EVERYTHING | {"AZAV gültig bis": "01.01.2027"})

    proof = imported.credentials.get()
    assert (proof.confirmed_at is None, proof.refused_at) == (False, None)


def test_a_proposal_follows_what_a_list_changes(imported, esra):
    started = imported.profiles.get().content()
    EditorFactory(organisation=imported, person=esra)
    wanted = started | {"plain": "Wir üben.", "links": ["https://a.example"]}
    draft = moderation.save_draft(imported, content=wanted, began=started, by=esra)

    import_rows(EVERYTHING | {"Kurz": "Aus der Liste", "Rechtsform": "GmbH"})

    draft.refresh_from_db()
    assert (draft.plain, draft.legal_form) == ("Wir üben.", "GmbH")


def test_further_addresses_survive_a_list(imported):
    imported.profiles.update(links=["https://a.example"])

    import_rows(EVERYTHING | {"Kurz": "Aus der Liste"})

    assert imported.profiles.published().get().links == ["https://a.example"]


def test_the_journal_names_each_organisation_of_a_list_once(imported):
    import_rows(EVERYTHING)

    entries = JournalEntry.objects.values_list("verb", "capacity", "organisation")
    assert list(entries) == [("list.imported", "portal", imported.pk)]


def test_a_second_editor_is_added_and_none_removed(imported):
    import_rows(EVERYTHING | {"Redaktion E-Mail": "two@werkstatt.example"})
    plan = import_rows(EVERYTHING | {"Redaktion E-Mail": "TWO@werkstatt.example"})

    assert plan.unchanged == 1
    assert list(imported.editors.values_list("person__email", "is_main")) == [
        ("rita@werkstatt.example", True),
        ("two@werkstatt.example", False),
    ]
    assert User.objects.count() == 2


def test_one_person_may_edit_several_new_organisations(ruhr):
    both = {"Redaktion E-Mail": "both@example.org"}

    import_rows(WORKSHOP | both, COLLEGE | both)

    assert User.objects.get().editorships.count() == 2


def test_memberships_are_added_and_none_ends(imported):
    NetworkFactory(slug="hamm", name="Netzwerk Hamm")

    plan = import_rows(EVERYTHING | {"Netzwerk": "hamm", "Mitglied seit": ""})
    again = import_rows(EVERYTHING | {"Netzwerk": "hamm", "Mitglied seit": ""})

    assert (len(plan.changed), again.unchanged) == (1, 1)
    assert imported.memberships.filter(until=None).count() == 3


def test_the_first_day_of_a_membership_is_corrected(imported):
    import_rows(EVERYTHING | {"Netzwerk": "essen", "Mitglied seit": "01.01.2021"})

    assert imported.memberships.get(network__slug="essen").since == date(2021, 1, 1)


def test_a_membership_does_not_begin_before_the_last_one_ended(imported):
    imported.memberships.update(until=date(2025, 1, 1))

    plan = import_rows(EVERYTHING)

    sentence = "Die Organisation war damals schon Mitglied."
    assert sentences(plan.problems) == [
        f"Zeile 2, Spalte „Mitglied seit“: {sentence}",
        f"Zeile 2, Spalte „Mitglied seit“: {sentence}",
    ]


def test_rows_without_a_network_take_the_one_of_the_table(ruhr, essen):
    row = WORKSHOP | {"Netzwerk": "", "Mitglied seit": "02.03.2021"}

    import_rows(row, COLLEGE | {"Mitglied seit": ""}, network=essen)

    memberships = Organisation.objects.values_list("number", "memberships__network")
    bochum = Network.objects.get(slug="bochum")
    assert set(memberships) == {("W1", essen.pk), ("K1", bochum.pk)}


def test_a_partner_may_stand_above_the_networks(ruhr):
    plan = import_rows(WORKSHOP | {"Art": "Partner", "Netzwerk": ""})

    assert counts(plan) == (1, 0, 0, 0)
    assert Organisation.objects.get().kind == "partner"
