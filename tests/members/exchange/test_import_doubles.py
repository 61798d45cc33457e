import pytest

from members.models import Organisation, Site
from tests.factories import SiteFactory
from tests.members.exchange.lists import (
    COLLEGE,
    WORKSHOP,
    counts,
    import_rows,
    sentences,
)

NAMELESS = {"Nr": "", "Website": "https://www.werkstatt.example/"}
UNNUMBERED = WORKSHOP | NAMELESS
HINT = "Ist es dieselbe Organisation, tragen Sie deren Nr ein, sonst eine neue."
SECOND = {"Straße": "Hafenweg 2", "PLZ": "44787", "Ort": "Bochum"}
SITE_ONLY = WORKSHOP | SECOND | {"Name": "", "E-Mail": "", "Netzwerk": ""}


def addresses():
    return [str(site) for site in Site.objects.order_by("organisation", "position")]


# Further sites


@pytest.mark.parametrize("further", [WORKSHOP | SECOND, SITE_ONLY])
@pytest.mark.parametrize("is_together", [True, False])
def test_the_same_number_at_another_address_is_a_further_site(
    ruhr, further, is_together
):
    plans = (
        [import_rows(WORKSHOP, further)]
        if is_together
        else [import_rows(WORKSHOP), import_rows(further)]
    )
    again = import_rows(WORKSHOP, further)

    assert sum(counts(plan)[0] for plan in plans) == 1
    assert counts(again) == (0, 0, 1, 0)
    assert addresses() == [
        *("Beispielstraße 1, 45127 Essen", "Hafenweg 2, 44787 Bochum"),
    ]


def test_the_order_of_the_rows_does_not_matter(ruhr):
    plan = import_rows(SITE_ONLY, WORKSHOP | {"Kurz": "Drehen"})

    assert counts(plan) == (1, 0, 0, 0)
    assert Organisation.objects.get().profiles.get().name == "Werkstatt Nord"


def test_a_site_that_the_list_leaves_out_stays(ruhr):
    import_rows(WORKSHOP, SITE_ONLY)

    plan = import_rows(WORKSHOP | {"Telefon": "0201 1234"})

    assert counts(plan) == (0, 1, 0, 0)
    assert len(addresses()) == 2


def test_another_spelling_of_the_street_is_no_other_address(ruhr):
    import_rows(WORKSHOP)

    plan = import_rows(WORKSHOP | {"Straße": "Beispielstr. 1"})

    assert (counts(plan), addresses()) == (
        (0, 1, 0, 0),
        ["Beispielstr. 1, 45127 Essen"],
    )


def test_two_sites_at_one_address_keep_apart(ruhr):
    import_rows(WORKSHOP | {"Telefon": "0201 1234"})
    organisation = Organisation.objects.get()
    SiteFactory(
        organisation=organisation,
        street="Beispielstraße 1",
        telephone="0201 5678",
        email="zwei@werkstatt.example",
    )
    rows = [
        WORKSHOP | {"Telefon": "0201 5678", "E-Mail": "zwei@werkstatt.example"},
        WORKSHOP | {"Telefon": "0201 1234"},
    ]

    assert counts(import_rows(*rows)) == (0, 0, 1, 0)


def test_a_further_site_says_nothing_else_about_the_organisation(ruhr):
    import_rows(WORKSHOP)

    together = import_rows(WORKSHOP, WORKSHOP | SECOND | {"Name": "Anders"})
    alone = import_rows(WORKSHOP | SECOND | {"Name": "Anders"})

    assert sentences(together.problems) == [
        "Zeile 3, Spalte „Name“: Das weicht von Zeile 2 ab. "
        "Für einen weiteren Standort lassen Sie diese Zelle bitte leer."
    ]
    assert sentences(alone.problems) == [
        "Zeile 2, Spalte „Name“: Das weicht vom Stand im Portal ab. Die Zeile nennt "
        "eine andere Anschrift und damit einen weiteren Standort: Bitte lassen Sie "
        "diese Zelle leer."
    ]


