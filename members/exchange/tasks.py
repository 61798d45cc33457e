"""Work on lists outside the request."""

from __future__ import annotations

from django.tasks import task

from members.exchange import looking, work
from members.models import Import


@task
def look(imported: int) -> None:
    found = Import.objects.select_related("person", "network").filter(pk=imported)
    for one in found:
        looking.look(one)


@task
def take_over(imported: int) -> None:
    work.take_over(imported)


@task
def undo(imported: int) -> None:
    work.undo(imported)
