"""What a list changes about one organisation: decided here, written by ``commit``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from members.exchange.rows import Row
from members.exchange.stock import Held
from members.models import Credential, Membership, Organisation, Site


class Difference(NamedTuple):
    """What stands in a column, and what will; ``site`` says where if that matters."""

    key: str
    old: Any
    new: Any
    site: str = ""


@dataclass
class SiteChange:
    """A new site, or one with these fields changed; no ``access``: it stays."""

    site: Site
    fields: tuple[str, ...] = ()
    access: frozenset[int] | None = None
    is_new: bool = False


@dataclass
class Change:
    """All that a list changes; what stays is left out.

    ``terms`` are all terms of the profile to be published, and None where none is.
    """

    held: Held
    fields: tuple[str, ...] = ()
    content: dict[str, object] = field(default_factory=dict)
    terms: frozenset[int] | None = None
    sites: list[SiteChange] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    proof: Credential | None = None
    gone_proofs: list[Credential] = field(default_factory=list)
    editor: str = ""
    # The rows that say so, and what they change, in the words of the columns.
    rows: list[Row] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def organisation(self) -> Organisation:
        return self.held.organisation

    @property
    def is_empty(self) -> bool:
        return self.terms is None and not (
            self.fields
            or self.sites
            or self.memberships
            or self.proof
            or self.gone_proofs
            or self.editor
        )

    def note(self, key: str, old: Any, new: Any, site: str = "") -> None:
        self.differences.append(Difference(key, old, new, site))
