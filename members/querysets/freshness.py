"""Whose details are to be confirmed, which proofs end, and inventories."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from members.querysets.rights import coordinated, edited, expected_from, present
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User

ASKED_AFTER = timedelta(days=180)
AGAIN_AFTER = timedelta(days=21)
# So long after its last day a proof is still spoken of.
ENDED_WITHIN = timedelta(days=90)


def before(now: datetime, span: timedelta) -> datetime:
    """What happened before this happened so many days ago, at whatever hour."""
    day = timezone.localdate(now) - span + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time()))


class FreshOrganisations(models.QuerySet):
    """A part of ``OrganisationQuerySet``."""

    def asked_about(self, on: date | None = None) -> Self:
        """Online, and a member today that does not rest; or a partner of no network."""
        day = on or timezone.localdate()
        get = apps.get_model
        of_it = {"organisation": OuterRef("pk")}
        memberships = get("members", "Membership").objects.filter(**of_it)
        published = get("members", "Profile").objects.published().filter(**of_it)
        is_member = Q(Exists(memberships.public(day)))
        needs_none = Q(kind="partner") & ~Q(Exists(memberships))
        return self.filter(present(), is_member | needs_none, Exists(published))

    def asked_so_far(self) -> Self:
        """With the state of the round that is under way, and whom one could ask.

        ``fresh_since`` is when its age began to count, ``keeper`` the main editor's id.
        """
        questions = apps.get_model("members", "Asked").objects
        own = questions.filter(organisation=OuterRef("pk"))
        last = own.under_way().order_by("-asked_at", "-pk")
        aside = own.filter(is_set_aside=True).order_by("-closed_at")
        moment = Coalesce("answered_at", "asked_at")
        confirmed = Coalesce("confirmed_at", "created_at")
        return self.annotate(
            keeper=_keeper("pk"),
            last_time=Subquery(last.values("time")[:1]),
            last_person=Subquery(last.values("person")[:1]),
            last_answer=Coalesce(Subquery(last.values("answer")[:1]), Value("")),
            last_at=Subquery(last.annotate(moment=moment).values("moment")[:1]),
            fresh_since=Greatest(confirmed, Subquery(aside.values("closed_at")[:1])),
        )

    def to_be_asked(self, now: datetime) -> Self:
        """Where it is time for the letter ``next_time``, those for longest first."""
        is_late = Q(last_at__lt=before(now, AGAIN_AFTER))
        was_asked = Q(last_person__isnull=False)
        first = Q(last_time=None)
        again = was_asked & is_late & Q(last_answer="", last_time=1)
        after_change = was_asked & is_late & Q(last_answer="change")
        now_can_be = Q(last_time__isnull=False, last_person=None, keeper__isnull=False)
        asked = self.asked_about(timezone.localdate(now)).asked_so_far()
        stale = asked.filter(fresh_since__lt=before(now, ASKED_AFTER))
        due = stale.filter(first | again | after_change | now_can_be)
        next_time = Case(When(again, then=Value(2)), default=Value(1))
        return due.annotate(next_time=next_time).order_by("fresh_since", "pk")

    def asked_through(self, keeper: int) -> Self:
        """Of those with their keeper: whom this person (an id) answers for."""
        return self.filter(keeper=keeper)

    def with_keeper(self) -> Self:
        return self.filter(keeper__isnull=False)

    def without_keeper(self) -> Self:
        return self.filter(keeper__isnull=True)


class EndingCredentials(models.QuerySet):
    """A part of ``CredentialQuerySet``."""

    def unfollowed(self) -> Self:
        """Of which no successor lasts longer, be it confirmed or waiting."""
        same = {name: OuterRef(name) for name in ("organisation", "kind", "title")}
        others = apps.get_model("members", "Credential").objects.filter(**same)
        lasts = Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until"))
        later = others.filter(lasts, refused_at=None).exclude(pk=OuterRef("pk"))
        return self.filter(~Exists(later.order_by()))

    def ending(self, on: date, within: timedelta) -> Self:
        """Confirmed ones that end so soon, with the main editor's id as ``keeper``."""
        confirmed = self.filter(confirmed_at__isnull=False)
        found = confirmed.filter(valid_until__range=(on, on + within)).unfollowed()
        return found.filter(organisation__in=_asked_about(on)).annotate(
            keeper=_keeper("organisation")
        )

    def ended(self, on: date | None = None) -> Self:
        """Over lately, without a successor, and nobody has seen to it."""
        day = on or timezone.localdate()
        reminders = apps.get_model("members", "ProofReminder").objects
        same = {"credential": OuterRef("pk"), "valid_until": OuterRef("valid_until")}
        seen = reminders.filter(stage=0, **same)
        confirmed = self.filter(confirmed_at__isnull=False, valid_until__lt=day)
        lately = confirmed.filter(valid_until__gte=day - ENDED_WITHIN).unfollowed()
        return lately.filter(~Exists(seen), organisation__in=_asked_about(day))

    def ended_expected_from(self, user: User, now: datetime) -> Self:
        return self.ended(timezone.localdate(now)).filter(expected_from(user, now))


