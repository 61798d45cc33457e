"""One at a time for each organisation: what every verb of this app locks first."""

from __future__ import annotations

from collections.abc import Collection

from members.models import Organisation


def lock(organisation: Organisation | int) -> None:
    """Wait for whoever changes it (or its id); rows may still refer to it."""
    pk = organisation if isinstance(organisation, int) else organisation.pk
    Organisation.objects.select_for_update(no_key=True).get(pk=pk)


def lock_all(organisations: Collection[int]) -> None:
    """Wait for whoever changes any of them (their ids), before the first is changed.

    In one order, and before the directory's own locks, so that nobody waits for ever.
    """
    rows = Organisation.objects.select_for_update(no_key=True)
    list(rows.filter(pk__in=organisations).order_by("pk").values_list("pk"))
