"""One at a time for each organisation: what every verb of this app locks first."""

from __future__ import annotations

from members.models import Organisation


def lock(organisation: Organisation) -> None:
    """Wait for whoever changes it; its key stays free for rows that refer to it."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
