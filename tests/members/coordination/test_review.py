"""The review: what a coordinator sees, decides, and hears when it is too late."""

import pytest
from django.core import mail
from django.test import Client

from alliance.models import JournalEntry
from members import moderation
from members.logos import digest
from members.models import Profile
from tests.factories import EditorFactory, RoleFactory, TermFactory, UserFactory
from tests.images import image_file, store
from tests.members.coordination.conftest import propose, sight

PAGE = "/koordination/organisationen/werkstatt/aenderung/"
SHARED = "/koordination/organisationen/kolleg/aenderung/"
CHANGED = "Seit Sie die Seite geöffnet haben, wurde noch etwas geändert."


def online(slug):
    return Profile.objects.published().get(organisation__slug=slug)


def test_old_and_new_stand_side_by_side_with_their_marks(at_the_desk, proposal):
    page = at_the_desk.get(PAGE).text

    gone = '<span class="visually-hidden">gestrichen: </span>Werkstatt'
    assert f"<del>{gone}</del>" in page
    assert '<ins><span class="visually-hidden">neu: </span>Werkhof</ins>' in page
    assert f'name="seen" value="{sight(proposal)}"' in page


def test_a_field_that_stays_is_not_among_the_changes(at_the_desk, proposal):
    review = at_the_desk.get(PAGE).context["review"]

    assert [field.name for field in review.changed] == ["name", "plain"]
    assert "website" in [field.name for field in review.unchanged]


def test_one_button_publishes_all_of_it(at_the_desk, proposal):
    answer = at_the_desk.post(f"{PAGE}freigeben/", {"seen": sight(proposal)})

    assert answer.url == "/koordination/"
    assert online("werkstatt").pk == proposal.pk
    assert at_the_desk.get("/anbieter/werkstatt/").text.count("Werkhof")


def test_a_button_pressed_twice_decides_once(at_the_desk, proposal):
    form = {"seen": sight(proposal)}
    at_the_desk.post(f"{PAGE}freigeben/", form)

    answer = at_the_desk.post(f"{PAGE}freigeben/", form)

    assert answer.url == "/koordination/"
    assert JournalEntry.objects.filter(verb="profile.published").count() == 1


def test_a_part_goes_online_and_the_rest_goes_back(at_the_desk, proposal, advertising):
    form = {"seen": sight(proposal), "taken": ["plain"], "reason": "werbend"}

    at_the_desk.post(f"{PAGE}teilweise/", form | {"note": "Der Name bleibt."})

    proposal.refresh_from_db()
    now = online("werkstatt")
    assert (now.name, now.plain) == ("Werkstatt", "Wir üben das Schweißen.")
    assert (proposal.state, proposal.review_note) == ("returned", "Der Name bleibt.")


@pytest.mark.parametrize("taken", [[], ["name", "plain"], ["name", "logo"]])
def test_a_part_is_neither_nothing_nor_all(at_the_desk, proposal, advertising, taken):
    form = {"seen": sight(proposal), "taken": taken, "reason": "werbend"}

    answer = at_the_desk.post(f"{PAGE}teilweise/", form | {"note": "Bitte kürzer."})

    assert answer.status_code == 422
    assert "Bitte kürzer." in answer.text
    assert online("werkstatt").name == "Werkstatt"


def test_what_goes_back_has_a_reason_and_a_note(at_the_desk, proposal, advertising):
    form = {"seen": sight(proposal), "reason": "werbend", "note": "Bitte sachlicher."}

    at_the_desk.post(f"{PAGE}zurueckgeben/", form)

    proposal.refresh_from_db()
    assert proposal.state == "returned"
    assert proposal.return_reason == advertising
    assert proposal.review_note == "Bitte sachlicher."


@pytest.mark.usefixtures("proposal", "other_reason")
def test_the_reason_that_says_nothing_comes_last(at_the_desk):
    TermFactory(kind="return_reason", name="Zu wenige Angaben", position=9)

    page = at_the_desk.get(PAGE).text

    assert page.index("Zu wenige Angaben") < page.index("Anderer Grund")


@pytest.mark.parametrize("reason", ["", "erfunden", "sonstiges"])
def test_without_a_reason_nothing_goes_back(
    at_the_desk, proposal, advertising, other_reason, reason
):
    form = {"seen": sight(proposal), "reason": reason, "note": ""}

    answer = at_the_desk.post(f"{PAGE}zurueckgeben/", form)

    assert answer.status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "submitted"


