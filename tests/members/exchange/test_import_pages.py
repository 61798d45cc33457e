"""A coordinator sends a list, settles its rows, takes it over, and takes that back."""

import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from members.exchange import work
from members.models import Import, ImportedOrganisation, Organisation, Profile
from tests.factories import EditorFactory, ImportFactory, listed
from tests.filling import Forms
from tests.members.exchange import books
from tests.members.exchange.lists import COLLEGE, EVERYTHING, WORKSHOP, text_of

PAGE = "/koordination/import/"
OWN = WORKSHOP | {"Netzwerk": "essen"}


@pytest.fixture
def desk(client, esra, ruhr, private):
    """Esra, signed in, who sends lists and presses buttons."""
    client.force_login(esra)
    return Desk(client)


class Desk:
    def __init__(self, client):
        self.client = client

    def send(self, *rows, name="liste.csv", content=None, **fields):
        content = content or text_of(*rows).encode()
        page = self.client.get(PAGE).text
        form = chosen(page) | Forms(page).found[PAGE]
        file = SimpleUploadedFile(name, content)
        return self.client.post(PAGE, form | {"file": file} | fields)

    def open(self, *rows, **fields):
        response = self.send(*rows, **fields)
        assert response.status_code == 302, said(response)
        self.page = self.client.get(response.url)
        self.address = response.url
        return self.page

    def form(self, step):
        page = self.client.get(self.address).text
        form = Forms(page).found[self.address + step]
        return (chosen(page) if step == "lesen/" else {}) | form

    def press(self, step, **fields):
        return self.client.post(self.address + step, self.form(step) | fields)

    @property
    def imported(self):
        return Import.objects.latest("pk")


def chosen(page):
    """What its lists of choices would send."""
    lists = re.findall(r'<select name="(.*?)".*?</select>', page, re.DOTALL)
    found = re.findall(r'<select name="(.*?)"(.*?)</select>', page, re.DOTALL)
    values = {
        name: re.findall(r'value="([^"]*)" selected', options)
        for name, options in found
    }
    return {name: values[name][0] if values[name] else "" for name in lists}


def said(response):
    main = response.text.partition("<main")[2].partition("</main>")[0]
    text = html.unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2]))
    return " ".join(text.split())


def counts(imported):
    return tuple(len(imported.summary[name]) for name in ("new", "changed", "same"))


# Sending


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_is_looked_at_and_nothing_is_written(desk, kind):
    content = {"csv": text_of(OWN).encode("cp1252"), "xlsx": books.book_of(OWN)}[kind]

    page = desk.open(content=content, name=f"Mitglieder 2026.{kind}")

    assert "Noch ist nichts übernommen." in said(page)
    assert "Mitglieder 2026" in said(page)
    assert "Werkstatt Nord" in said(page)
    expected = {"csv": "Windows-1252 erkannt", "xlsx": "Arbeitsblatt Mitglieder"}
    assert expected[kind] in said(page)
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (b"a;b\n1;2\n", "Die Spalte „Name“ fehlt."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "als .xlsx oder .csv."),
        (b"PK\x03\x04" + bytes(600), "Die Datei ist beschädigt"),
        (b"x" * 12_000_001, "Die Datei ist zu groß (höchstens 12 MB)."),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field(desk, content, sentence):
    form = Forms(desk.client.get(PAGE).text).found[PAGE]
    file = SimpleUploadedFile("liste.csv", content)

    response = desk.client.post(PAGE, form | {"file": file})

    assert response.status_code == 422
    assert sentence in said(response)
    assert not Import.objects.exists()


def test_without_a_file_nothing_is_sent(desk):
    response = desk.client.post(PAGE, {})

    assert response.status_code == 422
    assert "Bitte wählen Sie eine Datei" in said(response)


