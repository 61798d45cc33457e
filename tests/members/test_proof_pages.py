"""What editors and coordinators see and do about proofs."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format

from members import proofs
from members.models import Credential
from members.proofs import sight
from tests.factories import CredentialFactory, SiteFactory, TermFactory
from tests.filling import fill, held
from tests.uploads import PDF, plain

PROOFS = "/mein-bereich/werkstatt/nachweise/"

pytestmark = pytest.mark.usefixtures("private")


def day(number):
    return timezone.localdate() + timedelta(days=number)


def said(number):
    return date_format(day(number), "j. F Y")


def filled(**others):
    typed = {"kind": "azav", "areas": ["4"], "issuer": "Stelle", "title": "E-GEHEIM"}
    typed |= {"valid_until": f"{day(100):%d.%m.%Y}"}
    typed["file"] = SimpleUploadedFile("Wandas Urkunde.pdf", PDF)
    return typed | others


@pytest.fixture
def page(client, wanda):
    client.force_login(wanda)
    return client


@pytest.fixture
def claimed(page):
    fill(page, f"{PROOFS}neu/", **filled())
    return Credential.objects.get()


@pytest.fixture
def confirmed(claimed, esra):
    proofs.confirm(claimed, by=esra, seen=sight(claimed))
    return Credential.objects.get()


def test_a_claim_waits_and_its_file_bears_a_name_of_ours(page, claimed, private):
    assert (claimed.areas, claimed.valid_until, claimed.confirmed_at) == (
        [4],
        day(100),
        None,
    )
    (stored,) = private.rglob("*.pdf")
    assert stored.read_bytes() == PDF
    assert "Wanda" not in stored.name
    assert f"Die Koordination prüft ihn seit dem {said(0)}." in page.get(PROOFS).text


def test_no_public_answer_tells_of_a_claim(page, claimed, client):
    stored = claimed.file.name

    for address in (
        "/anbieter/werkstatt/",
        "/anbieter/",
        "/api/v1/anbieter/werkstatt/",
        "/api/v1/anbieter/",
        "/api/v1/anbieter.csv",
    ):
        assert "GEHEIM" not in client.get(address).text
    for root in ("/media/", "/static/", "/private/", "/"):
        assert client.get(f"{root}{stored}").status_code == 404


WRONG = [
    ({"kind": ""}, "Bitte wählen Sie, welcher Nachweis es ist."),
    ({"kind": "geheim"}, "geheim"),
    ({"areas": []}, "Bitte wählen Sie mindestens einen AZAV-Fachbereich."),
    ({"areas": ["7"]}, "7"),
    ({"valid_until": ""}, "an, an dem die AZAV-Trägerzulassung endet."),
    *(
        ({"valid_until": text}, "Bitte geben Sie ein gültiges Datum an (TT.MM.JJJJ).")
        for text in ("31.02.2027", "29.2.24", "1.1.0001", "31.12.9999", "2027-13-01")
    ),
    ({"valid_from": "morgen"}, "Bitte geben Sie ein gültiges Datum an (TT.MM.JJJJ)."),
    ({"valid_until": "1.1.2020"}, "Dieser Nachweis ist schon abgelaufen."),
    ({"valid_from": "1.1.2099"}, "Das Ende liegt vor dem Beginn."),
    ({"kind": "other", "title": ""}, "Bitte geben Sie an, was nachgewiesen wird."),
    ({"title": "x" * 121}, "Höchstens 120 Zeichen sind möglich (jetzt sind es 121)."),
    ({"file": SimpleUploadedFile("a.pdf", b"<html>")}, "PDF oder als Bild"),
    ({"file": ""}, "Bitte wählen Sie eine Datei aus."),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_what_is_refused_is_said_and_given_back(page, workshop, typed, sentence):
    response = fill(page, f"{PROOFS}neu/", **filled(issuer="Prüfstelle") | typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert 'value="Prüfstelle"' in response.text
    assert not Credential.objects.exists()


def test_a_photograph_is_drawn_anew(page, private):
    photograph = SimpleUploadedFile("IMG_1.png", plain())

    fill(page, f"{PROOFS}neu/", **filled(file=photograph))

    assert Credential.objects.get().file.name.endswith(".webp")


def test_sites_of_others_are_not_offered(page, workshop, college):
    own = SiteFactory(organisation=workshop)
    foreign = college.sites.get()

    refused = fill(page, f"{PROOFS}neu/", **filled(sites=[str(foreign.pk)]))
    fill(page, f"{PROOFS}neu/", **filled(sites=[str(own.pk)]))

    assert refused.status_code == 422
    proof = Credential.objects.get()
    assert (proof.is_for_all_sites, list(proof.sites.all())) == (False, [own])


def test_a_claim_that_is_sent_twice_is_made_once(page):
    form = held(page.get(f"{PROOFS}neu/"))
    page.post(f"{PROOFS}neu/", form | filled())

    second = page.post(f"{PROOFS}neu/", form | filled(), follow=True)

    assert "Diese Änderung ist bereits gespeichert." in second.text
    assert Credential.objects.count() == 1


def test_the_twenty_first_file_of_a_day_is_refused(page, monkeypatch):
    monkeypatch.setattr(proofs, "MOST_UPLOADS", 1)
    fill(page, f"{PROOFS}neu/", **filled())

    response = fill(page, f"{PROOFS}neu/", **filled())

    assert response.status_code == 422
    assert "Bitte kommen Sie morgen wieder." in response.text


def test_fields_that_are_not_offered_change_nothing(page, wanda):
    forged = {"confirmed_at": "2026-01-01", "confirmed_by": str(wanda.pk)}
    forged |= {"organisation": "1", "revision": "9", "claimed_at": "2020-01-01"}

    fill(page, f"{PROOFS}neu/", **filled(**forged))

    proof = Credential.objects.get()
    assert (proof.confirmed_by, proof.confirmed_at, proof.revision) == (None, None, 1)
    assert proof.organisation.slug == "werkstatt"


def test_a_claim_is_corrected_and_keeps_its_file(page, claimed):
    fill(page, f"{PROOFS}{claimed.pk}/", issuer="Andere Stelle")

    changed = Credential.objects.get()
    assert (changed.issuer, changed.file) == ("Andere Stelle", claimed.file)
    assert changed.revision == claimed.revision + 1


def test_a_refused_proof_shows_why_and_waits_again_after_a_correction(
    page, claimed, esra
):
    proofs.refuse(claimed, by=esra, seen=sight(claimed), note="Seite 2 fehlt.")
    assert "Seite 2 fehlt." in page.get(PROOFS).text

    fill(page, f"{PROOFS}{claimed.pk}/", issuer="Stelle")

    assert Credential.objects.claimed().exists()
    assert "Seite 2 fehlt." not in page.get(PROOFS).text


def test_two_who_correct_the_same_proof_see_both(page, claimed):
    address = f"{PROOFS}{claimed.pk}/"
    late = held(page.get(address))
    fill(page, address, issuer="Ihre Stelle")

    conflict = page.post(address, late | {"issuer": "Meine Stelle"})

    assert conflict.status_code == 409
    assert "Ihre Stelle" in conflict.text
    assert Credential.objects.get().issuer == "Ihre Stelle"
    page.post(address, held(conflict))
    assert Credential.objects.get().issuer == "Meine Stelle"


@pytest.mark.parametrize("fate", ["confirmed", "withdrawn"])
def test_what_was_typed_too_late_can_become_a_new_claim(page, claimed, esra, fate):
    address = f"{PROOFS}{claimed.pk}/"
    late = held(page.get(address))
    if fate == "confirmed":
        proofs.confirm(claimed, by=esra, seen=sight(claimed))
    else:
        fill(page, f"{address}zurueckziehen/")

    conflict = page.post(address, late | {"issuer": "Meine Stelle"})

    assert conflict.status_code == 409
    file = SimpleUploadedFile("a.pdf", PDF)
    page.post(f"{PROOFS}neu/", held(conflict) | {"file": file})
    new = Credential.objects.claimed().get()
    assert (new.issuer, new.areas) == ("Meine Stelle", [4])


def test_to_renew_is_to_claim_again_while_the_old_one_stays(page, confirmed):
    form = held(page.get(f"{PROOFS}{confirmed.pk}/"))
    assert (form["kind"], form["areas"], form["issuer"]) == (
        ["azav"],
        ["4"],
        ["Stelle"],
    )
    assert form["valid_until"] == [""]

    page.post(
        f"{PROOFS}{confirmed.pk}/",
        form | filled(valid_until=f"{day(1000):%d.%m.%Y}"),
    )

    assert Credential.objects.valid().get() == confirmed
    assert Credential.objects.claimed().get().valid_until == day(1000)


STANDINGS = [
    ({"valid_until": 98}, "Bestätigt und gültig bis {98}, noch 98 Tage."),
    ({"valid_until": 1}, "Bestätigt und gültig bis {1}, noch einen Tag."),
    ({"valid_until": 0}, "Bestätigt und noch heute gültig."),
    ({"valid_until": -1}, "Abgelaufen am {-1}; er wird nicht mehr gezeigt."),
    ({"valid_from": 5}, "Bestätigt und gültig ab {5}."),
    ({}, "Bestätigt und unbefristet gültig."),
]


@pytest.mark.parametrize(("days", "sentence"), STANDINGS)
def test_each_proof_says_how_it_stands(page, workshop, days, sentence):
    dates = {name: day(number) for name, number in days.items()}
    CredentialFactory(organisation=workshop, confirmed_at=timezone.now(), **dates)
    for number in days.values():
        sentence = sentence.replace(f"{{{number}}}", said(number))

    assert sentence in page.get(PROOFS).text


@pytest.mark.parametrize(("left", "is_asked"), [(90, True), (91, False)])
def test_what_ends_within_90_days_is_to_be_renewed(page, workshop, left, is_asked):
    now = timezone.now()
    own = {"organisation": workshop}
    CredentialFactory(**own, confirmed_at=now, valid_until=day(left))
    hint = "Bitte erneuern Sie ihn rechtzeitig"
    assert (hint in page.get(PROOFS).text) == is_asked

    CredentialFactory(**own, claimed_at=now, valid_until=day(1000))

    assert hint not in page.get(PROOFS).text


def test_a_proof_goes_only_when_that_is_confirmed(page, claimed):
    address = f"{PROOFS}{claimed.pk}/zurueckziehen/"
    assert page.post(address).status_code == 422
    assert Credential.objects.exists()

    fill(page, address)

    assert not Credential.objects.exists()


def test_who_withdraws_twice_is_told_that_it_is_done(page, claimed):
    address = f"{PROOFS}{claimed.pk}/zurueckziehen/"
    form = held(page.get(address))
    page.post(address, form)

    again = page.post(address, form, follow=True)

    assert "Diese Änderung ist bereits gespeichert." in again.text


def test_a_proof_that_was_decided_meanwhile_is_not_withdrawn(page, claimed, esra):
    address = f"{PROOFS}{claimed.pk}/zurueckziehen/"
    seen = held(page.get(address))
    proofs.confirm(claimed, by=esra, seen=sight(claimed))

    assert page.post(address, seen).status_code == 409
    assert Credential.objects.exists()


def test_the_file_is_a_sealed_download_for_editors_and_coordination(
    claimed, wanda, esra, client
):
    for reader in (wanda, esra):
        client.force_login(reader)
        response = client.get(f"{PROOFS}{claimed.pk}/datei/")
        assert response.content == PDF
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Disposition"] == (
            f'attachment; filename="nachweis-werkstatt-{claimed.pk}.pdf"'
        )
        assert response.headers["Content-Security-Policy"] == (
            "sandbox; default-src 'none'"
        )
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"


def test_nobody_else_gets_the_file(claimed, boris, kemal, client):
    address = f"{PROOFS}{claimed.pk}/datei/"
    for reader in (boris, kemal):
        client.force_login(reader)
        foreign = f"/mein-bereich/kolleg/nachweise/{claimed.pk}/datei/"
        assert client.get(address).status_code == 404
        assert client.get(foreign).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_a_file_that_is_lost_or_was_never_there_is_a_404(page, claimed, workshop):
    claimed.file.storage.delete(claimed.file.name)
    without = CredentialFactory(organisation=workshop)

    for proof in (claimed, without):
        assert page.get(f"{PROOFS}{proof.pk}/datei/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_many_proofs_there_are(
    page, workshop, count, django_assert_num_queries
):
    for number in range(count):
        site = SiteFactory(organisation=workshop)
        proof = CredentialFactory(
            organisation=workshop, kind="azav", areas=[4], valid_until=day(number)
        )
        proof.sites.add(site)
        TermFactory(kind="azav", slug=f"fb{number + 1}")

    with django_assert_num_queries(8):
        page.get(PROOFS)
