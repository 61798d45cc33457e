"""How an organisation's sites are kept: what the forms take, refuse and never lose."""

from html import unescape

import pytest

from alliance.models import JournalEntry
from members import locations
from members.models import DirectoryEntry, Site
from tests.factories import (
    CityFactory,
    OpeningHoursFactory,
    PostalCodeFactory,
    SiteFactory,
    TermFactory,
)
from tests.filling import fill, held

SITES = "/mein-bereich/werkstatt/standorte/"
ADDRESS = {"street": "Neue Gasse 5", "postal_code": "45128", "place": "Essen"}


@pytest.fixture(autouse=True)
def codes(db):
    city = CityFactory(slug="mitte", name="Mitte")
    PostalCodeFactory(code="45127", latitude=51.45, longitude=7.01)
    PostalCodeFactory(code="45128", city=city, latitude=51.4476, longitude=7.0122)
    PostalCodeFactory(code="01067", place="Dresden", latitude=51.06, longitude=13.71)


@pytest.fixture
def site(workshop):
    return workshop.sites.get()


@pytest.fixture
def second(workshop):
    return SiteFactory(organisation=workshop, street="Nebenweg 2", position=1)


@pytest.fixture
def page(client, wanda):
    client.force_login(wanda)
    return client


def edit(site):
    return f"{SITES}{site.pk}/"


def spans(site):
    return [tuple(span) for span in locations.content(site)["hours"]]


def test_a_new_site_is_online_at_once_in_the_city_of_its_postal_code(page, workshop):
    response = fill(page, f"{SITES}neu/", **ADDRESS, label="Labor", monday_1_opens="9")
    assert response.status_code == 422
    response = fill(
        page,
        f"{SITES}neu/",
        **ADDRESS,
        monday_1_opens="9",
        monday_1_closes="12 Uhr",
        monday_2_opens="13.30",
        monday_2_closes="17:00",
        is_same_week="on",
    )

    new = workshop.sites.latest("pk")
    assert response.url == f"{SITES}{new.pk}/punkt/"
    assert (new.city.slug, new.latitude, new.longitude) == ("mitte", 51.4476, 7.0122)
    assert DirectoryEntry.objects.get().city_ids == [new.city_id]
    assert spans(new)[:2] == [(0, "09:00", "12:00"), (0, "13:30", "17:00")]
    assert len(spans(new)) == 10
    public = page.get("/anbieter/werkstatt/").text
    assert "Neue Gasse 5" in public
    entry = JournalEntry.objects.get(verb="site.added")
    assert (entry.subject, entry.details.after["street"]) == (new.pk, "Neue Gasse 5")


def test_a_postal_code_outside_of_the_alliance_has_no_city(page, workshop):
    fill(page, f"{SITES}neu/", **ADDRESS | {"postal_code": "01067"})

    new = workshop.sites.latest("pk")
    assert (new.postal_code, new.city) == ("01067", None)


def test_all_that_is_missing_is_named_at_once(page, workshop):
    response = fill(page, f"{SITES}neu/")

    assert response.status_code == 422
    assert "Bitte prüfen Sie 3 Angaben." in response.text
    assert "Bitte geben Sie Straße und Hausnummer an." in response.text
    assert workshop.sites.count() == 1


CODE = "Die Postleitzahl besteht aus fünf Ziffern."
NUMBER = "Bitte geben Sie eine Telefonnummer mit Vorwahl an."
EMAIL = "Bitte geben Sie eine gültige E\u2011Mail-Adresse an."
TIME = "Bitte geben Sie eine Uhrzeit wie 9:00 oder 17:30 an."
REFUSED = [
    *(("postal_code", code, CODE) for code in ("4512", "451270", "O1067", "x" * 500)),
    ("postal_code", "99999", "Diese Postleitzahl kennen wir nicht."),
    *(
        ("telephone", number, NUMBER)
        for number in ("=1+1", "tel:0201", "٠٢٠١١٢٣٤", "0" * 60, "0201")
    ),
    *(
        ("email", address, EMAIL)
        for address in (
            "a@b\r\nBcc:x@y.de",
            "a@localhost",
            "müller@straße.de",
            '" "@x.de',
            f"{'a' * 250}@x.de",
        )
    ),
    *(
        ("tuesday_1_opens", text, TIME)
        for text in ("24:00", "25", "neun", "9:7", "-1", "9:60")
    ),
    ("label", "x" * 81, "Höchstens 80 Zeichen sind möglich (jetzt sind es 81)."),
    ("accessibility", "999999", "999999"),
]


