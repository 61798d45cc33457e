"""Two who decide at the same moment, in connections of their own."""

import threading

import pytest
from django.db import connection
from django.test import Client

from alliance.models import JournalEntry, Mail
from members import moderation
from members.models import Profile
from tests.factories import RoleFactory, TermFactory, UserFactory
from tests.members.coordination.conftest import propose, sight
from tests.members.test_two_at_once import together

PATIENCE = 20
PAGE = "/koordination/organisationen/werkstatt/aenderung/"


@pytest.fixture
def waiting(transactional_db, workshop, wanda):
    return propose(workshop, wanda, plain="Wir üben.")


@pytest.fixture
def deputy(essen):
    deputy = UserFactory(name="Dora")
    RoleFactory(person=deputy, network=essen)
    return deputy


def posting(person, path, form, answers, start):
    """Something that sends a form as soon as all others are ready to."""
    client = Client()
    client.force_login(person)

    def post():
        start.wait(PATIENCE)
        answers.append(client.post(path, form))
        connection.close()

    return post


def test_of_two_decisions_the_first_wins(waiting, esra, deputy):
    reason = TermFactory(kind="return_reason", slug="werbend")
    form = {"seen": sight(waiting), "reason": reason.slug}
    answers, start = [], threading.Barrier(2)

    together(
        posting(esra, f"{PAGE}freigeben/", form, answers, start),
        posting(deputy, f"{PAGE}zurueckgeben/", form, answers, start),
    )

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    told = next(answer.text for answer in answers if answer.status_code == 409)
    assert "Bereits freigegeben von Esra" in told or (
        "Bereits zurückgegeben von Dora" in told
    )
    decided = JournalEntry.objects.filter(
        verb__in=("profile.published", "profile.sent_back")
    )
    assert decided.count() == Mail.objects.filter(kind__startswith="profile_").count()
    assert decided.count() == 1


def test_an_edit_while_the_coordinator_approves_is_never_published_unseen(
    waiting, esra, wanda
):
    form = {"seen": sight(waiting)}
    answers, start = [], threading.Barrier(2)

    def edit():
        start.wait(PATIENCE)
        try:
            moderation.take_back(waiting, by=wanda)
        except moderation.DecidedError:
            return
        began = waiting.content()
        content = began | {"plain": "Ganz anders."}
        moderation.save_draft(
            waiting.organisation, content=content, began=began, by=wanda
        )
        moderation.submit(Profile.objects.get(pk=waiting.pk), by=wanda)

    together(posting(esra, f"{PAGE}freigeben/", form, answers, start), edit)

    online = Profile.objects.published().get()
    assert online.plain in ("", "Wir üben.")
    assert (answers[0].status_code == 302) == (online.plain == "Wir üben.")
