"""What the rows speak of: the cast, and what each of them has."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from alliance.models import User
from members.exchange.looking import look
from members.models import Move
from networks.models import Network
from news import pictures
from news.models import Picture
from tests.cast import coordinator, editor, network_of, office
from tests.factories import (
    ApplicationFactory,
    CredentialFactory,
    EditorFactory,
    ExportFactory,
    ImportFactory,
    InventoryFactory,
    InvitationFactory,
    PostFactory,
    ReportFactory,
    RoleFactory,
    SiteFactory,
    UserFactory,
    listed,
    released,
)
from tests.images import LOGO, give_logo, image_file, store
from tests.members.coordination.conftest import propose
from tests.mirror.world import LIST_HEAD
from tests.uploads import PDF

PEOPLE = "visitor", "wanda", "kemal", "esra", "boris", "gisela"
PICTURE = "news/saal.webp"
SMALLEST = f"{pictures.digest(PICTURE)}-400.webp"


def build() -> dict[str, User]:
    """All of the cast; and a partner, the office for jobs, in no network."""
    essen, bochum = network_of("essen"), network_of("bochum")
    workshop = listed("werkstatt", essen)
    college = listed("kolleg", essen, bochum)
    listed("amt", kind="partner")
    give_logo("werkstatt")
    cast = {
        "wanda": editor("Wanda", workshop),
        "kemal": editor("Kemal", college),
        "esra": coordinator("Esra", essen),
        "boris": coordinator("Boris", bochum),
        "gisela": office("Gisela"),
    }
    waiting(workshop, college, cast)
    furnish(workshop, college)
    ReportFactory(pk=100090, organisation=workshop)
    ReportFactory(pk=100091, organisation=college)
    expect_someone(workshop)
    theirs = {"person": cast["esra"], "networks": [essen.pk]}
    ExportFactory(pk=100090, **theirs, state="done", file="exports/fort.csv")
    take_inventory(workshop)
    belong(workshop, bochum)
    send_list(cast["esra"])
    tell(essen)
    return cast


def tell(essen):
    """A draft, and posts that were online, are, and will be."""
    draft = PostFactory(pk=100085, network=essen)
    draft.bearings.create(network=Network.objects.get(slug="bochum"))
    now = timezone.now()
    then = now.replace(2024, 3, 1)
    told = released(essen, then, slug="erzaehlt")
    released(essen, then, slug="zurueckgezogen", state="withdrawn")
    released(essen, now + timedelta(days=1), slug="geplant", title="GEHEIM")
    store(image_file("WEBP"), PICTURE)
    for pk, post in ((100085, draft), (100086, told)):
        Picture.objects.create(pk=pk, post=post, file=PICTURE)


def send_list(coordinator):
    """A row whose postal code nobody knows."""
    imported = ImportFactory(pk=100095, person=coordinator)
    content = f"{LIST_HEAD}N1;Haus;Weg 1;99999;Essen;a@haus.de;essen".encode()
    imported.file.save("liste.csv", ContentFile(content))
    look(imported)


def waiting(workshop, college, cast):
    """Proposals of the forge in Essen and of the college; proof 71 of the workshop."""
    forge = listed("schmiede", Network.objects.get(slug="essen"))
    smith = EditorFactory(organisation=forge).person
    propose(forge, smith, logo=LOGO)
    propose(college, cast["kemal"], plain="Wir lehren am Abend.")
    CredentialFactory(pk=71, organisation=workshop, claimed_at=timezone.now())


def furnish(workshop, college):
    """Sites 100080 to 100082, and the proofs 100083 and 100084 with their files."""
    for number, owner in ((100080, workshop), (100081, workshop), (100082, college)):
        SiteFactory(pk=number, organisation=owner)
    for number, owner in ((100083, workshop), (100084, college)):
        file = ContentFile(PDF, "urkunde.pdf")
        CredentialFactory(pk=number, organisation=owner, file=file)


def expect_someone(workshop):
    """A second editor who was never here, a substitute, and an invitation to each."""
    newcomer = UserFactory(password=make_password(None))
    EditorFactory(pk=100070, organisation=workshop, person=newcomer)
    InvitationFactory(pk=100070, organisation=workshop)
    essen = Network.objects.get(slug="essen")
    stays = {"network": essen, "kind": "substitute", "until": date(2199, 12, 31)}
    RoleFactory(pk=100070, **stays)
    days = {"office_since": stays["until"], "office_until": stays["until"]}
    InvitationFactory(
        pk=100071, organisation=None, office="substitute", network=essen, **days
    )
    ApplicationFactory(pk=100095, network=essen)


def belong(workshop, bochum):
    """The workshop's membership is 100060; 100061 asks Essen about another one."""
    workshop.memberships.update(id=100060)
    held = listed("zeche", bochum).memberships.get()
    essen = Network.objects.get(slug="essen")
    today = timezone.localdate()
    Move.objects.create(pk=100061, membership=held, network=essen, begins_on=today)


def take_inventory(workshop):
    """In Essen, with the workshop on its list alone."""
    inventory = InventoryFactory(pk=100090, network=Network.objects.get(slug="essen"))
    inventory.items.create(organisation=workshop)
