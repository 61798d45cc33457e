"""A claimed proof: what is shown of it, and the answer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from members import proofs
from members.models import Credential
from tests.factories import CredentialFactory, EditorFactory, SiteFactory


@pytest.fixture
def claim(workshop, wanda):
    return CredentialFactory(
        organisation=workshop,
        kind="azav",
        areas=[1, 4],
        issuer="Prüfstelle Ruhr",
        valid_from=timezone.localdate(),
        valid_until=timezone.localdate() + timedelta(days=400),
        claimed_by=wanda,
        claimed_at=timezone.now(),
    )


def address(claim, verb=""):
    base = f"/koordination/organisationen/werkstatt/nachweise/{claim.pk}/"
    return base + (f"{verb}/" if verb else "")


def test_all_of_a_claim_is_on_the_page(at_the_desk, claim, workshop):
    Credential.objects.update(is_for_all_sites=False)
    claim.sites.add(SiteFactory(organisation=workshop, street="Hofweg 3"))

    page = at_the_desk.get(address(claim)).text

    for words in ("1, 4", "Prüfstelle Ruhr", "Hofweg 3", "Wanda", "keine Datei"):
        assert words in page
    assert f'value="{proofs.sight(claim)}"' in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Bildungsgutschein möglich“ bis zum"),
        ({"areas": [1]}, "folgt daraus nicht"),
        (
            {"kind": "iso", "areas": []},
            "steht der Nachweis im Profil, solange er gilt.",
        ),
    ],
)
def test_it_is_said_what_the_public_gets_from_it(at_the_desk, claim, values, sentence):
    Credential.objects.filter(pk=claim.pk).update(**values)

    assert sentence in at_the_desk.get(address(claim)).text


def test_a_confirmed_proof_counts_at_once(at_the_desk, claim, voucher):
    seen = {"seen": proofs.sight(claim)}

    answer = at_the_desk.post(address(claim, "bestaetigen"), seen)

    assert answer.url == "/koordination/"
    found = at_the_desk.get("/anbieter/", {"bildungsgutschein": "ja"})
    assert 'data-slug="werkstatt"' in found.text


def test_a_refusal_needs_a_note(at_the_desk, claim):
    for note in ("", " \n "):
        form = {"seen": proofs.sight(claim), "note": note}
        answer = at_the_desk.post(address(claim, "ablehnen"), form)
        assert answer.status_code == 422

    at_the_desk.post(address(claim, "ablehnen"), form | {"note": "Die Seite 2 fehlt."})

    claim.refresh_from_db()
    assert claim.refused_at
    assert claim.review_note == "Die Seite 2 fehlt."


def test_a_button_pressed_twice_decides_once(at_the_desk, claim):
    form = {"seen": proofs.sight(claim)}
    at_the_desk.post(address(claim, "bestaetigen"), form)

    answer = at_the_desk.post(address(claim, "bestaetigen"), form)

    assert answer.url == "/koordination/"


@pytest.mark.parametrize("verb", ["bestaetigen", "ablehnen"])
def test_what_changed_meanwhile_is_not_decided_unseen(at_the_desk, claim, verb):
    form = {"seen": proofs.sight(claim), "note": "Das bleibt stehen."}
    Credential.objects.update(revision=2, issuer="Eine andere Stelle")

    answer = at_the_desk.post(address(claim, verb), form)

    assert answer.status_code == 409
    assert "wurde noch etwas geändert" in answer.text
    assert "Eine andere Stelle" in answer.text
    assert "Das bleibt stehen." in answer.text
    claim.refresh_from_db()
    assert (claim.confirmed_at, claim.refused_at) == (None, None)


def test_the_second_is_told_by_whom_and_when(at_the_desk, claim, gisela):
    form = {"seen": proofs.sight(claim), "note": "Zu spät."}
    proofs.confirm(claim, by=gisela, seen=form["seen"])
    mail.outbox.clear()

    for verb in ("bestaetigen", "ablehnen"):
        answer = at_the_desk.post(address(claim, verb), form)
        assert answer.status_code == 409
        assert "Bereits freigegeben von Gisela um " in answer.text
        assert "Zu spät." in answer.text
    assert mail.outbox == []
    assert "Bereits freigegeben" in at_the_desk.get(address(claim)).text


def test_whoever_edits_an_organisation_confirms_no_proof_of_it(
    at_the_desk, claim, esra, workshop
):
    EditorFactory(organisation=workshop, person=esra)
    form = {"seen": proofs.sight(claim)}

    assert at_the_desk.post(address(claim, "bestaetigen"), form).status_code == 404


def test_a_proof_of_another_organisation_is_not_found(at_the_desk, claim, college):
    wrong = address(claim).replace("werkstatt", "kolleg")

    assert at_the_desk.get(wrong).status_code == 404
