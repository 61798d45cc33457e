"""One factory for each model, with what it requires; and a provider that is listed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alliance.models import Page, User
from members import moderation
from members.models import Organisation, Profile, Term
from networks.models import Network
from news.models import Post

LONG_AGO = date(2020, 10, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = "alliance.User"

    email = factory.Sequence("person{}@example.org".format)


class MailFactory(DjangoModelFactory):
    class Meta:
        model = "alliance.Mail"

    kind = "probe"
    recipient = "person@example.org"
    subject = "Ein Brief"
    body = "Guten Tag."


class PageVersionFactory(DjangoModelFactory):
    """Of a page that the migrations have made."""

    class Meta:
        model = "alliance.PageVersion"

    page = factory.LazyFunction(lambda: Page.objects.get_or_create(slug="ueber-uns")[0])
    title = factory.Sequence("Seite {}".format)
    description = "Worum es geht."
    body = "Ein Text."


class CityFactory(DjangoModelFactory):
    class Meta:
        model = "networks.City"

    slug = factory.Sequence("stadt-{}".format)
    name = factory.Sequence("Stadt {}".format)
    latitude = 51.45
    longitude = 7.01


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = "networks.Network"

    slug = factory.Sequence("netz-{}".format)
    name = factory.Sequence("Netz {}".format)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = "networks.Role"

    person = factory.SubFactory(UserFactory)
    network = factory.SubFactory(NetworkFactory)
    kind = "coordinator"
    since = LONG_AGO


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = "members.Organisation"

    slug = factory.Sequence("organisation-{}".format)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = "members.Membership"

    organisation = factory.SubFactory(OrganisationFactory)
    network = factory.SubFactory(NetworkFactory)
    since = LONG_AGO


class EditorFactory(DjangoModelFactory):
    class Meta:
        model = "members.Editor"

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(UserFactory)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = "members.Invitation"

    email = factory.Sequence("gast{}@example.org".format)
    token_digest = factory.Sequence("{:064}".format)
    organisation = factory.SubFactory(OrganisationFactory)
    inviter = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class ProfileFactory(DjangoModelFactory):
    class Meta:
        model = "members.Profile"

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence("Organisation {}".format)


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = "members.Site"

    organisation = factory.SubFactory(OrganisationFactory)
    street = "Beispielweg 1"
    postal_code = "45127"
    place = "Essen"
    latitude = 51.45
    longitude = 7.01


class OpeningHoursFactory(DjangoModelFactory):
    class Meta:
        model = "members.OpeningHours"

    site = factory.SubFactory(SiteFactory)
    weekday = 0
    opens = time(9)
    closes = time(17)


class CredentialFactory(DjangoModelFactory):
    class Meta:
        model = "members.Credential"

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "iso"


class TermFactory(DjangoModelFactory):
    class Meta:
        model = "members.Term"

    kind = "topic"
    slug = factory.Sequence("merkmal-{}".format)
    name = factory.Sequence("Merkmal {}".format)


class PostalCodeFactory(DjangoModelFactory):
    class Meta:
        model = "members.PostalCode"

    code = factory.Sequence("{:05}".format)
    place = "Essen"
    latitude = 51.45
    longitude = 7.01


class ApplicationFactory(DjangoModelFactory):
    """One whose address is confirmed, so that it waits for the coordination."""

    class Meta:
        model = "members.Application"

    state = "waiting"
    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence("Bewerberin {}".format)
    street = "Beispielweg 1"
    postal_code = "45127"
    place = "Essen"
    contact_email = factory.Sequence("bewerbung{}@example.org".format)
    consented_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)
    waits_since = factory.SelfAttribute("confirmed_at")
    token_digest = factory.Sequence("{:064}".format)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = "members.Report"

    organisation = factory.SubFactory(OrganisationFactory)
    text = "Die Telefonnummer stimmt nicht mehr."


class AskedFactory(DjangoModelFactory):
    class Meta:
        model = "members.Asked"

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(UserFactory)
    token_digest = factory.Sequence("{:064}".format)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=60))


class InventoryFactory(DjangoModelFactory):
    class Meta:
        model = "members.Inventory"

    network = factory.SubFactory(NetworkFactory)


class ImportFactory(DjangoModelFactory):
    class Meta:
        model = "members.Import"

    person = factory.SubFactory(UserFactory)
    file_name = "mitglieder.csv"


class ExportFactory(DjangoModelFactory):
    class Meta:
        model = "members.Export"

    person = factory.SubFactory(UserFactory)
    format = "csv"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class PostFactory(DjangoModelFactory):
    """A draft with all that a release needs; its coordination bears it."""

    class Meta:
        model = "news.Post"
        skip_postgeneration_save = True

    title = "Ein Titel"
    teaser = "Worum es geht."
    body = "Der **Text**."
    html = "<p>Der <strong>Text</strong>.</p>"

    @factory.post_generation
    def bearing(self: Post, _create: bool, _value: object, **_more: object) -> None:
        if self.network:
            self.bearings.create(network=self.network, agreed_at=timezone.now())


def released(
    network: Network | None, at: datetime | None = None, **content: object
) -> Post:
    """A post that is online since then, or will be."""
    moment = at or timezone.now()
    content = {"slug": f"meldung-{uuid4().hex[:8]}", "state": "released"} | content
    times = {"release_at": moment, "first_released_at": moment, "is_noticed": True}
    return PostFactory(network=network, **times, **content)


def approve(profile: Profile, *, by: User) -> None:
    """Publish a submitted proposal as it is, as someone who has looked at it."""
    profile.refresh_from_db()
    live = Profile.objects.published().filter(organisation=profile.organisation)
    moderation.publish(profile, by=by, seen=moderation.sight(profile, live.first()))


class OldAddressFactory(DjangoModelFactory):
    class Meta:
        model = "news.OldAddress"

    old = factory.Sequence("/alt-{}.html".format)
    new = "/aktuelles/"


def listed(
    slug: str,
    *networks: Network,
    terms: tuple[Term, ...] = (),
    kind: str = "provider",
    **content: object,
) -> Organisation:
    """A member that the public can find, brought online by the verb."""
    organisation = OrganisationFactory(slug=slug, kind=kind)
    SiteFactory(organisation=organisation)
    for network in networks:
        MembershipFactory(organisation=organisation, network=network)
    content = {"name": slug.capitalize()} | content
    moderation.publish_at_once(organisation, content=content, terms=terms, by=None)
    return organisation