@pytest.mark.parametrize(("field", "typed", "sentence"), REFUSED)
def test_what_is_refused_is_said_and_given_back(page, site, field, typed, sentence):
    before = locations.content(site)

    response = fill(page, edit(site), **{field: typed, "place": "Kettwig"})

    assert response.status_code == 422
    assert sentence in unescape(response.text)
    assert 'value="Kettwig"' in response.text
    assert locations.content(Site.objects.get()) == before


TAKEN = [
    ("postal_code", "４５１２８", "45128"),
    ("postal_code", " 01067 ", "01067"),
    ("telephone", "+49 (0)201 12‑34", "+49 201 12-34"),
    ("telephone", "0201/1234", "0201 1234"),
    ("email", "info@bücher.example", "info@xn--bcher-kva.example"),
    ("label", "  Das\u200b  Labor ", "Das Labor"),
]


@pytest.mark.parametrize(("field", "typed", "stored"), TAKEN)
def test_other_spellings_become_one(page, site, field, typed, stored):
    fill(page, edit(site), **{field: typed})

    assert getattr(Site.objects.get(), field) == stored


TIMES = [
    ({"opens": "12", "closes": "9"}, "Das Ende liegt vor dem Beginn."),
    ({"opens": "9", "closes": "9:00"}, "Das Ende liegt vor dem Beginn."),
    ({"opens": "9"}, "Bitte geben Sie Beginn und Ende an."),
    ({"closes": "9"}, "Bitte geben Sie Beginn und Ende an."),
]


@pytest.mark.parametrize(("typed", "sentence"), TIMES)
def test_times_that_make_no_sense_are_refused(page, site, typed, sentence):
    response = fill(
        page, edit(site), **{f"sunday_1_{end}": text for end, text in typed.items()}
    )

    assert response.status_code == 422
    assert f"{sentence}</a>" in response.text
    assert spans(site) == []


def test_times_may_touch_but_not_overlap(page, site):
    first = {"friday_1_opens": "13", "friday_1_closes": "17"}
    touching = {"friday_2_opens": "9", "friday_2_closes": "13"}
    overlapping = touching | {"friday_2_closes": "13:01"}

    refused = fill(page, edit(site), **first, **overlapping)
    fill(page, edit(site), **first, **touching)

    assert "Diese Zeiten überschneiden sich." in refused.text
    assert spans(site) == [(4, "09:00", "13:00"), (4, "13:00", "17:00")]


def test_a_third_time_of_a_day_is_kept(page, site):
    for hour in (8, 10, 12):
        OpeningHoursFactory(site=site, opens=f"{hour}:00", closes=f"{hour + 1}:00")

    fill(page, edit(site), telephone="0201 123456", monday_3_closes="14")

    assert spans(site)[2] == (0, "12:00", "14:00")
    assert len(spans(site)) == 3


def test_there_is_nothing_to_forge_in_the_hours(page, site, college):
    foreign = OpeningHoursFactory(site=college.sites.get())
    forged = {
        "hours-TOTAL_FORMS": "1000",
        "hours-INITIAL_FORMS": "-5",
        "hours-0-id": str(foreign.pk),
        "hours-0-DELETE": "on",
        "form-0-id": str(foreign.pk),
        "form-0-DELETE": "on",
        "id": str(foreign.site_id),
        "organisation": str(college.pk),
        "position": "7",
        "latitude": "48",
        "monday_9_opens": "9",
        "monday_9_closes": "10",
    }

    response = fill(page, edit(site), **forged)

    assert response.status_code == 302
    assert [span.pk for span in foreign.site.opening_hours.all()] == [foreign.pk]
    kept = Site.objects.get(pk=site.pk)
    assert (kept.organisation_id, kept.position) == (site.organisation_id, 0)
    assert (kept.latitude, spans(kept)) == (site.latitude, [])


def test_what_another_form_began_from_is_refused(page, site, second):
    foreign = held(page.get(edit(second)))["began"]

    response = fill(page, edit(site), began=foreign, street="Neue Gasse 5")

    assert response.status_code == 422
    assert "Bitte laden Sie die Seite neu." in response.text


def test_two_editors_of_different_fields_are_merged(page, site):
    late = held(page.get(edit(site)))
    fill(page, edit(site), telephone="0201 123456", monday_1_opens="9")
    fill(page, edit(site), telephone="0201 123456")

    response = page.post(edit(site), late | {"street": "Neue Gasse 5"})

    assert response.status_code == 302
    merged = Site.objects.get()
    assert (merged.street, merged.telephone) == ("Neue Gasse 5", "0201 123456")