def test_rows_with_the_same_number_and_address_must_agree(ruhr):
    plan = import_rows(WORKSHOP, WORKSHOP | {"E-Mail": "other@werkstatt.example"})

    assert sentences(plan.problems) == [
        "Zeile 3, Spalte „E-Mail“: Das weicht von Zeile 2 ab, die dieselbe Nummer und "
        "Anschrift hat."
    ]


# Doubles


@pytest.mark.parametrize("row", [WORKSHOP, UNNUMBERED])
def test_identical_rows_are_counted_once_and_told(ruhr, row):
    plan = import_rows(row, COLLEGE | {"Website": ""}, row)

    assert counts(plan) == (2, 0, 0, 0)
    assert sentences(plan.notices) == ["Zeile 2: doppelt in Zeile 2 und 4"]


def test_a_row_without_number_that_agrees_in_what_it_says_is_unchanged(ruhr):
    import_rows(WORKSHOP | {"Kurz": "Drehen", "Telefon": "0201 1234"})

    again = import_rows(WORKSHOP | {"Nr": "", "Kurz": "", "Telefon": "0201/1234"})

    assert counts(again) == (0, 0, 1, 0)


def test_a_file_without_numbers_again_changes_nothing(ruhr):
    import_rows(UNNUMBERED)

    assert counts(import_rows(UNNUMBERED)) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"Name": "WERKSTATT  NORD", "Website": ""}, "„Name“"),
        ({"PLZ": "44787", "Ort": "Bochum", "Straße": "X 1"}, "„Straße“, „PLZ“, „Ort“"),
        (
            {"Website": "werkstatt.example", "Netzwerk": "bochum"},
            "„Website“, „Netzwerk“",
        ),
    ],
)
def test_a_row_without_number_never_overwrites_a_likely_double(ruhr, cells, columns):
    import_rows(UNNUMBERED)

    plan = import_rows(UNNUMBERED | cells)

    assert sentences(plan.problems) == [
        "Zeile 2: möglicherweise doppelt: „Werkstatt Nord“ (ohne Nr) steht schon im "
        f"Portal, mit anderen Angaben in {columns}. {HINT}"
    ]


def test_likely_doubles_within_the_file_are_told_by_their_rows(ruhr):
    rows = [UNNUMBERED, UNNUMBERED | {"Name": "Nord", "PLZ": "44787", "Ort": "Bochum"}]

    plan = import_rows(*rows, COLLEGE | {"Website": ""})

    hint = "Ist es dieselbe Organisation, geben Sie dieselbe Nr an, sonst verschiedene."
    assert sentences(plan.problems) == [
        f"Zeile {row}: möglicherweise doppelt in Zeile 2 und 3. {hint}"
        for row in (2, 3)
    ]


def test_a_likely_double_is_not_silently_left_out_of_the_network(ruhr, bochum):
    import_rows(UNNUMBERED)

    plan = import_rows(UNNUMBERED | {"Netzwerk": ""}, network=bochum)

    assert "mit anderen Angaben in „Netzwerk“." in str(plan.problems[0])


def test_the_same_name_in_another_city_is_no_double(ruhr):
    elsewhere = {"PLZ": "44787", "Ort": "Bochum", "Website": ""}

    plan = import_rows(UNNUMBERED, UNNUMBERED | elsewhere)

    assert counts(plan) == (2, 0, 0, 0)


def test_a_new_number_makes_a_new_organisation_and_the_likeness_is_told(ruhr):
    import_rows(WORKSHOP)

    plan = import_rows(WORKSHOP | {"Nr": "W2"})

    assert counts(plan) == (1, 0, 0, 0)
    assert sentences(plan.notices) == [
        "Zeile 2: möglicherweise doppelt: „Werkstatt Nord“; neu angelegt, weil ihre Nr "
        "neu ist."
    ]
