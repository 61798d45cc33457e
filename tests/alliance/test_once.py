"""A form that is sent twice is carried out once."""

import uuid

import pytest
from django.db import transaction

from alliance.once import SentTwiceError, spend
from tests.factories import UserFactory


def test_a_token_is_spent_once(db):
    person, token = UserFactory(), uuid.uuid4()
    spend(token, by=person)

    with pytest.raises(SentTwiceError):
        spend(token, by=person)


def test_a_token_is_not_spent_by_what_was_rolled_back(db):
    person, token = UserFactory(), uuid.uuid4()
    with transaction.atomic():
        spend(token, by=person)
        transaction.set_rollback(True)

    spend(token, by=person)