def test_of_the_same_field_both_versions_are_shown_and_nothing_is_lost(page, site):
    term = TermFactory(kind="access", name="Aufzug")
    late = held(page.get(edit(site)))
    fill(
        page,
        edit(site),
        street="Ihre Gasse 1",
        email="a@example.org",
        accessibility=[str(term.pk)],
        monday_1_opens="8",
        monday_1_closes="9",
    )

    typed = {"street": "Meine Gasse 2", "monday_1_opens": "10", "monday_1_closes": "11"}
    conflict = page.post(edit(site), late | typed)

    assert conflict.status_code == 409
    assert "Ihre Gasse 1" in conflict.text
    assert "Montag 8:00–9:00" in conflict.text
    assert Site.objects.get().street == "Ihre Gasse 1"
    again = held(conflict)
    assert (again["street"], again["email"]) == (["Meine Gasse 2"], ["a@example.org"])
    assert again["accessibility"] == [str(term.pk)]
    page.post(edit(site), again)
    saved = Site.objects.get()
    assert (saved.street, saved.email) == ("Meine Gasse 2", "a@example.org")
    assert spans(saved) == [(0, "10:00", "11:00")]


def test_what_was_typed_for_a_removed_site_can_become_a_new_one(
    page, site, second, workshop
):
    late = held(page.get(edit(second)))
    fill(page, f"{edit(second)}entfernen/")
    assert workshop.sites.count() == 1

    typed = {"street": "Neue Gasse 5", "monday_3_opens": "9", "monday_3_closes": "10"}
    conflict = page.post(edit(second), late | typed)

    assert conflict.status_code == 409
    page.post(f"{SITES}neu/", held(conflict))
    assert workshop.sites.latest("pk").street == "Neue Gasse 5"
    assert page.get(edit(second)).status_code == 404


def test_a_site_that_changed_since_it_was_seen_is_not_removed(page, site, second):
    seen = held(page.get(f"{edit(second)}entfernen/"))
    fill(page, edit(second), street="Neue Gasse 5")

    response = page.post(f"{edit(second)}entfernen/", seen)

    assert response.status_code == 409
    assert Site.objects.filter(pk=second.pk).exists()


def test_a_site_goes_only_when_that_is_confirmed(page, site, second):
    assert page.post(f"{edit(second)}entfernen/").status_code == 422

    fill(page, f"{edit(second)}entfernen/")

    assert list(Site.objects.all()) == [site]
    entry = JournalEntry.objects.get(verb="site.removed")
    assert entry.details.before["street"] == "Nebenweg 2"


def test_who_removes_twice_is_told_that_it_is_done(page, site, second):
    address = f"{edit(second)}entfernen/"
    form = held(page.get(address))
    page.post(address, form)

    again = page.post(address, form, follow=True)

    assert "Diese Änderung ist bereits gespeichert." in again.text


def test_the_last_site_of_what_is_online_has_to_stay(page, site):
    shown = page.get(f"{edit(site)}entfernen/")

    forced = page.post(f"{edit(site)}entfernen/", {"seen": locations.sight(site)})

    assert "Er ist der einzige" in shown.text
    assert forced.status_code == 409
    assert Site.objects.exists()


def test_sites_are_put_into_another_order(page, site, second):
    page.post(f"{edit(second)}anordnen/", {"step": "up"})
    page.post(f"{edit(second)}anordnen/", {"step": "up"})
    page.post(f"{edit(second)}anordnen/", {"step": "sideways"})

    assert list(site.organisation.sites.all()) == [second, site]
    assert JournalEntry.objects.filter(verb="site.arranged").count() == 1


def test_the_thirty_first_site_is_refused(page, workshop):
    for number in range(locations.MOST_SITES - 1):
        SiteFactory(organisation=workshop, position=number)

    response = fill(page, f"{SITES}neu/", **ADDRESS)

    assert response.status_code == 422
    assert "Mehr als 30 Standorte sind nicht möglich." in response.text
    assert "Standort hinzufügen" not in page.get(SITES).text


def test_a_form_that_is_sent_twice_adds_one_site(page, workshop):
    filled = held(page.get(f"{SITES}neu/")) | ADDRESS
    page.post(f"{SITES}neu/", filled)

    second = page.post(f"{SITES}neu/", filled, follow=True)

    assert "Diese Änderung ist bereits gespeichert." in second.text
    assert workshop.sites.count() == 2