def test_the_same_sending_twice_makes_one_import(desk):
    form = Forms(desk.client.get(PAGE).text).found[PAGE]
    for _ in range(2):
        file = SimpleUploadedFile("liste.csv", text_of(OWN).encode())
        response = desk.client.post(PAGE, form | {"file": file}, follow=True)

    assert Import.objects.count() == 1
    assert "Diese Liste ist schon da." in said(response)


def test_an_eleventh_open_list_has_to_wait(desk):
    for _ in range(10):
        desk.open(OWN)

    response = desk.send(OWN)

    assert response.status_code == 422
    assert "Zehn Listen sind noch offen." in said(response)


def test_the_network_of_rows_that_name_none_is_ones_own(desk, bochum):
    mine = desk.open(OWN | {"Netzwerk": ""})
    foreign = desk.send(OWN, network=bochum.pk)

    assert "Netzwerk Essen" in said(mine)
    assert foreign.status_code == 404


# Recognised


def test_columns_that_nobody_knows_are_named_and_never_set(desk):
    page = desk.open(OWN | {"status": "published", "is_staff": "1", "network": "2"})

    for name in ("status", "is_staff"):
        assert f"{name} wird nicht übernommen" in said(page)


def test_hidden_rows_come_when_they_are_wished(desk):
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    further = OWN | {"Nr": "W2", "Name": "Werkstatt West", "Straße": "Weg 2"}
    page = desk.open(content=books.book_of(OWN, further, change=hide), name="a.xlsx")
    assert "Eine Zeile ist ausgeblendet." in said(page)
    assert counts(desk.imported) == (1, 0, 0)

    desk.press("lesen/", with_hidden="on")

    assert counts(desk.imported) == (2, 0, 0)


def test_another_sheet_can_be_chosen_or_is_refused_with_a_sentence(desk):
    def add(sheet):
        other = sheet.parent.create_sheet("Andere")
        other.append(list(COLLEGE))
        other.append(list((COLLEGE | {"Netzwerk": "essen"}).values()))
        sheet.parent.create_sheet("Notizen").append(["nichts"])

    desk.open(content=books.book_of(OWN, change=add), name="a.xlsx")

    refused = desk.press("lesen/", sheet="Notizen")
    desk.press("lesen/", sheet="Andere")

    assert refused.status_code == 422
    assert "Die Spalte „Name“ fehlt." in said(refused)
    assert desk.imported.summary["new"][0]["name"] == "Kolleg Süd"


# Mending

THREE_ERRORS = [
    OWN | {"Nr": "A", "Name": "Haus A", "PLZ": "4512"},
    OWN | {"Nr": "B", "Name": "Haus B", "E-Mail": "kaputt"},
    OWN | {"Nr": "C", "Name": "Haus C", "Telefon": "anrufen"},
    OWN | {"Nr": "D", "Name": "Haus D"},
]


def test_three_errors_are_mended_on_the_page(desk):
    page = desk.open(*THREE_ERRORS)
    assert "3 Zeilen sind zu klären." in said(page)

    right = {
        "2-postal_code": "45127",
        "3-email": "haus@b.example",
        "4-telephone": "0201 123456",
    }
    desk.press("berichtigen/", **right)
    desk.press("uebernehmen/")

    assert desk.imported.state == "done"
    assert Profile.objects.published().count() == 4


def test_what_is_still_wrong_comes_back_with_what_was_typed(desk):
    desk.open(*THREE_ERRORS)

    typed = {"2-postal_code": "99", "3-email": "haus@b.example", "4-out": "on"}
    response = desk.press("berichtigen/", **typed)

    assert response.status_code == 422
    assert 'value="99"' in response.text
    assert "Die Postleitzahl besteht aus fünf Ziffern." in said(response)
    assert [row["row"] for row in desk.imported.summary["open"]] == [2]
    assert "Zeile 4" not in said(desk.client.get(desk.address))


def test_a_row_of_the_wrong_length_is_mended_as_a_whole(desk):
    text = text_of(OWN, COLLEGE | {"Netzwerk": "essen"}).rstrip() + ";zu viel\r\n"
    page = desk.open(content=text.encode())
    assert "8 statt 7 Spalten" in said(page)

    desk.press("berichtigen/")

    assert desk.imported.summary["open"] == []
    assert counts(desk.imported) == (2, 0, 0)


