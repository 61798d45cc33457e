"""A form of the workspace that meets an ended session comes back with its words."""

import pytest
from django.http import QueryDict

from tests.factories import PostalCodeFactory
from tests.filling import held


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("profil/", {"plain": "Wir üben das Drehen."}),
        ("standorte/neu/", {"street": "Neue Straße 7"}),
        ("nachweise/neu/", {"title": "Urkunde von 2026"}),
    ],
)
def test_what_was_typed_comes_back_and_is_not_carried_out(
    workshop, wanda, client, page, typed
):
    PostalCodeFactory(code="45127")
    address = f"/mein-bereich/werkstatt/{page}"
    client.force_login(wanda)
    form = held(client.get(address))
    client.logout()

    asked = client.post(address, form | typed)
    client.force_login(wanda)
    shown = client.get(QueryDict(asked.url.partition("?")[2])["next"])

    assert next(iter(typed.values())) in shown.text
    assert not workshop.profiles.open().exists()
    assert (workshop.sites.count(), workshop.credentials.count()) == (1, 0)
