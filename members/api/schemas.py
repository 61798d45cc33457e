"""The shapes of the answers; their names are German, as the addresses are."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

ADDRESS = gettext_noop("The page for people.")
ID = gettext_noop("The stable id; it is never given to another.")
VOUCHER = gettext_noop(
    "Whether a confirmed proof, valid today, allows the Bildungsgutschein."
)


class Problem(Schema):
    fehler: str = Field(description=gettext_noop("What went wrong, in a sentence."))


class Named(Schema):
    slug: str
    name: str


class Value(Named):
    synonyme: list[str] = Field(
        description=gettext_noop("Further words under which it is found.")
    )


class Page(Schema):
    anzahl: int = Field(description=gettext_noop("How many there are on all pages."))
    seite: int
    seiten: int


class Hit(Schema):
    slug: str = Field(description=ID)
    name: str
    kurz: str = Field(description=gettext_noop("What they do, in one line."))
    staedte: list[str] = Field(description=gettext_noop("Slugs of the sites' cities."))
    themen: list[str] = Field(description=gettext_noop("Slugs."))
    foerderungen: list[str] = Field(
        description=gettext_noop("Slugs, as the provider states them.")
    )
    bildungsgutschein: bool = Field(description=VOUCHER)
    website: str | None
    url: str = Field(description=ADDRESS)


class Directory(Page):
    mischung: str = Field(description=gettext_noop("The seed of the fair order."))
    facetten: dict[str, dict[str, int]] = Field(
        description=gettext_noop(
            "For each parameter and value: how many hits there would be with it alone."
        )
    )
    ergebnisse: list[Hit]
    hinweise: list[str] = Field(
        description=gettext_noop("How the question was read, where it was unclear.")
    )


class Hours(Schema):
    tag: str = Field(description=gettext_noop("The weekday, in German."))
    von: str = Field(pattern="^[0-9]{2}:[0-9]{2}$")
    bis: str = Field(pattern="^[0-9]{2}:[0-9]{2}$")


class Site(Schema):
    bezeichnung: str | None
    strasse: str
    plz: str
    ort: str
    stadt: str | None = Field(
        description=gettext_noop("The city's slug; none outside of the alliance.")
    )
    breite: float = Field(description=gettext_noop("Latitude (WGS 84)."))
    laenge: float = Field(description=gettext_noop("Longitude (WGS 84)."))
    telefon: str | None
    email: str | None
    oeffnungszeiten: list[Hours]
    barrierefreiheit: list[Named]


class Proof(Schema):
    art: str = Field(description=gettext_noop("azav, awbg, iso or other."))
    titel: str
    aussteller: str | None
    gueltig_bis: str | None = Field(
        description=gettext_noop("The last day; none where it does not end."),
        json_schema_extra={"format": "date"},
    )
    fachbereiche: list[str]
    standorte: list[str] = Field(
        description=gettext_noop("The only sites it is valid for; empty: for all.")
    )


class Membership(Named):
    url: str = Field(description=ADDRESS)


class Terms(Schema):
    thema: list[Named]
    foerderung: list[Named]
    zielgruppe: list[Named]
    form: list[Named]
    zeit: list[Named]
    abschluss: list[Named]
    sprache: list[Named]
    art: list[Named] = Field(description=gettext_noop("Of partners: what they are."))


class Organisation(Schema):
    slug: str = Field(description=ID)
    nr: str | None = Field(
        description=gettext_noop("The number of the member lists, where there is one.")
    )
    name: str
    kurz: str = Field(description=gettext_noop("What they do, in one line."))
    beschreibung: str = Field(description=gettext_noop("Text, may hold Markdown."))
    rechtsform: str | None
    website: str | None
    telefon: str | None
    email: str | None
    kursnet_nr: str | None
    kurse: str | None = Field(
        description=gettext_noop("Current courses at the employment agency.")
    )
    bestaetigt: str | None = Field(
        pattern="^[0-9]{4}-[0-9]{2}$",
        description=gettext_noop("The month in which all of it was confirmed."),
    )
    bildungsgutschein: bool = Field(description=VOUCHER)
    merkmale: Terms
    netzwerke: list[Membership]
    standorte: list[Site]
    nachweise: list[Proof] = Field(
        description=gettext_noop("Confirmed by the network and valid today.")
    )
    url: str = Field(description=ADDRESS)


class Partner(Schema):
    slug: str = Field(description=ID)
    name: str
    kurz: str
    arten: list[str] = Field(description=gettext_noop("Slugs: what they are."))
    telefon: str | None
    website: str | None
    url: str = Field(description=ADDRESS)


class Partners(Page):
    ergebnisse: list[Partner]


class Network(Named):
    staedte: list[Named]
    anbieter: int = Field(description=gettext_noop("How many providers are listed."))
    url: str = Field(description=ADDRESS)


class Person(Schema):
    name: str
    amt: str


class NetworkDetail(Network):
    vereinsname: str | None
    text: str = Field(description=gettext_noop("Text, may hold Markdown."))
    website: str | None
    email: str | None
    telefon: str | None
    personen: list[Person] = Field(
        description=gettext_noop("People who agreed to be named.")
    )


class Networks(Page):
    ergebnisse: list[Network]


class Values(Schema):
    stadt: list[Value]
    netzwerk: list[Value]
    thema: list[Value]
    foerderung: list[Value]
    zielgruppe: list[Value]
    form: list[Value]
    zeit: list[Value]
    abschluss: list[Value]
    sprache: list[Value]
    zugang: list[Value]
    art: list[Value] = Field(description=gettext_noop("Kinds of partners."))


class Vocabulary(Schema):
    merkmale: Values = Field(
        description=gettext_noop("By the parameter that takes the slugs.")
    )