def test_a_formula_is_mended_like_any_other_cell(desk):
    desk.open(content=books.book_of(OWN | {"Kurz": "=1+1"}), name="a.xlsx")

    desk.press("berichtigen/", **{"2-plain": "=1+1"})
    desk.press("uebernehmen/")

    assert Profile.objects.get().plain == "=1+1"


def test_a_corrected_file_takes_the_place_of_the_first(desk):
    desk.open(OWN | {"PLZ": "1"})
    first = desk.imported.file.path
    desk.press("berichtigen/", **{"2-out": "on"})

    desk.client.post(
        f"{desk.address}datei/",
        {"file": SimpleUploadedFile("neu.csv", text_of(OWN).encode())},
    )

    assert desk.imported.file_name == "neu.csv"
    assert desk.imported.file.path != first
    assert counts(desk.imported) == (1, 0, 0)


def test_the_errors_come_as_a_workbook_without_formulas(desk):
    desk.open(*THREE_ERRORS[:2], OWN | {"Kurz": "'=2+2", "PLZ": "1"})

    response = desk.client.get(f"{desk.address}fehler.xlsx")

    sheet = load_workbook(io.BytesIO(response.content)).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[-2:] == ("Zeile", "Fehler")
    assert rows[0][-1] == "PLZ: Die Postleitzahl besteht aus fünf Ziffern."
    assert [row[-2] for row in rows] == ["2", "3", "4"]
    kinds = {cell.data_type for line in sheet for cell in line if cell.value}
    assert kinds == {"s"}
    assert "=2+2" in rows[2]
    again = desk.open(content=response.content, name="fehler.xlsx")
    assert "Fehler wird nicht übernommen" in said(again)


# Doubles


@pytest.fixture
def known(desk):
    desk.open(OWN | {"Nr": "W1"})
    desk.press("uebernehmen/")
    return Organisation.objects.get()


NAMELESS = OWN | {"Nr": "", "Kurz": "Anders"}


def test_a_likely_double_is_a_question(desk, known):
    page = desk.open(NAMELESS)

    assert "Was ist Zeile 2?" in said(page)
    assert "Es ist „Werkstatt Nord, Essen, Nr W1“." in said(page)
    assert counts(desk.imported) == (0, 0, 0)


def test_it_is_the_same_organisation(desk, known):
    desk.open(NAMELESS)

    desk.press("berichtigen/", **{"2-verdict": f"organisation:{known.pk}"})
    desk.press("uebernehmen/")

    assert Organisation.objects.get() == known
    assert known.profiles.published().get().plain == "Anders"


def test_it_is_another_organisation(desk, known):
    desk.open(NAMELESS)

    desk.press("berichtigen/", **{"2-verdict": "new"})
    desk.press("uebernehmen/")

    assert Organisation.objects.count() == 2


def test_it_is_left_out(desk, known):
    desk.open(NAMELESS)

    desk.press("berichtigen/", **{"2-verdict": "leave_out"})

    assert desk.imported.summary["open"] == []
    assert "nichts zu übernehmen" in said(desk.client.get(desk.address))


def test_two_rows_are_one_organisation_with_two_sites(desk):
    other = {"Nr": "", "Straße": "Hafenweg 2"}
    first, second = OWN | {"Nr": ""}, OWN | other
    desk.open(first, second)
    assert len(desk.imported.summary["open"]) == 2

    desk.press("berichtigen/", **{"2-verdict": "new", "3-verdict": "row:2"})
    desk.press("uebernehmen/")

    assert Organisation.objects.get().sites.count() == 2


def test_an_answer_that_was_not_offered_is_refused(desk, known, college):
    desk.open(NAMELESS)

    answer = {"2-verdict": f"organisation:{college.pk}"}
    response = desk.press("berichtigen/", **answer)

    assert response.status_code == 422
    assert len(desk.imported.summary["open"]) == 1


