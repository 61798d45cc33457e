"""Who plays in the tests; see ``conftest.py``, which gives them to each that asks."""

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from alliance.models import User
from members.models import Organisation
from networks.models import Network
from tests.factories import (
    CityFactory,
    EditorFactory,
    NetworkFactory,
    RoleFactory,
    UserFactory,
)


def network_of(slug: str) -> Network:
    name = slug.capitalize()
    network = NetworkFactory(slug=slug, name=f"Netzwerk {name}")
    network.cities.add(CityFactory(slug=slug, name=name))
    return network


def coordinator(name: str, network: Network) -> User:
    person = _person(name)
    RoleFactory(person=person, network=network)
    return person


def office(name: str) -> User:
    person = _person(name)
    RoleFactory(person=person, network=None, kind="office")
    # Without a second factor nobody of the office gets into the administration.
    TOTP.activate(person, generate_totp_secret())
    return person


def editor(name: str, organisation: Organisation) -> User:
    person = _person(name)
    EditorFactory(organisation=organisation, person=person, is_main=True)
    return person


def _person(name: str) -> User:
    return UserFactory(email=f"{name.lower()}@example.org", name=name)