def test_what_changed_meanwhile_is_not_decided_unseen(
    at_the_desk, proposal, advertising, wanda
):
    seen = sight(proposal)
    moderation.take_back(proposal, by=wanda)
    began = proposal.content()
    moderation.save_draft(
        proposal.organisation,
        content=began | {"plain": "Ganz anders."},
        began=began,
        by=wanda,
    )
    moderation.submit(Profile.objects.get(pk=proposal.pk), by=wanda)

    form = {"seen": seen, "reason": "werbend", "note": "Das bleibt stehen."}
    for verb in ("freigeben", "teilweise", "zurueckgeben"):
        answer = at_the_desk.post(f"{PAGE}{verb}/", form | {"taken": ["name"]})

        assert answer.status_code == 409
        assert CHANGED in answer.text
        assert "Ganz anders." in answer.text
        assert "Das bleibt stehen." in answer.text
        assert f'value="{sight(proposal)}"' in answer.text
    assert online("werkstatt").name == "Werkstatt"


def test_a_wrong_answer_does_not_make_the_new_state_seen(
    at_the_desk, proposal, workshop, gisela
):
    seen = sight(proposal)
    live = online("werkstatt")
    moderation.publish_at_once(
        workshop, content={"website": "https://neu.example"}, terms=[], by=gisela
    )

    answer = at_the_desk.post(f"{PAGE}zurueckgeben/", {"seen": seen})

    assert answer.status_code == 422
    assert online("werkstatt") != live
    assert f'name="seen" value="{seen}"' in answer.text


@pytest.mark.parametrize("seen", ["", "1", "x-1-1", "9" * 400, "٣-1-1", "0-0-0"])
def test_what_was_not_seen_is_not_decided(at_the_desk, proposal, seen):
    answer = at_the_desk.post(f"{PAGE}freigeben/", {"seen": seen})

    assert answer.status_code in (404, 409)
    proposal.refresh_from_db()
    assert proposal.state == "submitted"


def test_the_second_is_told_by_whom_and_when(
    client, shared_proposal, esra, boris, advertising
):
    seen = sight(shared_proposal)
    client.force_login(boris)
    client.post(f"{SHARED}freigeben/", {"seen": seen})
    mail.outbox.clear()
    client.force_login(esra)
    form = {"seen": seen, "reason": "werbend", "note": "Zu spät."}

    for verb in ("freigeben", "teilweise", "zurueckgeben"):
        answer = client.post(f"{SHARED}{verb}/", form)

        assert answer.status_code == 409
        assert "Bereits freigegeben von Boris um " in answer.text
        assert "Zu spät." in answer.text
    assert mail.outbox == []
    assert "Bereits freigegeben von Boris" in client.get(SHARED).text


def test_it_is_said_when_something_was_sent_back_or_taken_back(
    at_the_desk, shared_proposal, boris, kemal, advertising
):
    client, seen = at_the_desk, sight(shared_proposal)
    moderation.send_back(
        shared_proposal,
        by=boris,
        seen=seen,
        answer=moderation.Answer(advertising, "Bitte sachlicher."),
    )
    assert "Bereits zurückgegeben von Boris um " in client.get(SHARED).text
    moderation.submit(Profile.objects.get(pk=shared_proposal.pk), by=kemal)
    moderation.take_back(Profile.objects.get(pk=shared_proposal.pk), by=kemal)

    answer = client.post(f"{SHARED}freigeben/", {"seen": seen})

    assert answer.status_code == 409
    assert "Die Redaktion hat das zurückgezogen." in answer.text


def test_a_draft_is_not_shown_to_the_coordination(at_the_desk, workshop, wanda):
    draft = moderation.start_draft(workshop, by=wanda)
    Profile.objects.filter(pk=draft.pk).update(name="E-GEHEIM")

    assert at_the_desk.get(PAGE).status_code == 404
    answer = at_the_desk.post(f"{PAGE}freigeben/", {"seen": sight(draft)})
    assert "E-GEHEIM" not in answer.text


def test_a_draft_behind_a_returned_proposal_is_not_shown(
    at_the_desk, proposal, esra, wanda, advertising
):
    seen = sight(proposal)
    answer = moderation.Answer(advertising)
    moderation.send_back(proposal, by=esra, seen=seen, answer=answer)
    Profile.objects.filter(pk=proposal.pk).update(plain="E-GEHEIM", name="E-GEHEIM")

    for page in (
        at_the_desk.get(PAGE),
        at_the_desk.post(f"{PAGE}freigeben/", {"seen": seen}),
    ):
        assert "E-GEHEIM" not in page.text
    assert "Bereits zurückgegeben von Esra" in at_the_desk.get(PAGE).text