# How far it reaches

OUTSIDE = "Sie dürfen nur Mitglieder Ihres Netzwerks importieren."


def test_a_row_of_another_network_is_an_error(desk):
    page = desk.open(COLLEGE, OWN)

    assert OUTSIDE in said(page)
    assert desk.press("uebernehmen/").status_code == 422
    assert not Organisation.objects.exists()


def test_a_number_of_another_network_tells_nothing_of_its_data(desk, bochum):
    stranger = listed("fremd", bochum, name="Geheimes Haus", plain="Nicht zu sehen")
    Organisation.objects.filter(pk=stranger.pk).update(number="F1")

    page = desk.open(OWN | {"Nr": "F1", "Name": "Geraten"})

    assert OUTSIDE in said(page)
    assert "Geheimes" not in page.text
    assert "Nicht zu sehen" not in page.text


def test_a_double_of_another_network_shows_what_the_directory_shows(desk, bochum):
    stranger = listed("fremd", bochum, name="Werkstatt Nord")
    Organisation.objects.filter(pk=stranger.pk).update(number="F1")

    page = desk.open(OWN | {"Nr": ""})

    assert "gehört zu einem anderen Netzwerk" in said(page)
    assert "F1" not in said(page)
    values = [
        value
        for value, _label in desk.imported.summary["open"][0]["question"]["options"]
    ]
    assert values == ["new", "leave_out"]


def test_of_a_member_of_both_one_changes_the_words_and_ones_own_membership(
    desk, college, essen, bochum
):
    Organisation.objects.filter(pk=college.pk).update(number="K1")
    row = OWN | {"Nr": "K1", "Name": "Kolleg", "Straße": "Beispielweg 1", "Kurz": "Neu"}

    desk.open(
        row | {"Netzwerk": "essen|bochum", "Mitglied seit": "01.02.2021|01.10.2020"}
    )
    assert desk.imported.summary["open"] == []
    desk.press("uebernehmen/")
    page = desk.open(row | {"Netzwerk": "bochum", "Mitglied seit": "01.01.2022"})

    since = dict(college.memberships.values_list("network__slug", "since"))
    assert college.profiles.published().get().plain == "Neu"
    assert {slug: f"{day:%d.%m.%Y}" for slug, day in since.items()} == {
        "essen": "01.02.2021",
        "bochum": "01.10.2020",
    }
    assert OUTSIDE in said(page)


def test_what_one_edits_oneself_is_for_others_to_change(desk, esra, workshop):
    EditorFactory(organisation=workshop, person=esra)
    Organisation.objects.filter(pk=workshop.pk).update(number="W1")

    page = desk.open(OWN)

    assert "Sie bearbeiten diese Organisation selbst." in said(page)


def test_a_new_partner_needs_a_network_too(desk):
    desk.client.get(PAGE)

    page = desk.open(OWN | {"Art": "Partner", "Netzwerk": ""}, network="")

    assert "Bitte nennen Sie das Netzwerk der Organisation." in said(page)


# Taking over


def test_valid_rows_alone_are_an_explicit_choice(desk):
    desk.open(*THREE_ERRORS)

    refused = desk.press("uebernehmen/")
    assert refused.status_code == 422
    assert not Organisation.objects.exists()
    desk.press("uebernehmen/", only_valid="on")

    assert [one.number for one in Organisation.objects.all()] == ["D"]
    assert "3 Zeilen wurden nicht übernommen." in said(desk.client.get(desk.address))


def test_only_what_was_seen_is_written(desk, known):
    desk.open(OWN | {"Kurz": "Aus der Liste"})
    known.profiles.published().update(plain="Inzwischen geändert")

    response = desk.press("uebernehmen/")

    assert response.status_code == 409
    assert "Seit Sie die Vorschau geöffnet haben" in said(response)
    assert "Inzwischen geändert" in said(response)
    assert known.profiles.published().get().plain == "Inzwischen geändert"
    desk.press("uebernehmen/")
    assert known.profiles.published().get().plain == "Aus der Liste"


