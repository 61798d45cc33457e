"""Two who decide at the same moment, in connections of their own."""

import pytest
from django.test import Client

from alliance.models import JournalEntry, Mail
from members.applications.deciding import sight
from members.models import Application, Organisation
from tests.factories import ApplicationFactory, RoleFactory, UserFactory
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dora(essen):
    dora = UserFactory(name="Dora")
    RoleFactory(person=dora, network=essen)
    return dora


def posting(person, application, verb, **form):
    client = Client()
    client.force_login(person)
    address = f"/koordination/bewerbungen/{application.pk}/{verb}/"
    form |= {"seen": sight(application)}
    return lambda: client.post(address, form)


def test_two_admit_at_once_and_it_is_admitted_once(waiting, esra, dora):
    answers = together(
        *(posting(one, waiting, "aufnehmen", since="1.12.2026") for one in (esra, dora))
    )

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    late = next(answer.text for answer in answers if answer.status_code == 409)
    assert "Bereits aufgenommen von" in late
    assert Organisation.objects.count() == 1
    assert Mail.objects.filter(kind="invitation").count() == 1


def test_of_two_decisions_the_first_wins(waiting, esra, dora, reason):
    answers = together(
        posting(esra, waiting, "aufnehmen", since="1.12.2026"),
        posting(dora, waiting, "ablehnen", reason="satzung"),
    )

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    verbs = ("application.admitted", "application.declined")
    assert JournalEntry.objects.filter(verb__in=verbs).count() == 1
    state = Application.objects.get().state
    assert Organisation.objects.exists() == (state == "admitted")


def test_two_of_one_name_admitted_at_once_have_two_addresses(waiting, esra, dora):
    other = ApplicationFactory(network=waiting.network, name=waiting.name)

    answers = together(
        posting(esra, waiting, "aufnehmen", since="1.12.2026"),
        posting(dora, other, "aufnehmen", since="1.12.2026"),
    )

    assert [answer.status_code for answer in answers] == [302, 302]
    slugs = Organisation.objects.values_list("slug", flat=True)
    assert set(slugs) == {"lernhaus-zollverein", "lernhaus-zollverein-2"}
