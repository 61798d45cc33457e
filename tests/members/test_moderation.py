"""How words reach the public: each verb, each guard, and who hears of it."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from alliance.errors import WrongStateError
from alliance.models import JournalEntry
from members import moderation
from members.merging import ConflictError
from members.models import DirectoryEntry, Profile
from members.moderation import Answer, ChangedError, DecidedError, sight
from tests.factories import TermFactory, approve


def content(organisation):
    shown = organisation.profiles.open().first() or organisation.profiles.published()[0]
    return shown.content()


def change(organisation, by, **values):
    began = content(organisation)
    return moderation.save_draft(
        organisation, content=began | values, began=began, by=by
    )


@pytest.fixture
def draft(workshop, wanda):
    return change(workshop, wanda, name="Werkhof", plain="Wir üben.")


@pytest.fixture
def submitted(draft, wanda):
    moderation.submit(draft, by=wanda)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def live(workshop):
    return workshop.profiles.published().get()


@pytest.fixture
def answer():
    return Answer(TermFactory(kind="return_reason", name="Werbende Angaben"), "Kürzer.")


def journal():
    return list(JournalEntry.objects.order_by("pk").values_list("verb", "capacity"))


def test_a_draft_is_a_copy_with_the_changes_and_nothing_is_online_yet(draft, live):
    assert (draft.name, draft.base) == ("Werkhof", live)
    assert draft.changes_since(live) == {
        "name": ("Werkstatt", "Werkhof"),
        "plain": ("", "Wir üben."),
    }
    assert live.name == DirectoryEntry.objects.get().name == "Werkstatt"


def test_who_changes_nothing_begins_no_draft(workshop, wanda):
    assert change(workshop, wanda) is None
    assert not workshop.profiles.open().exists()


def test_terms_are_part_of_a_draft(workshop, wanda):
    term = TermFactory()

    draft = change(workshop, wanda, terms={term.pk})

    assert draft.term_ids() == {term.pk}


def test_two_editors_of_different_fields_lose_nothing(workshop, wanda, draft):
    began = content(workshop)
    change(workshop, wanda, text="Lang.")

    moderation.save_draft(
        workshop, content=began | {"plain": "Kurz."}, began=began, by=wanda
    )

    draft.refresh_from_db()
    assert (draft.text, draft.plain) == ("Lang.", "Kurz.")


def test_two_editors_of_one_field_decide_themselves(workshop, wanda, draft):
    began = content(workshop)
    change(workshop, wanda, plain="Zuerst.")

    with pytest.raises(ConflictError):
        moderation.save_draft(
            workshop, content=began | {"plain": "Danach."}, began=began, by=wanda
        )

    draft.refresh_from_db()
    assert draft.plain == "Zuerst."


def test_what_waits_for_an_answer_is_not_written_to(workshop, wanda, submitted):
    with pytest.raises(DecidedError):
        change(workshop, wanda, plain="Danach.")


def test_a_draft_without_a_change_is_not_submitted(workshop, wanda):
    draft = moderation.start_draft(workshop, by=wanda)

    with pytest.raises(ValidationError, match="unterscheidet sich"):
        moderation.submit(draft, by=wanda)


def test_a_draft_without_a_name_is_not_submitted(workshop, wanda):
    draft = change(workshop, wanda, name="")

    with pytest.raises(ValidationError, match="Bitte geben Sie den Namen"):
        moderation.submit(draft, by=wanda)


def test_a_submission_can_be_taken_back_and_sent_again(submitted, wanda):
    moderation.take_back(submitted, by=wanda)
    moderation.submit(submitted, by=wanda)

    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_a_draft_that_was_given_up_leaves_what_is_online(draft, live, wanda):
    moderation.discard(draft, by=wanda)

    assert list(Profile.objects.open()) == []
    assert list(Profile.objects.published()) == [live]


def test_a_proposal_that_is_published_replaces_what_was_online(
    submitted, live, esra, wanda, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        approve(submitted, by=esra)

    live.refresh_from_db()
    submitted.refresh_from_db()
    assert (submitted.state, live.state) == ("published", "archived")
    assert DirectoryEntry.objects.get().name == "Werkhof"
    (letter,) = mail.outbox
    assert letter.to == ["wanda@example.org"]
    assert "/anbieter/werkstatt/" in letter.body


def test_nobody_publishes_what_was_not_looked_at(submitted, live, wanda, esra):
    seen = sight(submitted, live)
    moderation.take_back(submitted, by=wanda)
    change(submitted.organisation, wanda, plain="Noch anders.")
    moderation.submit(submitted, by=wanda)

    with pytest.raises(ChangedError):
        moderation.publish(submitted, by=esra, seen=seen)


def test_nobody_publishes_beside_another_version_than_was_looked_at(
    submitted, live, esra
):
    seen = sight(submitted, live)
    moderation.publish_at_once(
        submitted.organisation, content={"text": "Neu"}, terms=[], by=esra
    )

    with pytest.raises(ChangedError):
        moderation.publish(submitted, by=esra, seen=seen)


def test_the_second_who_decides_learns_who_was_first(submitted, live, esra, gisela):
    seen = sight(submitted, live)
    moderation.publish(submitted, by=esra, seen=seen)

    with pytest.raises(DecidedError) as raised:
        moderation.publish(submitted, by=gisela, seen=seen)

    assert raised.value.profile.reviewer == esra


def test_what_is_sent_back_bears_the_reason(
    submitted, live, esra, answer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        moderation.send_back(
            submitted, by=esra, seen=sight(submitted, live), answer=answer
        )

    assert submitted.organisation.profiles.published().get() == live
    assert "Werbende Angaben" in mail.outbox[0].body
    assert "Kürzer." in mail.outbox[0].body


def test_what_is_sent_back_can_be_revised(submitted, live, esra, wanda, answer):
    moderation.send_back(submitted, by=esra, seen=sight(submitted, live), answer=answer)

    change(submitted.organisation, wanda, plain="Kürzer.")
    moderation.submit(submitted, by=wanda)
    submitted.refresh_from_db()
    assert (submitted.return_reason, submitted.review_note) == (None, "")


def test_a_part_goes_online_and_the_rest_goes_back(submitted, live, esra, answer):
    new = moderation.publish_part(
        submitted, by=esra, seen=sight(submitted, live), fields={"name"}, answer=answer
    )

    submitted.refresh_from_db()
    assert (new.name, new.plain, new.state) == ("Werkhof", "", "published")
    assert (submitted.state, submitted.base) == ("returned", new)
    assert submitted.changes_since(new) == {"plain": ("", "Wir üben.")}
    assert DirectoryEntry.objects.get().name == "Werkhof"


@pytest.mark.parametrize("fields", [set(), {"text"}, {"name", "plain"}])
def test_a_part_is_neither_nothing_nor_all(submitted, live, esra, answer, fields):
    seen = sight(submitted, live)

    with pytest.raises(WrongStateError):
        moderation.publish_part(
            submitted, by=esra, seen=seen, fields=fields, answer=answer
        )


def test_a_proposal_follows_what_the_coordination_writes_meanwhile(
    draft, workshop, esra, wanda, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        new = moderation.publish_at_once(
            workshop,
            content={"text": "Von Esra.", "plain": "Von Esra."},
            terms=[],
            by=esra,
        )

    draft.refresh_from_db()
    assert (draft.base, draft.text, draft.plain) == (new, "Von Esra.", "Wir üben.")
    assert [letter.to for letter in mail.outbox] == [["wanda@example.org"]]


def test_the_journal_says_who_did_what_as_what(submitted, live, esra, answer):
    moderation.send_back(submitted, by=esra, seen=sight(submitted, live), answer=answer)

    assert journal()[1:] == [
        ("profile.begun", "editor"),
        ("profile.changed", "editor"),
        ("profile.submitted", "editor"),
        ("profile.sent_back", "coordinator"),
    ]
    entry = JournalEntry.objects.get(verb="profile.submitted")
    assert entry.details.before == {"name": "Werkstatt", "plain": ""}
    assert entry.details.after == {"name": "Werkhof", "plain": "Wir üben."}
