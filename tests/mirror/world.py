"""Two networks that mirror each other: all that Essen has, Bochum has as well.

Whatever is nobody else's business holds a marker, ``GEHEIM-E-…`` or ``GEHEIM-B-…``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from alliance import journal
from alliance.journal import Subject
from alliance.models import KeptForm, Mail, User
from members import exporting, moderation
from members.directory import index
from members.exchange.looking import look
from members.models import (
    Application,
    Credential,
    Export,
    Import,
    Inventory,
    Invitation,
    Move,
    Organisation,
    Profile,
    Report,
    Site,
    Term,
)
from networks.models import City, Network
from news.models import Picture, Post
from tests.factories import (
    ApplicationFactory,
    CityFactory,
    CredentialFactory,
    EditorFactory,
    ImportFactory,
    InventoryFactory,
    InvitationFactory,
    MailFactory,
    NetworkFactory,
    OpeningHoursFactory,
    PostalCodeFactory,
    PostFactory,
    ProfileFactory,
    ReportFactory,
    RoleFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
    listed,
    released,
)
from tests.images import image_file
from tests.mirror.rows import AFTER_BOCHUM, FIRST_OF_BOCHUM, number_from

PEOPLE = ("coordinator", "substitute", "editor", "colleague")


@dataclass
class Half:
    """One network, and all that belongs to it alone."""

    letter: str
    network: Network
    city: City
    coordinator: User
    substitute: User
    editor: User
    colleague: User
    stranger: User
    organisation: Organisation
    newcomer: Organisation
    site: Site
    second_site: Site
    proposal: Profile
    draft: Profile
    proof: Credential
    claim: Credential
    invitation: Invitation
    offer: Invitation
    mail: Mail
    kept: KeptForm
    export: Export
    report: Report
    application: Application
    inventory: Inventory
    third: Network
    move: Move
    removed: Organisation
    imported: Import
    post: Post
    asking: Post
    scheduled: Post
    picture: Picture
    spare: Picture


@dataclass
class MirrorWorld:
    essen: Half
    bochum: Half
    office: User
    topics: list[Term]
    access: Term
    reason: Term
    no: Term
    third: Network


def build() -> MirrorWorld:
    topics = [TermFactory(kind="topic") for _number in range(2)]
    access = TermFactory(kind="access")
    reason = TermFactory(kind="return_reason")
    no = TermFactory(kind="decline_reason")
    third = NetworkFactory(slug="mitte", name="Netzwerk Mitte")
    office = UserFactory(email="office@example.org", name="Die Geschäftsstelle")
    RoleFactory(person=office, network=None, kind="office")
    PostalCodeFactory(code="45127")
    essen = half("essen", topics[0])
    number_from(FIRST_OF_BOCHUM)
    bochum = half("bochum", topics[0])
    number_from(AFTER_BOCHUM)
    return MirrorWorld(essen, bochum, office, topics, access, reason, no, third)


def sign_in(world: MirrorWorld) -> None:
    """Once for all, for it takes long."""
    for half in (world.essen, world.bochum):
        for who in PEOPLE:
            Client().force_login(getattr(half, who))


def signed_in(person: User, **options: object) -> Client:
    """A browser of someone who has signed in."""
    client = Client(**options)
    session = UserSession.objects.filter(user=person).latest("pk")
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def half(slug: str, topic: Term) -> Half:
    letter = slug[0].upper()
    network = NetworkFactory(slug=slug, name=f"Netzwerk {slug.capitalize()}")
    city = CityFactory(slug=slug, name=slug.capitalize())
    network.cities.add(city)
    people = {who: _person(who, letter) for who in PEOPLE}
    # Someone who came with a list of members, and was never here.
    stranger = _person("stranger", letter, password=make_password(None))
    RoleFactory(person=people["coordinator"], network=network)
    RoleFactory(
        person=people["substitute"],
        network=network,
        kind="substitute",
        until=date(2099, 1, 1),
    )
    organisation = listed(f"haus-{slug}", network, terms=(topic,))
    newcomer = listed(f"neu-{slug}", network)
    EditorFactory(organisation=organisation, person=people["editor"], is_main=True)
    EditorFactory(organisation=organisation, person=people["colleague"])
    EditorFactory(organisation=organisation, person=stranger)
    EditorFactory(organisation=newcomer, person=people["editor"], is_main=True)
    return Half(
        letter=letter,
        network=network,
        city=city,
        organisation=organisation,
        newcomer=newcomer,
        **people,
        stranger=stranger,
        **_places(organisation, city),
        **_words(organisation, newcomer, people["editor"], letter),
        **_proofs(organisation, people["editor"], letter),
        **_letters(organisation, people["editor"], letter),
        offer=_offer(network, people["coordinator"], letter),
        export=exporting.ask({}, "csv", by=people["coordinator"]),
        report=_report(organisation, letter),
        application=_application(network, letter),
        inventory=_inventory(network, organisation, letter),
        **_comings_and_goings(network, letter),
        imported=sent_list(network, people["coordinator"], letter),
        **_news(network, people["coordinator"], letter),
    )


def _secret(letter: str, what: str) -> str:
    return f"GEHEIM-{letter}-{what}"


def _person(who: str, letter: str, **more: object) -> User:
    email = f"{who}@geheim-{letter.lower()}.example"
    return UserFactory(email=email, name=_secret(letter, who), **more)


def _places(organisation: Organisation, city: City) -> dict[str, Site]:
    site = organisation.sites.get()
    site.city = city
    site.save()
    OpeningHoursFactory(site=site)
    second = SiteFactory(organisation=organisation, street="Nebenweg 2", city=city)
    return {"site": site, "second_site": second}


def _words(
    organisation: Organisation, newcomer: Organisation, editor: User, letter: str
) -> dict[str, Profile]:
    proposal = ProfileFactory(
        organisation=organisation,
        state="submitted",
        base=organisation.profiles.published().get(),
        author=editor,
        submitted_at=timezone.now(),
        name=_secret(letter, "name"),
        plain=_secret(letter, "plain"),
        text=_secret(letter, "text"),
        legal_form=_secret(letter, "form"),
        website=f"https://geheim-{letter.lower()}.de",
    )
    draft = ProfileFactory(
        organisation=newcomer,
        state="draft",
        base=newcomer.profiles.published().get(),
        author=editor,
        name=_secret(letter, "draft"),
        text=_secret(letter, "draft-text"),
    )
    return {"proposal": proposal, "draft": draft}


def _proofs(
    organisation: Organisation, editor: User, letter: str
) -> dict[str, Credential]:
    now = timezone.now()
    proof = CredentialFactory(organisation=organisation, confirmed_at=now)
    claim = CredentialFactory(
        organisation=organisation,
        title=_secret(letter, "claim"),
        issuer=_secret(letter, "issuer"),
        review_note=_secret(letter, "answer"),
        claimed_by=editor,
        claimed_at=now,
    )
    content = f"%PDF-1.4 {_secret(letter, 'file')}".encode()
    claim.file.save("probe.pdf", ContentFile(content))
    return {"proof": proof, "claim": claim}


def _letters(
    organisation: Organisation, editor: User, letter: str
) -> dict[str, Invitation | Mail | KeptForm]:
    invitation = InvitationFactory(
        organisation=organisation,
        email=f"gast@geheim-{letter.lower()}.example",
        inviter=editor,
    )
    facts = {"note": _secret(letter, "before")}, {"note": _secret(letter, "after")}
    subject = Subject(organisation.pk)
    journal.record("profile.submitted", by=editor, subject=subject, facts=facts)
    written = MailFactory(person=editor, body=_secret(letter, "letter"))
    typed = {"text": [_secret(letter, "typed")]}
    kept = KeptForm.objects.create(person=editor, path="/", fields=typed)
    return {"invitation": invitation, "mail": written, "kept": kept}


def _offer(network: Network, coordinator: User, letter: str) -> Invitation:
    return InvitationFactory(
        organisation=None,
        network=network,
        office="substitute",
        office_since=date(2098, 1, 1),
        office_until=date(2098, 1, 31),
        email=f"vertretung@geheim-{letter.lower()}.example",
        inviter=coordinator,
    )


def _application(network: Network, letter: str) -> Application:
    return ApplicationFactory(
        network=network,
        name=_secret(letter, "application"),
        plain=_secret(letter, "wish"),
        message=_secret(letter, "message"),
        contact_name=_secret(letter, "contact"),
        contact_email=f"bewerbung@geheim-{letter.lower()}.example",
    )


def _report(organisation: Organisation, letter: str) -> Report:
    return ReportFactory(
        organisation=organisation,
        text=_secret(letter, "report"),
        email=f"hinweis@geheim-{letter.lower()}.example",
        escalated_at=timezone.now(),
    )


def _comings_and_goings(network: Network, letter: str) -> dict[str, object]:
    """A member of a third network that may come, and one that was deleted."""
    third = NetworkFactory(slug=f"dritte-{network.slug}", name=f"Dritte {letter}")
    guest = listed(f"gast-{network.slug}", third)
    move = Move.objects.create(
        membership=guest.memberships.get(),
        network=network,
        begins_on=timezone.localdate(),
    )
    removed = listed(f"weg-{network.slug}", network, name=_secret(letter, "removed"))
    removed.removed_at = timezone.now()
    removed.save()
    index.refresh([removed.pk])
    return {"third": third, "move": move, "removed": removed}


def _news(network: Network, coordinator: User, letter: str) -> dict[str, object]:
    """A draft with pictures that asks another network, and one that asks this one."""
    names = ("title", "teaser", "body", "html", "picture_alt", "picture_credit")
    words = {name: _secret(letter, f"news-{name}") for name in names}
    own = words | {"network": network, "author": coordinator}
    post = PostFactory(**own)
    other = Network.objects.get(slug=f"dritte-{network.slug}")
    post.bearings.create(network=other)
    asking = PostFactory(**words | {"network": other})
    asking.bearings.create(network=network)
    later = timezone.now() + timedelta(days=1)
    scheduled = released(at=later, slug=f"geplant-{network.slug}", **own)
    released(slug=f"weg-{network.slug}", state="withdrawn", **own)
    content = image_file("WEBP")
    shown, spare = (
        Picture.objects.create(
            post=post, file=ContentFile(content, f"geheim-{letter.lower()}-{name}.webp")
        )
        for name in ("gezeigt", "uebrig")
    )
    post.picture = shown
    post.save()
    stories = {"post": post, "asking": asking, "scheduled": scheduled}
    return stories | {"picture": shown, "spare": spare}


LIST_HEAD = "Nr;Name;Straße;PLZ;Ort;E-Mail;Netzwerk\r\n"


def sent_list(network: Network, person: User, letter: str) -> Import:
    """A row that is sound, and one whose postal code is not."""
    name, slug = _secret(letter, "list"), network.slug
    rows = (
        f"{letter}{number};{name}-{number};Weg {number};{code};Essen;a@haus.de;{slug}"
        for number, code in ((1, "45127"), (2, "1"))
    )
    content = (LIST_HEAD + "\r\n".join(rows)).encode()
    imported = ImportFactory(person=person, network=network, file_name=f"{name}.csv")
    imported.file.save("probe.csv", ContentFile(content))
    look(imported)
    return imported


def _inventory(network: Network, organisation: Organisation, letter: str) -> Inventory:
    inventory = InventoryFactory(network=network)
    inventory.items.create(organisation=organisation, note=_secret(letter, "noted"))
    return inventory


def sight(proposal: Profile) -> str:
    live = Profile.objects.published().filter(organisation=proposal.organisation)
    return moderation.sight(proposal, live.first())
