"""What the office writes: read by all, kept in every version, never overwritten."""

import re
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from alliance import figures, pages
from alliance.drafts import draft
from alliance.models import LONGEST_WITHOUT_REVIEW, Page, PageVersion
from members.directory import index
from members.models import Membership
from tests.factories import PageVersionFactory, listed

ADDRESSES = [
    *("ueber-uns", "so-arbeiten-wir", "leichte-sprache", "kontakt"),
    *("barrierefreiheit", "datenschutz", "impressum"),
]


def content(**changed):
    told = {"title": "Über uns", "description": "Wer wir sind.", "body": "Wir."}
    return told | {"is_draft": False, "reviewed_on": None} | changed


@pytest.fixture
def about(db):
    return Page.objects.get(slug="ueber-uns")


def test_there_are_the_seven_addresses_and_no_other(db):
    assert list(Page.objects.values_list("slug", flat=True)) == ADDRESSES
    assert Page.Address.values == ADDRESSES


@pytest.mark.parametrize("slug", ADDRESSES)
def test_each_page_has_a_complete_draft_from_the_beginning(client, db, slug):
    text = draft(slug)
    text.full_clean(exclude=["page"])

    page = client.get(f"/{slug}/")

    assert page.status_code == 200
    assert f"<h1>{text.title}</h1>" in page.text
    assert f'name="description" content="{text.description}"' in page.text
    assert "<strong>Entwurf:</strong> Diesen Text prüft die Geschäfts" in page.text
    assert "Stand: 22. November 2026" in page.text
    assert "{{" not in page.text


@pytest.mark.parametrize("slug", ADDRESSES)
def test_links_in_the_drafts_lead_somewhere(client, db, slug):
    html = figures.rendered(draft(slug).body).html

    for address in re.findall(r'href="(/[^"#]*)"', html):
        assert client.get(address).status_code == 200


def test_a_page_is_there_even_when_its_rows_are_not(client, db):
    Page.objects.all().delete()

    assert client.get("/impressum/").status_code == 200


def test_other_addresses_are_no_pages(client, db):
    assert client.get("/ueber-uns-alle/").status_code == 404


def test_a_page_takes_one_query_and_one_for_its_figures(
    client, db, django_assert_num_queries
):
    with django_assert_num_queries(2):  # the version of the public data is one of them
        client.get("/impressum/")
    figures.rendered("{{ anbieter }}")  # they are counted once for each version
    with django_assert_num_queries(3):  # the figures ask for that version, too
        client.get("/ueber-uns/")


def test_the_footer_leads_to_all_of_them(client, db):
    footer = client.get("/").text.partition("<footer")[2]

    assert {*ADDRESSES} <= {*re.findall(r'href="/([a-z-]+)/"', footer)}


def test_the_latest_version_is_shown(client, about):
    PageVersionFactory(page=about, title="Früher")
    PageVersionFactory(page=about, title="Jetzt", body="Neue *Worte*.")

    page = client.get("/ueber-uns/").text

    assert "<h1>Jetzt</h1>" in page
    assert "<p>Neue <em>Worte</em>.</p>" in page
    assert "Früher" not in page
    assert "Entwurf" not in page


def test_a_page_says_when_it_was_written_and_checked(client, db):
    page = Page.objects.get(slug="barrierefreiheit")
    written = datetime(2027, 3, 3, 12, tzinfo=UTC)
    PageVersionFactory(page=page, created_at=written, reviewed_on=date(2027, 3, 1))

    text = " ".join(client.get("/barrierefreiheit/").text.split())

    assert "Zuletzt geprüft am 1. März 2027. Stand: 3. März 2027" in text


def test_a_long_page_begins_with_its_contents(client, about):
    three = "## Eins\n\n## Zwei\n\n## Drei\n\n### Darunter"
    PageVersionFactory(page=about, body=three)
    assert "Auf dieser Seite" not in client.get("/ueber-uns/").text

    PageVersionFactory(page=about, body=f"{three}\n\n## Vier & Fünf")

    page = client.get("/ueber-uns/").text
    assert "Auf dieser Seite" in page
    assert '<li><a href="#vier-fuenf">Vier &amp; Fünf</a></li>' in page
    assert 'href="#darunter"' not in page


# Figures


def test_figures_are_counted_when_the_page_is_read(client, about, essen, bochum):
    listed("werkstatt", essen)
    listed("kolleg", essen, bochum)
    listed("amt", kind="partner")
    body = "{{ anbieter }} {{partner}} {{ netzwerke}} {{ staedte }}"
    PageVersionFactory(page=about, body=body)
    assert "<p>2 1 2 2</p>" in client.get("/ueber-uns/").text

    listed("atelier", bochum)

    assert "<p>3 1 2 2</p>" in client.get("/ueber-uns/").text


