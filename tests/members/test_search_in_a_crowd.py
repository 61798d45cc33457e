"""The search corpus among the demo alliance: the rare is in the first ten."""

import pytest
from django.db import transaction

from members.demo.build import build
from tests.members.search_cases import CASES, finder, import_corpus, params


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        build(172, 1, lambda _count: None)
        import_corpus()
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", params(case for case in CASES if case.get("rare")))
def test_the_rare_is_in_the_first_ten(case, crowd, db, client):
    wanted = {*case.get("finds", []), *case.get("only", [])}

    assert wanted <= set(finder(client)(case["q"])[:10])