class AskedQuerySet(models.QuerySet):
    def under_way(self) -> Self:
        """Of a round that neither a confirmation nor the coordination has closed."""
        return self.filter(closed_at=None)

    def open(self, now: datetime | None = None) -> Self:
        """Whose links still work: neither answered nor expired nor overtaken.

        Only as long as the person edits the organisation, and it is asked about.
        """
        moment = now or timezone.now()
        editors = apps.get_model("members", "Editor").objects.filter(
            organisation=OuterRef("organisation"), person=OuterRef("person")
        )
        waiting = self.under_way().filter(answered_at=None, expires_at__gt=moment)
        return waiting.filter(
            Exists(editors),
            person__is_active=True,
            organisation__in=_asked_about(timezone.localdate(moment)),
        )

    def last_of_rounds(self) -> Self:
        """The last question of each round that is under way."""
        rounds = apps.get_model("members", "Asked").objects.under_way()
        order = Q(asked_at__gt=OuterRef("asked_at"))
        order |= Q(asked_at=OuterRef("asked_at"), pk__gt=OuterRef("pk"))
        later = rounds.filter(order, organisation=OuterRef("organisation"))
        return self.under_way().filter(~Exists(later.order_by()))

    def silent(self, now: datetime | None = None) -> Self:
        """Nobody could be asked, or nobody has answered the second letter."""
        moment = now or timezone.now()
        day = timezone.localdate(moment)
        is_second = Q(time=2, asked_at__lt=before(moment, AGAIN_AFTER))
        members = self.last_of_rounds().filter(organisation__in=_asked_about(day))
        return members.filter(Q(person=None) | is_second, answer="")

    def gone(self, now: datetime | None = None) -> Self:
        """An editor said that it does not exist any more."""
        day = timezone.localdate(now or timezone.now())
        return self.last_of_rounds().filter(
            answer="gone", organisation__in=_asked_about(day)
        )

    def expected_from(self, user: User, now: datetime | None = None) -> Self:
        """What is the person's to see to; never what they edit themselves."""
        return self.filter(expected_from(user, now or timezone.now()))

    def withheld_from(self, user: User) -> Self:
        theirs = edited(user, "organisation"), coordinated(user, "organisation")
        return self.filter(*theirs)


class ProofReminderQuerySet(models.QuerySet):
    def still_true(self) -> Self:
        """About the last day that the proof has now."""
        return self.filter(valid_until=F("credential__valid_until"))


class InventoryQuerySet(models.QuerySet):
    def coordinated_by(self, user: User) -> Self:
        """Of the networks whose members the person looks after."""
        return self.filter(network__in=Network.objects.coordinated_by(user))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def counted(self) -> Self:
        """With the number of its lines, and of those that are ``done``."""
        is_done = ~Q(items__result="open")
        done = Count("items", filter=is_done & Q(items__isnull=False))
        return self.annotate(total=Count("items"), done=done)


class InventoryItemQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(result="open")

    def noted(self) -> Self:
        return self.exclude(result="open")


def _asked_about(day: date) -> models.QuerySet:
    organisations = apps.get_model("members", "Organisation").objects
    return organisations.asked_about(day).order_by().values("pk")


def _keeper(organisation: str) -> Subquery:
    """The main editor (an id), if it is someone who was here at least once."""
    editors = apps.get_model("members", "Editor").objects.main()
    known = editors.filter(person__is_active=True, person__last_login__isnull=False)
    return Subquery(known.filter(organisation=OuterRef(organisation)).values("person"))