def test_nothing_is_counted_as_zero(client, about):
    PageVersionFactory(page=about, body="{{ anbieter }} {{ netzwerke }}")

    assert "<p>0 0</p>" in client.get("/ueber-uns/").text


def test_who_has_left_is_not_counted(essen):
    listed("werkstatt", essen)
    assert figures.rendered("{{ anbieter }}").html == "<p>1</p>\n"

    Membership.objects.update(until=timezone.localdate() - timedelta(days=1))
    index.rebuild()

    assert figures.rendered("{{ anbieter }}").html == "<p>0</p>\n"


def test_a_figure_that_is_no_longer_known_stays_as_it_was_typed(db):
    assert "{{ früher }}" in figures.rendered("{{ früher }}").html


# Verbs


def test_a_save_adds_a_version_and_keeps_the_draft_that_came_first(about, gisela):
    saved = pages.save(about, content=content(), begun=None, by=gisela)

    assert pages.current("ueber-uns") == saved
    assert saved.author == gisela
    first = about.versions.get(author=None)
    assert first.body == draft("ueber-uns").body
    assert first.is_draft


def test_whoever_began_from_an_older_version_is_told(about, gisela):
    first = pages.save(about, content=content(), begun=None, by=gisela)
    second = pages.save(about, content=content(body="B"), begun=first.pk, by=gisela)

    for begun in (None, first.pk):
        with pytest.raises(pages.StaleError) as told:
            pages.save(about, content=content(body="C"), begun=begun, by=gisela)
        assert told.value.latest == second
    assert pages.current("ueber-uns") == second


def test_the_same_words_once_more_are_no_new_version(about, gisela):
    first = pages.save(about, content=content(), begun=None, by=gisela)

    assert pages.save(about, content=content(), begun=None, by=gisela) == first
    assert pages.restore(first, by=gisela) == first
    assert about.versions.count() == 2


def test_restoring_adds_a_copy(about, gisela, esra):
    old = PageVersionFactory(page=about, title="Alt", author=esra)
    PageVersionFactory(page=about, title="Neu")

    copy = pages.restore(old, by=gisela)

    assert pages.current("ueber-uns") == copy
    assert copy.content() == old.content()
    assert copy.author == gisela
    assert about.versions.count() == 3


def test_a_version_outlives_its_author(about, gisela, esra):
    version = PageVersionFactory(page=about, author=esra)

    esra.roles.all().delete()
    esra.delete()

    version.refresh_from_db()
    assert version.author is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told(gisela):
    page, _is_new = Page.objects.get_or_create(slug="impressum")
    barrier, outcomes = threading.Barrier(2), []

    def save(body):
        barrier.wait()
        try:
            pages.save(page, content=content(body=body), begun=None, by=gisela)
            outcomes.append("saved")
        except pages.StaleError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[body]) for body in "AB"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(outcomes) == ["saved", "told"]
    assert PageVersion.objects.exclude(author=None).count() == 1


# The statement on accessibility


def test_the_statement_on_accessibility_was_checked_in_the_last_330_days():
    statement = draft("barrierefreiheit")

    assert statement.reviewed_on <= timezone.localdate()
    assert not statement.needs_review(), (
        "Bitte alliance/texts/barrierefreiheit.md prüfen und reviewed_on erneuern."
    )


def test_after_330_days_the_statement_is_to_be_checked_again():
    statement = draft("barrierefreiheit")
    last_day = statement.reviewed_on + LONGEST_WITHOUT_REVIEW

    with time_machine.travel(datetime.combine(last_day, datetime.min.time(), UTC)):
        assert not statement.needs_review()
    with time_machine.travel(
        datetime.combine(last_day + timedelta(days=1), datetime.min.time(), UTC)
    ):
        assert statement.needs_review()
    assert timedelta(days=330) == LONGEST_WITHOUT_REVIEW


def test_a_text_without_such_a_day_is_never_due():
    assert not draft("impressum").needs_review()


# Machines


def test_the_site_map_knows_when_a_page_was_changed(client, about):
    PageVersionFactory(page=about, created_at=datetime(2027, 3, 3, 12, tzinfo=UTC))

    page = client.get("/sitemap-texte.xml").text

    assert re.findall(r"8000(/[a-z-]+/)</loc><lastmod>([^<]+)", page)[:2] == [
        ("/ueber-uns/", "2027-03-03"),
        ("/so-arbeiten-wir/", "2026-11-22"),
    ]


def test_a_new_version_turns_the_page(client, about):
    before = client.get("/ueber-uns/").headers["ETag"]

    PageVersionFactory(page=about)

    assert client.get("/ueber-uns/").headers["ETag"] != before
