import pytest
from django.db import IntegrityError

from alliance.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_an_address_is_of_one_person_whatever_its_case():
    UserFactory(email="wanda@example.org")

    with pytest.raises(IntegrityError, match="one_person_per_email_whatever_its_case"):
        UserFactory(email="Wanda@Example.org")


def test_a_new_person_has_an_address_in_lower_case():
    person = User.objects.create_user("Wanda@Example.org", "a good password")

    assert person.email == "wanda@example.org"
    assert person.check_password("a good password")


def test_a_person_is_found_by_the_address_whatever_its_case():
    person = UserFactory(email="wanda@example.org")

    assert User.objects.get_by_natural_key("WANDA@example.org") == person


def test_a_person_without_a_name_is_the_address():
    assert str(UserFactory(name="", email="a@example.org")) == "a@example.org"
    assert str(UserFactory(name="Wanda")) == "Wanda"