def test_an_older_preview_in_another_window_is_not_taken_over(desk):
    desk.open(OWN, OWN | {"Nr": "W2", "Name": "Zwei", "PLZ": "1"})
    older = desk.form("uebernehmen/")
    desk.press("berichtigen/", **{"3-postal_code": "45127"})

    response = desk.client.post(f"{desk.address}uebernehmen/", older)

    assert response.status_code == 409
    assert not Organisation.objects.exists()


def test_a_second_press_leads_to_what_was_done(desk):
    desk.open(OWN)
    form = desk.form("uebernehmen/")

    for _ in range(2):
        response = desk.client.post(f"{desk.address}uebernehmen/", form)

    assert (response.status_code, response.url) == (302, desk.address)
    assert ImportedOrganisation.objects.count() == 1


def test_the_same_list_again_changes_nothing(desk):
    row = EVERYTHING | {"Netzwerk": "essen", "Mitglied seit": "01.10.2020"}
    desk.open(row)
    desk.press("uebernehmen/")

    page = desk.open(row)

    assert counts(desk.imported) == (0, 0, 1)
    assert "es gibt nichts zu übernehmen" in said(page)


def test_a_change_is_shown_field_by_field(desk, known):
    page = desk.open(OWN | {"Kurz": "Drehen", "Themen": "it", "Telefon": "0201 123456"})

    assert "Kurz neu: Drehen" in said(page)
    assert "Themen neu: IT und Digitalisierung" in said(page)
    assert "Telefon neu: 0201 123456" in said(page)


def test_the_file_goes_when_the_list_is_taken_over(
    desk, django_capture_on_commit_callbacks
):
    desk.open(OWN)
    imported = desk.imported
    storage, name = imported.file.storage, imported.file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        desk.press("uebernehmen/")

    assert not storage.exists(name)
    assert desk.imported.file.name == ""


def test_a_list_can_be_discarded(desk, django_capture_on_commit_callbacks):
    desk.open(OWN)
    imported = desk.imported
    storage, name = imported.file.storage, imported.file.name

    with django_capture_on_commit_callbacks(execute=True):
        response = desk.press("verwerfen/")

    assert response.url == PAGE
    assert desk.imported.state == "discarded"
    assert not storage.exists(name)
    assert "Verworfen" in said(desk.client.get(PAGE))
    assert desk.client.post(f"{desk.address}uebernehmen/").status_code == 302


def test_who_lost_the_office_takes_over_nothing(desk, esra, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    desk.open(OWN)
    desk.press("uebernehmen/")
    waiting = desk.client.get(desk.address)
    esra.roles.update(until="2020-12-31")

    work.take_over(desk.imported.pk)

    assert "Die Liste wartet auf die Übernahme" in said(waiting)
    assert desk.imported.state == "failed"
    assert desk.imported.problem == "Sie koordinieren kein Netzwerk mehr."
    assert not Organisation.objects.exists()


def test_an_import_is_its_persons_alone(desk, client, gisela):
    desk.open(OWN)
    client.force_login(gisela)

    assert client.get(desk.address).status_code == 404
    assert client.post(f"{desk.address}uebernehmen/").status_code == 404
    assert "liste.csv" not in client.get(PAGE).text


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_imports_asks_the_same_for_many(
    desk, django_assert_num_queries, count
):
    for _ in range(count):
        desk.open(OWN)

    with django_assert_num_queries(10):
        desk.client.get(PAGE)


def test_many_lists_come_page_by_page(client, esra, essen):
    ImportFactory.create_batch(51, person=esra, state="done")
    client.force_login(esra)

    assert "Seite 1 von 2" in client.get(PAGE).text
    assert "Seite 2 von 2" in client.get(PAGE, {"seite": "2"}).text
