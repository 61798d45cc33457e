"""Fill an empty database with the invented alliance, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import batched
from random import Random

from django.db import connection, transaction
from django.db.models import Model

from alliance.models import User
from members import vocabulary
from members.demo.applications import add_applications
from members.demo.logos import Logos
from members.demo.partners import Partners
from members.demo.people import create_networks, create_people
from members.demo.providers import Providers
from members.demo.questions import add_questions
from members.demo.reports import add_reports
from members.demo.store import COLUMNS, table_of
from members.demo.world import SMALL, SOME_LOGOS, World
from members.directory import index
from members.models import DirectoryEntry, FacetBlock, Organisation, Posting, Word
from networks.models import Network

PROVIDERS, PARTNERS = 140, 32
DEFAULT, MOST = PROVIDERS + PARTNERS, 1_000_000
CHUNK = 2000
READ_MODEL = (DirectoryEntry, FacetBlock, Word, Posting)

type Progress = Callable[[int], object]
type Part = Callable[[Random], None]


def is_empty() -> bool:
    """Whether nobody's data are there; the vocabulary may be."""
    return not any(model.objects.exists() for model in (Organisation, Network, User))


def build(size: int, seed: int, progress: Progress, more: Iterable[Part] = ()) -> None:
    """``progress`` hears of each organisation twice: when written, when indexed.

    ``more`` are what other apps add; what they draw does not change what is drawn here.
    """
    with transaction.atomic():
        _wait_as_long_as_it_takes()
        rng = Random(seed)  # noqa: S311 - the same data for the same seed, no secrets
        vocabulary.load()
        create_networks()
        create_people(rng)
        logos = Logos(rng, is_shared=size > SOME_LOGOS)
        _add_organisations(World(rng, size, logos), progress)
        _analyze()
        index.rebuild(progress)
        if size <= SMALL:
            add_questions(rng)
            add_reports()
            add_applications(rng)
        for add in more:
            add(Random(seed))  # noqa: S311 - as above
    _tidy()


def _wait_as_long_as_it_takes() -> None:
    """Foreign keys are checked chunk by chunk: a million rows would fill the memory."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _add_organisations(world: World, progress: Progress) -> None:
    providers, partners = Providers(world), Partners(world)
    number_of_providers = world.size - round(world.size * PARTNERS / DEFAULT)
    with world.store:
        for chunk in batched(range(world.size), CHUNK):
            for position in chunk:
                number = f"D{position + 1:04}"
                if position < number_of_providers:
                    providers.add(position, number)
                else:
                    partners.add(number)
            world.store.flush()
            progress(len(chunk))


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_tables(COLUMNS)}")


def _tidy() -> None:
    """A transaction cannot vacuum; the tests run in one."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {_tables(COLUMNS)}")
            cursor.execute(f"VACUUM (ANALYZE) {_tables(READ_MODEL)}")


def _tables(models: Iterable[type[Model]]) -> str:
    return ", ".join(map(table_of, models))