def test_whoever_edits_an_organisation_decides_nothing_about_it(
    at_the_desk, proposal, esra, workshop
):
    EditorFactory(organisation=workshop, person=esra)
    form = {"seen": sight(proposal)}

    assert at_the_desk.get(PAGE).status_code == 404
    assert at_the_desk.post(f"{PAGE}freigeben/", form).status_code == 404
    assert "Entscheiden andere" in at_the_desk.get("/koordination/").text


def test_what_a_form_says_of_other_rows_changes_nothing(
    client, proposal, shared_proposal, boris
):
    """Boris names a proposal of Essen, by its address and in the body."""
    client.force_login(boris)
    form = {"seen": sight(proposal), "organisation": "kolleg", "pk": proposal.pk}
    rows = list(Profile.objects.order_by("pk").values())

    for verb in ("freigeben", "teilweise", "zurueckgeben"):
        assert client.post(f"{PAGE}{verb}/", form).status_code == 404
        assert client.post(f"{SHARED}{verb}/", form).status_code == 404
    assert list(Profile.objects.order_by("pk").values()) == rows


def test_either_network_of_a_member_may_decide(client, shared_proposal, esra, boris):
    for person in (esra, boris):
        client.force_login(person)
        assert "Kolleg" in client.get("/koordination/").text
        assert client.get(SHARED).status_code == 200

    client.post(f"{SHARED}freigeben/", {"seen": sight(shared_proposal)})

    entry = JournalEntry.objects.get(verb="profile.published")
    assert (entry.actor, entry.network) == (boris, boris.roles.get().network_id)


def test_a_substitute_decides_as_such(client, proposal, essen):
    deputy = UserFactory(name="Dora")
    RoleFactory(person=deputy, network=essen, kind="substitute", until="2999-12-31")
    client.force_login(deputy)

    page = client.get(PAGE).text
    client.post(f"{PAGE}freigeben/", {"seen": sight(proposal)})

    assert "in Vertretung bis 31. Dezember 2999" in page
    assert JournalEntry.objects.get(verb="profile.published").capacity == "substitute"


def test_a_proposed_logo_is_for_those_who_decide(
    at_the_desk, workshop, wanda, boris, media
):
    name = store(image_file(), "logos/vorschlag.png")
    propose(workshop, wanda, logo=name)
    address = f"/koordination/organisationen/werkstatt/logo/{digest(name)}.webp"

    answer = at_the_desk.get(address)

    assert answer.headers["Content-Type"] == "image/webp"
    assert "no-store" in answer.headers["Cache-Control"]
    assert address in at_the_desk.get(PAGE).text
    for person, status in ((wanda, 403), (boris, 404)):
        at_the_desk.force_login(person)
        assert at_the_desk.get(address).status_code == status
    assert Client().get(address).status_code == 302


def test_a_logo_of_a_draft_is_for_nobody(at_the_desk, workshop, wanda, media):
    name = store(image_file(), "logos/entwurf.png")
    draft = moderation.start_draft(workshop, by=wanda)
    Profile.objects.filter(pk=draft.pk).update(logo=name)

    answer = at_the_desk.get(
        f"/koordination/organisationen/werkstatt/logo/{digest(name)}.webp"
    )

    assert answer.status_code == 404


def test_a_first_entry_has_nothing_beside_it(at_the_desk, workshop, wanda, gisela):
    moderation.withdraw(workshop, by=gisela)
    draft = moderation.start_draft(workshop, by=wanda)
    Profile.objects.filter(pk=draft.pk).update(name="Neubeginn")
    moderation.submit(Profile.objects.get(pk=draft.pk), by=wanda)

    page = at_the_desk.get(PAGE)

    assert page.context["is_first"]
    assert "Neubeginn" in page.text


@pytest.mark.parametrize("length", [1, 3])
def test_the_review_asks_a_fixed_number_of_questions(
    at_the_desk, workshop, wanda, django_assert_num_queries, length
):
    links = [f"https://eins-{number}.example" for number in range(length)]
    propose(workshop, wanda, links=links, plain="Wort " * length)

    with django_assert_num_queries(11):
        at_the_desk.get(PAGE)
