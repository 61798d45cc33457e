"""The public form: four steps without session, and one letter at the end."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from alliance.models import Mail
from members.models import Application
from tests.factories import TermFactory
from tests.members.applications.conftest import CONTACT
from tests.threads import together

PAGE = "/mitmachen/"
SENT = "/mitmachen/gesendet/"


def step(client, filled, slug, **more):
    return client.post(PAGE, filled | {"schritt": slug} | more)


def shown(response):
    """The fields that a person sees, by their names."""
    main = response.text.partition("<main")[2]
    visible = re.sub(r'<input type="hidden"[^>]*>', "", main)
    return set(re.findall(r' name="([a-z_]+)"', visible)) - {"homepage", "zurueck"}


def test_all_that_was_typed_is_kept_until_the_address_is_confirmed(client, filled):
    response = client.post(PAGE, filled)

    assert response.url == SENT
    assert not response.cookies
    application = Application.objects.get()
    assert application.state == "unconfirmed"
    assert application.website == "https://lernhaus.example"
    assert application.telephone == "0201 1234"
    assert application.azav_areas == [4]
    assert [term.name for term in application.terms.all()] == ["Schweißen"]
    assert "Sie sind dran" in client.get(SENT).text


def test_the_letter_says_nothing_that_a_stranger_has_typed(client, filled):
    client.post(PAGE, filled | {"name": "Kaufen Sie bei spam.example"})

    letter = Mail.objects.get()
    assert letter.recipient == CONTACT
    assert "spam.example" not in letter.subject + letter.body
    assert Application.objects.get().token_digest not in letter.body


def test_the_networks_of_the_postal_code_are_proposed(client, filled, essen):
    response = step(client, filled | {"network": ""}, "organisation")

    assert shown(response) == {"network", "plain", "text"}
    assert re.search(r'value="essen"[^>]* checked', response.text)
    assert "Dieses Netzwerk ist für den Ort Ihrer Postleitzahl da." in response.text


def test_where_several_serve_the_place_one_is_chosen(client, filled, essen, bochum):
    bochum.cities.add(essen.cities.get())

    response = step(client, filled | {"network": ""}, "organisation")

    assert "Bitte wählen Sie eines." in response.text
    assert " checked" not in response.text
    answer = step(client, filled | {"network": ""}, "netzwerk")
    assert answer.status_code == 422
    assert "Bitte wählen Sie ein Netzwerk." in answer.text


def test_where_none_serves_the_place_all_are_offered(client, filled):
    far = filled | {"postal_code": "80331", "network": ""}

    page = step(client, far, "organisation").text

    assert "Für diese Postleitzahl ist kein Netzwerk von sich aus zuständig." in page
    assert {"essen", "bochum"} <= set(
        re.findall(r'type="radio"[^>]*value="(\w+)"', page)
    )


@pytest.mark.parametrize("slug", ["organisation", "netzwerk", "merkmale"])
def test_nothing_typed_is_lost_from_step_to_step(client, filled, slug):
    page = step(client, filled, slug).text

    for text in ("Lernhaus Zollverein", "Mira Beispiel", "ISO 9001", "Am Abend."):
        assert text in page


def test_one_can_go_back_and_finds_what_was_typed(client, filled):
    response = step(client, filled | {"name": ""}, "kontakt", zurueck="1")

    assert response.status_code == 200
    assert "topic" in shown(response)
    assert "Mira Beispiel" in response.text


def test_the_consent_is_neither_given_nor_taken_by_going_on(client, filled):
    """A step that was wrong carries along that nothing was ticked."""
    without = {name: value for name, value in filled.items() if name != "consent"}
    wrong = step(client, without | {"azav_until": ""}, "merkmale").text
    assert 'name="consent" value="False"' in wrong

    page = step(client, without | {"consent": "False"}, "merkmale").text

    assert 'type="checkbox" name="consent"' in page
    assert not re.search(r'name="consent"[^>]* checked', page)
    given = step(client, filled, "merkmale").text
    assert re.search(r'name="consent"[^>]* checked', given)


def test_a_partner_has_the_terms_of_partners_and_no_azav(client, filled):
    TermFactory(kind="partner_kind", name="Beratungsstelle")
    TermFactory(kind="funding", name="Bildungsscheck")

    response = step(client, filled | {"kind": "partner"}, "netzwerk")

    assert shown(response) == {"partner_kind", "topic"}
    assert client.post(PAGE, filled | {"kind": "partner"}).url == SENT
    assert Application.objects.get().azav_areas == []


def test_an_empty_step_names_all_that_is_missing(client, filled):
    empty = {"begun": filled["begun"], "schritt": "organisation"}

    response = client.post(PAGE, empty)

    assert response.status_code == 422
    assert "Bitte prüfen Sie 5 Angaben." in response.text
    assert "Bitte geben Sie den Namen der Einrichtung an." in response.text
    assert "Netzwerk: " not in response.text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " \u00a0\u200b ", "Bitte geben Sie den Namen der Einrichtung an."),
        ("name", "a" * 201, "Der Name darf höchstens 200 Zeichen lang sein"),
        ("kind", "office", "Bitte wählen Sie einen Eintrag aus der Liste."),
        ("street", "", "Bitte geben Sie Straße und Hausnummer an."),
        ("postal_code", "4512", "Die Postleitzahl besteht aus fünf Ziffern."),
        ("postal_code", "99999", "Diese Postleitzahl kennen wir nicht."),
        ("telephone", "=1+1", "Bitte geben Sie eine Telefonnummer mit Vorwahl an."),
        (
            "email",
            "a@localhost",
            "Bitte geben Sie eine gültige E\u2011Mail-Adresse an.",
        ),
        ("website", "ftp://x.de", "Bitte geben Sie eine öffentliche Internetadresse"),
        ("network", "atlantis", "Bitte wählen Sie einen Eintrag aus der Liste."),
        ("network", "", "Bitte wählen Sie ein Netzwerk."),
        ("plain", "a" * 161, "Die Kurzzeile darf höchstens 160 Zeichen"),
        ("text", "a" * 20_001, "höchstens 20.000 Zeichen"),
        ("topic", "999999", "Bitte wählen Sie einen Eintrag aus der Liste."),
        ("azav_areas", "7", "Bitte wählen Sie einen Eintrag aus der Liste."),
        ("azav_areas", [], "Bitte wählen Sie mindestens einen AZAV-Fachbereich"),
        ("azav_until", "31.02.2027", "Bitte geben Sie ein gültiges Datum an"),
        ("azav_until", "31.12.2020", "Dieser Nachweis ist schon abgelaufen."),
        ("azav_until", "", "Bitte geben Sie den Tag an, an dem die AZAV"),
        ("other_proofs", "a\n" * 6, "Höchstens fünf Nachweise"),
        ("contact_name", " ", "Bitte geben Sie den Namen einer Ansprechperson an."),
        (
            "contact_email",
            "a@b\r\nBcc:x@y.de",
            "Bitte geben Sie eine gültige E\u2011Mail",
        ),
        ("contact_email", "", "Bitte geben Sie die E-Mail-Adresse an."),
        ("message", "a" * 2001, "Höchstens 2000 Zeichen sind möglich"),
        (
            "consent",
            "",
            "Ohne Ihre Einwilligung können wir die Bewerbung nicht prüfen.",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_step(client, filled, field, typed, sentence):
    response = client.post(PAGE, filled | {field: typed})

    assert response.status_code == 422
    assert sentence in response.text
    assert field in shown(response)
    assert "Mira Beispiel" in response.text or field == "contact_name"
    assert not Application.objects.exists()


def test_full_width_figures_are_the_same_postal_code(client, filled):
    client.post(PAGE, filled | {"postal_code": " ４５１２７ "})

    assert Application.objects.get().postal_code == "45127"


def test_a_second_click_sends_nothing_more(client, filled):
    assert [client.post(PAGE, filled).url for _click in range(2)] == [SENT, SENT]
    assert Application.objects.count() == Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_application(filled):
    together(*[lambda: Client().post(PAGE, filled)] * 2)

    assert Application.objects.count() == Mail.objects.count() == 1


@pytest.mark.parametrize(
    "robot", [{"homepage": "https://spam.example"}, {"quick": "1"}]
)
def test_a_robot_is_thanked_and_ignored(client, filled, robot, time_machine):
    if "quick" in robot:
        time_machine.shift(-60)

    assert client.post(PAGE, filled | robot).url == SENT
    assert not Application.objects.exists()


def test_after_a_day_the_form_comes_back_with_all_terms(client, filled, time_machine):
    other = TermFactory(kind="topic")
    both = filled | {"topic": [*filled["topic"], str(other.pk)]}
    time_machine.shift(timedelta(hours=13))

    response = client.post(PAGE, both)

    assert response.status_code == 422
    assert "Dieses Formular war lange offen." in response.text
    for pk in both["topic"]:
        assert f'name="topic" value="{pk}"' in response.text


def send(client, filled, number, **more):
    """Another sending of the same form."""
    page = client.get(PAGE).text
    begun = re.search(r'name="begun" value="([^"]+)"', page)[1]
    return filled | {"begun": begun, "name": f"Haus {number}"} | more


def test_nobody_can_have_a_strangers_mailbox_filled(client, filled, time_machine):
    forms = [send(client, filled, number) for number in range(4)]
    forms[3]["contact_email"] = CONTACT.replace("@", "+noch-einmal@")
    time_machine.shift(60)

    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(PAGE, form)
        for n, form in enumerate(forms)
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Haus 3" in answers[3].text
    assert int(answers[3].headers["Retry-After"]) > 0
    assert Mail.objects.count() == 3


def test_one_address_does_not_send_any_number(client, filled, time_machine):
    forms = [
        send(client, filled, number, contact_email=f"a{number}@lernhaus.example")
        for number in range(21)
    ]
    time_machine.shift(60)

    codes = [client.post(PAGE, form).status_code for form in forms]

    assert codes == [302] * 20 + [429]
    assert Application.objects.count() == 20


def test_nobody_learns_who_is_known(client, filled, wanda, workshop, time_machine):
    known = send(client, filled, 1, contact_email=wanda.email, name="Werkstatt")
    stranger = send(client, filled, 2)
    time_machine.shift(60)

    told = [client.post(PAGE, form) for form in (known, stranger)]

    assert told[0].url == told[1].url
    assert told[0].content == told[1].content


def test_another_site_cannot_send_it(filled):
    elsewhere = Client(headers={"Origin": "https://evil.example"})

    assert elsewhere.post(PAGE, filled).status_code == 403
    assert not Application.objects.exists()


def test_the_footer_leads_there(client, db):
    assert '<a href="/mitmachen/">Mitglied werden</a>' in client.get("/netzwerke/").text
