"""The read model of the directory, written by ``members.directory.index`` alone."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from members.models.organisations import Organisation
from members.querysets import DirectoryEntryQuerySet

# How many organisations share one row of a facet value's bitmap. Measured: see
# docs/decisions/0006-facets-are-bitmaps.md.
BLOCK_BITS = 2048


class BitField(models.Field):
    """A PostgreSQL ``bit(n)``; read and written as text of zeros and ones."""

    def __init__(self, *, length: int, **options: Any) -> None:
        self.length = length
        super().__init__(**options)

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"length": self.length}

    def db_type(self, connection: object) -> str:  # noqa: ARG002
        return f"bit({self.length})"


class Facet(models.IntegerChoices):
    """What a bitmap is about; the terms' facets bear the names of the parameters."""

    ALL = 0, "alle"
    VOUCHER = 1, "bildungsgutschein"
    CITY = 2, "stadt"
    NETWORK = 3, "netzwerk"
    TOPIC = 4, "thema"
    FUNDING = 5, "foerderung"
    AUDIENCE = 6, "zielgruppe"
    FORM = 7, "form"
    TIME = 8, "zeit"
    QUALIFICATION = 9, "abschluss"
    LANGUAGE = 10, "sprache"
    ACCESS = 11, "zugang"


class DirectoryEntry(models.Model):
    """One flat row per organisation that the public may read today."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="entry"
    )
    kind = models.CharField(max_length=8, choices=Organisation.Kind)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    plain = models.CharField(max_length=160, blank=True)
    website = models.URLField(max_length=300, blank=True)
    logo = models.CharField(max_length=100, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    sort_key = models.CharField(max_length=200)
    folded = models.TextField(help_text="the bare folded words, for quoted phrases")
    places = ArrayField(models.CharField(max_length=80), default=list)
    term_ids = ArrayField(models.IntegerField(), default=list)
    city_ids = ArrayField(models.IntegerField(), default=list)
    network_ids = ArrayField(models.IntegerField(), default=list)
    voucher_from = models.DateField(null=True)
    voucher_until = models.DateField(null=True)
    listed_from = models.DateField()
    listed_until = models.DateField(null=True)
    changes_on = models.DateField(null=True)

    objects = DirectoryEntryQuerySet.as_manager()

    COMPUTED = (
        *("kind", "slug", "name", "plain", "website", "logo", "telephone", "sort_key"),
        *("folded", "places", "term_ids", "city_ids", "network_ids"),
        *("voucher_from", "voucher_until", "listed_from", "listed_until", "changes_on"),
    )

    class Meta:
        ordering = ["sort_key", "organisation"]
        indexes = [
            models.Index(fields=["sort_key", "organisation"], name="entries_a_to_z"),
            models.Index(
                fields=["changes_on"],
                name="entries_that_time_changes",
                condition=Q(changes_on__isnull=False),
            ),
            GinIndex(fields=["term_ids"], name="entries_by_term"),
        ]

    def __str__(self) -> str:
        return self.name


class FacetBlock(models.Model):
    """A facet value's bitmap over ``BLOCK_BITS`` organisations: bit ``id % bits``."""

    pk = models.CompositePrimaryKey("facet", "value", "block")
    facet = models.PositiveSmallIntegerField(choices=Facet)
    value = models.IntegerField(help_text="the term, city or network; 0 where none is")
    block = models.IntegerField(help_text="the organisation's id // BLOCK_BITS")
    bits = BitField(length=BLOCK_BITS)

    def __str__(self) -> str:
        return f"{self.get_facet_display()} {self.value} [{self.block}]"


class Word(models.Model):
    """A folded word that stands in some entry, with its stem and its parts' stems."""

    # In the order of the bytes, so that a prefix is a range of the unique index.
    word = models.CharField(max_length=100, unique=True, db_collation="C")
    stem = models.CharField(max_length=100, db_collation="C")
    parts = ArrayField(models.TextField(), default=list)

    class Meta:
        indexes = [
            models.Index(fields=["stem"], name="words_by_stem"),
            GinIndex(fields=["parts"], name="words_by_part"),
            GinIndex(
                fields=["word"], name="words_by_trigram", opclasses=["gin_trgm_ops"]
            ),
        ]

    def __str__(self) -> str:
        return self.word


class Posting(models.Model):
    """A word stands in an entry; ``field`` is the best place where it does."""

    pk = models.CompositePrimaryKey("word_id", "entry_id")
    # Without constraints in the database: a rebuild writes millions of rows, and
    # ten millions of checks at commit would take longer than all the rest.
    word = models.ForeignKey(
        Word,
        models.CASCADE,
        related_name="postings",
        db_index=False,
        db_constraint=False,
    )
    entry = models.ForeignKey(
        DirectoryEntry, models.CASCADE, related_name="postings", db_constraint=False
    )
    field = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["word"], include=["entry", "field"], name="entries_by_word"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.entry_id}"
