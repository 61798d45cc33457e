"""An organisation in the address book."""

import pytest
from django.utils import timezone

from members.models import Site
from tests.alliance.test_vcards import lines, parts
from tests.factories import SiteFactory, listed


@pytest.fixture
def school(essen):
    school = listed(
        "schule",
        essen,
        name="Schule; Söhne, Töchter",
        plain="Wir lehren\\lernen.",
        website="https://www.schule.example/a,b",
    )
    Site.objects.update(telephone="0201 1234", email="a@b.example")
    SiteFactory(
        organisation=school, label="Werkstatt", place="Bochum", telephone="0234 99"
    )
    return school


def card(client, address="/anbieter/schule/kontakt.vcf"):
    return lines(client.get(address).content)


def test_a_card_holds_all_sites(client, school):
    assert card(client) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        r"FN:Schule\; Söhne\, Töchter",
        "N:;;;;",
        r"ORG:Schule\; Söhne\, Töchter",
        "X-ABShowAs:COMPANY",
        "UID:http://127.0.0.1:8000/anbieter/schule/",
        "SOURCE:http://127.0.0.1:8000/anbieter/schule/",
        r"NOTE:Wir lehren\\lernen.",
        "URL:https://www.schule.example/a,b",
        "item1.ADR;TYPE=WORK:;;Beispielweg 1;Essen;;45127;Deutschland",
        "item1.TEL;TYPE=WORK,VOICE:0201 1234",
        "item1.EMAIL;TYPE=INTERNET,WORK:a@b.example",
        "item1.X-ABLabel:Essen",
        "item2.ADR;TYPE=WORK:;;Beispielweg 1;Bochum;;45127;Deutschland",
        "item2.TEL;TYPE=WORK,VOICE:0234 99",
        "item2.X-ABLabel:Werkstatt",
        "END:VCARD",
    ]


def test_a_card_is_a_file_with_a_plain_name(client, school):
    response = client.get("/anbieter/schule/kontakt.vcf")

    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="schule.vcf"'
    assert response["X-Robots-Tag"] == "noindex"


def test_a_card_says_when_it_was_confirmed(client, school):
    school.confirmed_at = timezone.now()
    school.save()

    assert f"REV:{timezone.now():%Y-%m-%d}" in card(client)


def test_no_text_adds_a_line_to_the_card(client, school):
    school.sites.update(street="Weg 1\r\nTEL:0900 1\x85TEL:0900 2", label="a;b\nTEL:1")
    school.profiles.update(website="https://x.example/\r\nTEL:0900 3")

    found = card(client)

    assert not [line for line in found if line.startswith("TEL")]
    [address, _] = [line for line in found if ".ADR" in line]
    street = parts(address.partition(":")[2])[2]
    assert street == "Weg 1\nTEL:0900 1\nTEL:0900 2"


def test_a_page_links_to_its_card(client, school):
    listed("amt", kind="partner")

    for page in ("/anbieter/schule/", "/partner/amt/"):
        assert '<a href="kontakt.vcf">Ins Adressbuch' in client.get(page).text
        assert client.get(f"{page}kontakt.vcf").status_code == 200


def test_whoever_left_has_no_card_any_more(client, school):
    school.profiles.update(state="archived")

    assert client.get("/anbieter/schule/kontakt.vcf").status_code == 410
    assert client.get("/anbieter/schule/bild.png").status_code == 410
    assert client.get("/anbieter/niemand/kontakt.vcf").status_code == 404
