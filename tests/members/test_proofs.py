"""A proof is claimed by editors; the public reads it once the coordination agrees."""

import uuid
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from alliance.models import JournalEntry
from alliance.once import SentTwiceError
from members import proofs
from members.models import Credential, DirectoryEntry
from members.proofs import ChangedError, Claim, DecidedError, sight
from tests.factories import SiteFactory

UNTIL = date(2027, 3, 3)
AZAV = Claim("azav", None, UNTIL, title="E-GEHEIM", areas=[4])
PUBLIC = "/anbieter/werkstatt/"
VOUCHERS = "/anbieter/?bildungsgutschein=ja"


def on(day):
    """Noon of this day, in the portal's time."""
    noon = datetime.combine(day, time(12), timezone.get_current_timezone())
    return time_machine.travel(noon, tick=False)


@pytest.fixture(autouse=True)
def today():
    with on(date(2026, 11, 25)):
        yield


def claim(organisation, by, said=AZAV):
    return proofs.claim(organisation, said=said, by=by, once=uuid.uuid4())


@pytest.fixture
def claimed(workshop, wanda):
    return claim(workshop, wanda)


def test_a_claim_is_not_public_and_a_confirmed_one_is_until_its_last_day(
    claimed, esra, client
):
    claimed_page = client.get(PUBLIC).text
    with_voucher = client.get(VOUCHERS).text

    proofs.confirm(claimed, by=esra, seen=sight(claimed))

    assert "E-GEHEIM" not in claimed_page
    assert 'data-count="0"' in with_voucher.partition("data-testid")[2]
    for day in (timezone.localdate(), UNTIL):
        with on(day):
            assert "E-GEHEIM" in client.get(PUBLIC).text
            assert 'data-slug="werkstatt"' in client.get(VOUCHERS).text
    with on(UNTIL + timedelta(days=1)):
        assert "E-GEHEIM" not in client.get(PUBLIC).text
        assert 'data-slug="werkstatt"' not in client.get(VOUCHERS).text


def test_another_area_makes_no_voucher(workshop, wanda, esra):
    proof = claim(workshop, wanda, AZAV._replace(areas=[1, 6]))

    proofs.confirm(proof, by=esra, seen=sight(proof))

    assert DirectoryEntry.objects.get().voucher_until is None


def test_what_was_changed_since_it_was_seen_is_not_confirmed(claimed, wanda, esra):
    seen = sight(claimed)
    proofs.change(claimed, said=AZAV._replace(areas=[1, 4]), by=wanda, seen=seen)

    with pytest.raises(ChangedError):
        proofs.confirm(claimed, by=esra, seen=seen)

    claimed.refresh_from_db()
    assert claimed.confirmed_at is None


def test_the_first_of_two_decisions_stands_and_the_second_learns_whose(
    claimed, esra, gisela, django_capture_on_commit_callbacks
):
    seen = sight(claimed)
    with django_capture_on_commit_callbacks(execute=True):
        proofs.confirm(claimed, by=esra, seen=seen)

        with pytest.raises(DecidedError) as caught:
            proofs.refuse(claimed, by=gisela, seen=seen, note="Zu alt.")

    told = caught.value.credential
    assert (told.confirmed_by, told.confirmed_at) == (esra, timezone.now())
    assert [letter.to for letter in mail.outbox] == [["wanda@example.org"]]


def test_what_was_withdrawn_cannot_be_decided(claimed, wanda, esra):
    seen = sight(claimed)
    proofs.withdraw(claimed, by=wanda, seen=seen)

    with pytest.raises(DecidedError) as caught:
        proofs.confirm(claimed, by=esra, seen=seen)

    assert caught.value.credential.confirmed_at is None


def test_a_refused_proof_says_why_and_waits_again_once_it_is_corrected(
    claimed, wanda, esra, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        proofs.refuse(claimed, by=esra, seen=sight(claimed), note="Seite 2 fehlt.")
    claimed.refresh_from_db()
    assert claimed.review_note in mail.outbox[0].body
    assert not Credential.objects.claimed().exists()

    proofs.change(claimed, said=AZAV, by=wanda, seen=sight(claimed))

    waiting = Credential.objects.claimed().get()
    assert (waiting.review_note, waiting.refused_by) == ("", None)


def test_what_is_confirmed_is_not_changed_any_more(claimed, wanda, esra):
    proofs.confirm(claimed, by=esra, seen=sight(claimed))
    claimed.refresh_from_db()

    with pytest.raises(DecidedError):
        proofs.change(claimed, said=AZAV, by=wanda, seen=sight(claimed))


def test_a_confirmed_proof_that_is_withdrawn_ends_at_once(claimed, wanda, esra, client):
    proofs.confirm(claimed, by=esra, seen=sight(claimed))
    claimed.refresh_from_db()
    assert DirectoryEntry.objects.get().voucher_until == UNTIL

    proofs.withdraw(claimed, by=wanda, seen=sight(claimed))

    assert DirectoryEntry.objects.get().voucher_until is None
    assert "E-GEHEIM" not in client.get(PUBLIC).text


def test_the_old_proof_stays_until_its_day_and_the_new_one_follows(
    claimed, workshop, wanda, esra
):
    proofs.confirm(claimed, by=esra, seen=sight(claimed))
    later = date(2030, 3, 3)
    new = claim(workshop, wanda, AZAV._replace(valid_until=later))
    assert DirectoryEntry.objects.get().voucher_until == UNTIL

    proofs.confirm(new, by=esra, seen=sight(new))

    assert DirectoryEntry.objects.get().voucher_until == later


def test_a_proof_may_hold_for_some_sites(workshop, wanda):
    site = SiteFactory(organisation=workshop)

    proof = claim(workshop, wanda, AZAV._replace(sites=[site]))

    assert (proof.is_for_all_sites, list(proof.sites.all())) == (False, [site])


def test_a_claim_that_is_sent_twice_is_made_once(workshop, wanda):
    token = uuid.uuid4()
    proofs.claim(workshop, said=AZAV, by=wanda, once=token)

    with pytest.raises(SentTwiceError):
        proofs.claim(workshop, said=AZAV, by=wanda, once=token)

    assert Credential.objects.count() == 1


def test_twenty_files_a_day_are_enough(workshop, wanda):
    for _number in range(proofs.MOST_UPLOADS):
        claim(workshop, wanda)

    with pytest.raises(proofs.TooManyUploadsError):
        claim(workshop, wanda)
    with on(timezone.localdate() + timedelta(days=1)):
        claim(workshop, wanda)


def test_the_journal_says_who_did_what_as_what(claimed, wanda, esra):
    proofs.confirm(claimed, by=esra, seen=sight(claimed))

    entries = JournalEntry.objects.filter(verb__startswith="proof.").order_by("pk")
    assert list(entries.values_list("verb", "capacity", "subject")) == [
        ("proof.claimed", "editor", claimed.pk),
        ("proof.confirmed", "coordinator", claimed.pk),
    ]
    assert entries[0].details.after["valid_until"] == "2027-03-03"
