"""One at a time for each organisation: what every verb of this app locks first."""

from __future__ import annotations

from members.models import Organisation


def lock(organisation: Organisation | int) -> None:
    """Wait for whoever changes it (or its id); rows may still refer to it."""
    pk = organisation if isinstance(organisation, int) else organisation.pk
    Organisation.objects.select_for_update(no_key=True).get(pk=pk)
