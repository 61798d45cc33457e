"""How the office writes its pages, and what the form refuses."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from alliance import pages
from alliance.models import Page, PageVersion
from tests.factories import PageVersionFactory


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client


@pytest.fixture
def about(db):
    return Page.objects.get(slug="ueber-uns")


def address(page, end="change/"):
    return f"/verwaltung/alliance/page/{page.pk}/{end}"


def typed(**changed):
    words = {"title": "Über uns", "description": "Wer wir sind.", "body": "Wir."}
    return words | {"begun": "", "_save": "Speichern"} | changed


def test_the_list_names_all_pages(office, about):
    PageVersionFactory(page=about, title="Wir stellen uns vor")

    page = office.get("/verwaltung/alliance/page/").text

    assert "Wir stellen uns vor" in page
    assert "Erklärung zur Barrierefreiheit" in page
    assert "Seite hinzufügen" not in page


def test_the_form_begins_with_the_draft_and_leads_to_the_page(office, about):
    page = office.get(address(about)).text

    assert "Am 16. März 2020" in page
    assert 'href="/ueber-uns/">Auf der Website ansehen' in page
    assert "{{ anbieter }}" in page
    assert "Entwurf, der mit dem Portal kam" in page


def test_a_save_is_online_at_once_and_says_so(office, about, client):
    response = office.post(
        address(about), typed(body="Neu.\r\nUnd *gut*."), follow=True
    )

    assert "Die Seite zeigt jetzt den neuen Text." in response.text
    assert pages.current("ueber-uns").body == "Neu.\nUnd *gut*."
    assert "<p>Neu.<br>" in client.get("/ueber-uns/").text
    assert "Entwurf:" not in client.get("/ueber-uns/").text


def test_a_preview_shows_the_page_and_saves_nothing(office, about):
    form = typed(title="Probe", body="## Neu\n\n**Worte** {{ netzwerke }}")
    del form["_save"]

    page = office.post(address(about), form | {"_preview": "Vorschau"}).text

    assert "Vorschau, noch nicht gespeichert" in page
    assert "<strong>Worte</strong> 0" in page
    assert 'value="Probe"' in page
    assert "**Worte** {{ netzwerke }}</textarea>" in page
    assert not PageVersion.objects.exists()


def test_the_second_of_two_is_told_and_keeps_the_text(office, about, esra):
    form = typed(body="Mein Text", begun=PageVersionFactory(page=about).pk)
    other = PageVersionFactory(page=about, body="**Fremd**", author=esra)

    response = office.post(address(about), form)

    assert response.status_code == 409
    assert "Esra hat diese Seite gespeichert, seit Sie angefangen haben" in (
        response.text
    )
    assert "<strong>Fremd</strong>" in response.text
    assert "Mein Text</textarea>" in response.text
    assert pages.current("ueber-uns") == other
    begun = re.search(r'name="begun" value="(\d+)"', response.text)[1]

    office.post(address(about), form | {"begun": begun})

    assert pages.current("ueber-uns").body == "Mein Text"


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"body": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"body": " \n "}, "Dieses Feld ist zwingend erforderlich."),
        ({"body": "x" * 200_000}, "aus höchstens 100000 Zeichen"),
        ({"title": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"title": "x" * 121}, "aus höchstens 120 Zeichen"),
        ({"description": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"body": "{{ kurse }}"}, "Eine Zahl „kurse“ gibt es nicht. Bekannt sind: anb"),
        ({"body": "{{ }}"}, "Eine Zahl „“ gibt es nicht."),
        ({"begun": "abc"}, "Bitte eine ganze Zahl eingeben"),
    ],
)
def test_what_cannot_be_shown_is_refused(office, about, changed, complaint):
    response = office.post(address(about), typed(**changed))

    assert response.status_code == 200
    assert complaint in response.text
    assert not PageVersion.objects.exists()


def test_a_nul_is_refused_before_the_form(office, about):
    assert office.post(address(about), typed(body="a\0b")).status_code == 400


def test_html_is_shown_as_text(office, about, client):
    office.post(address(about), typed(body="<script>x</script> [y](javascript:z)"))

    page = client.get("/ueber-uns/").text
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert 'href="javascript' not in page


def test_the_statement_on_accessibility_names_the_day_of_its_check(office):
    page = Page.objects.get(slug="barrierefreiheit")
    today = timezone.localdate()

    for day in ("", f"{today + timedelta(days=1):%d.%m.%Y}"):
        office.post(address(page), typed(reviewed_on=day))
    assert not page.versions.exists()

    office.post(address(page), typed(reviewed_on=f"{today:%d.%m.%Y}"))
    assert pages.current("barrierefreiheit").reviewed_on == today


def test_a_check_that_is_too_long_ago_is_called_for(office):
    page = Page.objects.get(slug="barrierefreiheit")
    day = timezone.localdate() - timedelta(days=330)
    PageVersionFactory(page=page, reviewed_on=day)
    assert "ob die Erklärung noch stimmt" not in office.get(address(page)).text

    PageVersionFactory(page=page, reviewed_on=day - timedelta(days=1))

    assert "ob die Erklärung noch stimmt" in office.get(address(page)).text


def test_old_versions_are_listed_read_and_restored(office, about, esra, gisela):
    old = PageVersionFactory(page=about, title="Alt", body="**Alt**", author=esra)
    PageVersionFactory(page=about, title="Neu")
    assert address(about, f"stand/{old.pk}/") in office.get(address(about)).text

    page = office.get(address(about, f"stand/{old.pk}/")).text
    assert "<strong>Alt</strong>" in page
    assert "Esra" in page
    assert "Diese Fassung zeigt die Seite gerade." not in page

    office.post(address(about, f"stand/{old.pk}/wiederherstellen/"))
    shown = pages.current("ueber-uns")
    assert (shown.title, shown.author) == ("Alt", gisela)
    page = office.get(address(about, f"stand/{shown.pk}/")).text
    assert "Diese Fassung zeigt die Seite gerade." in page


def test_a_version_belongs_to_its_page(office, about):
    other = PageVersionFactory(page=Page.objects.get(slug="impressum"))

    for end in ("", "wiederherstellen/"):
        wrong = address(about, f"stand/{other.pk}/{end}")
        answer = office.post(wrong) if end else office.get(wrong)
        assert answer.status_code == 404
    assert not about.versions.exists()


def test_the_form_takes_as_many_queries_for_three_versions_as_for_one(
    office, about, esra, gisela, django_assert_num_queries
):
    PageVersionFactory(page=about, author=esra)
    # Four ask for the names of the figures: each save is a new version of the public
    # data, for which the vocabulary is read once. One asks for the second factor.
    with django_assert_num_queries(14):
        office.get(address(about))

    PageVersionFactory(page=about, author=gisela)
    PageVersionFactory(page=about, author=esra)

    with django_assert_num_queries(14):
        office.get(address(about))


def test_pages_are_neither_added_nor_deleted(office, about):
    assert office.get("/verwaltung/alliance/page/add/").status_code == 403
    assert office.post(address(about, "delete/"), {"post": "yes"}).status_code == 403
    assert Page.objects.count() == 7


@pytest.mark.parametrize("key", ["abc", "0", "9" * 30])
def test_a_page_that_is_not_there_is_not_found(office, about, key):
    path = f"/verwaltung/alliance/page/{key}/change/"

    assert office.get(path).status_code == 404
    assert office.post(path, typed()).status_code == 404


@pytest.mark.parametrize("person", ["esra", "wanda"])
def test_only_the_office_writes(client, request, about, person):
    client.force_login(request.getfixturevalue(person))
    version = PageVersionFactory(page=about)

    assert client.post(address(about), typed()).status_code == 403
    restore = address(about, f"stand/{version.pk}/wiederherstellen/")
    assert client.post(restore).status_code == 403
    assert about.versions.count() == 1
