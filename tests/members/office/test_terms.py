"""Terms are retired, brought back and merged; none is deleted."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalEntry
from members import moderation, terms, vocabulary
from members.directory.query import parse
from members.directory.vocabulary import Vocabulary
from members.models import DirectoryEntry, Facet, Term
from members.states import ProfileState
from tests.factories import ApplicationFactory, ProfileFactory, TermFactory, listed


@pytest.fixture
def edv(db):
    return TermFactory(slug="edv", name="EDV-Kurse", synonyms=["Rechner"])


@pytest.fixture
def it(db):
    return TermFactory(slug="it", name="IT", synonyms=["Informatik"])


def found(slug, kind="thema"):
    day, words = timezone.localdate(), Vocabulary()
    return parse(QueryDict(f"{kind}={slug}"), words, day)


def test_a_merge_moves_the_term_wherever_it_stands(essen, gisela, edv, it):
    school = listed("schule", essen, terms=(edv,))
    draft = moderation.start_draft(school, by=gisela)
    old = ProfileFactory(organisation=school, state=ProfileState.ARCHIVED)
    old.terms.set([edv, it])
    application = ApplicationFactory(network=essen)
    application.terms.set([edv])

    assert terms.merge(edv, into=it, by=gisela) == 1

    for row in (school.profiles.published().get(), draft, old, application):
        assert row.terms.get() == it
    assert not terms.uses(edv).is_any
    assert DirectoryEntry.objects.get(organisation=school).term_ids == [it.pk]


def test_a_site_keeps_its_accessibility_under_the_other_name(workshop, gisela):
    lift, ramp = (TermFactory(kind="access", slug=slug) for slug in ("lift", "rampe"))
    site = workshop.sites.get()
    site.accessibility.set([lift, ramp])

    terms.merge(lift, into=ramp, by=gisela)

    assert site.accessibility.get() == ramp


def test_the_other_is_found_by_all_the_words(gisela, edv, it):
    terms.merge(edv, into=it, by=gisela)

    it.refresh_from_db()
    assert it.synonyms == ["Informatik", "EDV-Kurse", "Rechner", "edv"]


def test_an_old_link_finds_the_other_term(gisela, edv, it):
    terms.merge(edv, into=it, by=gisela)

    query = found("edv")

    assert query.chosen == {Facet.TOPIC: (it.pk,)}
    assert query.notices == ()
    assert found("edv&thema=it").chosen == {Facet.TOPIC: (it.pk,)}
    assert found("erfunden").notices == ("Den Filter „erfunden“ gibt es nicht.",)


def test_a_chain_of_merges_keeps_the_first_link(gisela, edv, it):
    digital = TermFactory(slug="digitales", name="Digitales")
    terms.merge(edv, into=it, by=gisela)

    terms.merge(it, into=digital, by=gisela)

    assert found("edv").chosen == found("it").chosen == {Facet.TOPIC: (digital.pk,)}


def test_what_was_merged_does_not_come_back_with_the_vocabulary(gisela, db):
    vocabulary.load()
    pflege = Term.objects.get(kind="topic", slug="pflege")
    soziales = Term.objects.get(kind="topic", slug="soziales")
    terms.merge(pflege, into=soziales, by=gisela)

    vocabulary.load()

    pflege.refresh_from_db()
    assert pflege.is_retired


def test_the_journal_tells_the_office_and_the_organisation(essen, gisela, edv, it):
    school = listed("schule", essen, terms=(edv,))

    terms.merge(edv, into=it, by=gisela)

    merged = JournalEntry.objects.get(verb="term.merged")
    assert (merged.actor, merged.capacity, merged.subject) == (gisela, "office", edv.pk)
    assert merged.details.before == {"name": "EDV-Kurse", "slug": "edv"}
    assert merged.details.after == {"name": "IT", "slug": "it"}
    replaced = JournalEntry.objects.about([school.pk]).get(verb="term.replaced")
    assert replaced.actor == gisela


def test_terms_that_cannot_become_one_are_refused(gisela, edv, it):
    funding = TermFactory(kind="funding", slug="gutschein")
    voucher = TermFactory(kind="funding", slug="bildungsgutschein")
    retired = TermFactory(is_retired=True)

    for term, into in (
        *((edv, edv), (edv, funding), (edv, retired)),
        (voucher, funding),
    ):
        with pytest.raises(ValidationError):
            terms.merge(term, into=into, by=gisela)

    assert not JournalEntry.objects.filter(verb="term.merged").exists()


def test_a_reason_that_a_decision_names_stays(workshop, gisela):
    unclear, vague = (TermFactory(kind="return_reason") for _ in range(2))
    ProfileFactory(
        organisation=workshop, state=ProfileState.RETURNED, return_reason=unclear
    )

    with pytest.raises(ValidationError):
        terms.merge(unclear, into=vague, by=gisela)
    terms.merge(vague, into=unclear, by=gisela)


def test_a_second_merge_of_the_same_is_refused(gisela, edv, it):
    terms.merge(edv, into=it, by=gisela)
    it.refresh_from_db()

    with pytest.raises(WrongStateError):
        terms.merge(edv, into=it, by=gisela)


def test_the_opposite_merge_that_comes_second_is_refused(gisela, edv, it):
    terms.merge(edv, into=it, by=gisela)

    with pytest.raises(ValidationError):
        terms.merge(it, into=edv, by=gisela)


def test_a_term_is_retired_and_brought_back(gisela, edv):
    terms.retire(edv, by=gisela)
    with pytest.raises(WrongStateError):
        terms.retire(edv, by=gisela)
    assert found("edv").notices

    terms.reactivate(edv, by=gisela)

    assert found("edv").chosen
    verbs = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["term.retired", "term.reactivated"]