def test_the_point_is_moved_without_being_saved_and_then_saved(page, site):
    address = f"{edit(site)}punkt/"

    moved = fill(page, address, move="north-500")
    assert "noch nicht gespeichert" in moved.text
    assert "500 m nördlich der Mitte von 45127 Essen" in moved.text
    assert Site.objects.get().latitude == site.latitude
    page.post(address, held(moved))

    saved = Site.objects.get()
    assert saved.latitude == pytest.approx(site.latitude + 0.00449, abs=1e-5)
    assert JournalEntry.objects.get(verb="site.changed").details.before["point"] == [
        site.latitude,
        site.longitude,
    ]


POINTS = [
    ("7.01", "51.45", "Der Punkt liegt nicht in Deutschland."),
    ("nord", "7.01", "Bitte geben Sie Grad an, zum Beispiel 51,4566."),
    ("nan", "7.01", "Bitte geben Sie Grad an, zum Beispiel 51,4566."),
    ("1e1", "7.01", "Bitte geben Sie Grad an, zum Beispiel 51,4566."),
    ("52.5", "13.4", "mehr als 30 km von seiner Postleitzahl entfernt"),
]


@pytest.mark.parametrize(("latitude", "longitude", "sentence"), POINTS)
def test_a_point_that_cannot_be_is_refused(page, site, latitude, longitude, sentence):
    response = fill(page, f"{edit(site)}punkt/", latitude=latitude, longitude=longitude)

    assert response.status_code == 422
    assert sentence in response.text
    assert Site.objects.get().latitude == site.latitude


def test_a_point_with_a_comma_is_taken(page, site):
    fill(page, f"{edit(site)}punkt/", latitude="51,4566", longitude=" 7,0123 ")

    saved = Site.objects.get()
    assert (saved.latitude, saved.longitude) == (51.4566, 7.0123)


def test_two_who_move_the_same_point_see_both(page, site):
    address = f"{edit(site)}punkt/"
    late = held(page.get(address))
    fill(page, address, latitude="51.46")

    conflict = page.post(address, late | {"latitude": "51.47"})

    assert conflict.status_code == 409
    assert "51,46" in conflict.text
    page.post(address, held(conflict))
    assert Site.objects.get().latitude == 51.47


def test_a_new_postal_code_moves_the_point_the_same_does_not(page, site):
    fill(page, f"{edit(site)}punkt/", latitude="51.4566")
    fill(page, edit(site), street="Neue Gasse 5")
    assert Site.objects.get().latitude == 51.4566

    response = fill(page, edit(site), postal_code="45128")

    assert response.url == f"{edit(site)}punkt/"
    assert Site.objects.get().latitude == 51.4476


def test_the_coordination_keeps_a_site_for_its_member(client, esra, site):
    client.force_login(esra)

    fill(client, edit(site), street="Neue Gasse 5")

    entry = JournalEntry.objects.get(verb="site.changed")
    assert (entry.capacity, entry.actor) == ("coordinator", esra)
    assert entry.details.after == {"street": "Neue Gasse 5"}


def test_a_foreign_site_is_missing_under_the_own_name(page, college):
    foreign = college.sites.get()
    typed = ADDRESS | {"seen": locations.sight(foreign), "step": "up"}

    for path in ("", "punkt/", "entfernen/", "anordnen/"):
        assert page.post(f"{SITES}{foreign.pk}/{path}", typed).status_code == 404

    assert locations.content(college.sites.get()) == locations.content(foreign)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_many_sites_there_are(
    page, workshop, count, django_assert_num_queries
):
    for number in range(count - 1):
        site = SiteFactory(organisation=workshop, position=number)
        OpeningHoursFactory(site=site)
        site.accessibility.add(TermFactory(kind="access"))

    with django_assert_num_queries(9):
        page.get(SITES)


def test_the_kursnet_number_is_digits_only(page, workshop):
    address = "/mein-bereich/werkstatt/kursnet/"

    refused = fill(page, address, kursnet_number="12a")
    fill(page, address, kursnet_number="１２ 3456")

    assert "Bitte nur Ziffern, höchstens zwölf." in refused.text
    workshop.refresh_from_db()
    assert workshop.kursnet_number == "123456"
    entry = JournalEntry.objects.get(verb="kursnet.changed")
    assert (entry.details.before, entry.details.after) == (
        {"kursnet_number": ""},
        {"kursnet_number": "123456"},
    )


def test_two_who_change_the_number_see_both(page, workshop):
    address = "/mein-bereich/werkstatt/kursnet/"
    late = held(page.get(address))
    fill(page, address, kursnet_number="111")

    conflict = page.post(address, late | {"kursnet_number": "222"})

    assert conflict.status_code == 409
    assert "111" in conflict.text
    page.post(address, held(conflict))
    workshop.refresh_from_db()
    assert workshop.kursnet_number == "222"
