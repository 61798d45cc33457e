import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from members.validators import (
    check_length,
    clean_date,
    clean_email,
    clean_line,
    clean_postal_code,
    clean_telephone,
    clean_text,
    clean_website,
)

WEBSITE = (
    "Bitte geben Sie eine öffentliche Internetadresse an, zum Beispiel "
    "https://www.beispiel.de."
)
EMAIL = "Bitte geben Sie eine gültige E‑Mail-Adresse an."
TELEPHONE = "Bitte geben Sie eine Telefonnummer mit Vorwahl an."
POSTAL_CODE = "Die Postleitzahl besteht aus fünf Ziffern."
DATE = "Bitte geben Sie ein gültiges Datum an (TT.MM.JJJJ)."

ACCEPTED = [
    (clean_website, "example.org", "https://example.org"),
    (clean_website, "HTTP://EXÄMPLE.de", "https://xn--exmple-cua.de"),
    (clean_website, "https://xn--exmple-cua.de/", "https://xn--exmple-cua.de"),
    (clean_website, "https://straße.de", "https://xn--strae-oqa.de"),
    (clean_website, "https://s01.example", "https://s01.example"),
    (clean_website, "http://www.x.de:80/a/", "https://www.x.de/a/"),
    (
        clean_website,
        "x.de:8443/ä?ö=ü&b#ß",
        "https://x.de:8443/%C3%A4?%C3%B6=%C3%BC&b#%C3%9F",
    ),
    (clean_website, " //x.de./%20 ", "https://x.de/%20"),
    (clean_email, " Info@EXÄMPLE.de ", "Info@xn--exmple-cua.de"),
    (clean_email, "a+b@s01.example", "a+b@s01.example"),
    (clean_telephone, "+49 (0)201 12‑34", "+49 201 12-34"),
    (clean_telephone, "0201/1234", "0201 1234"),
    (clean_telephone, "0049 201 1234", "+49 201 1234"),
    (clean_telephone, "(0201) 12.34 – 5", "0201 12 34-5"),
    (clean_telephone, "０２０１ １２３４", "0201 1234"),
    (clean_postal_code, "01067", "01067"),
    (clean_postal_code, "\xa0４５１２７ ", "45127"),
    (clean_line, "  Büro \n am\tTor\xa0", "Büro am Tor"),
    (clean_line, "Bu\u0308ro\x01\ufffe\u202e", "Büro"),
    (clean_line, "\xa0 \u200b\u200d\ufeff", ""),
    (clean_line, "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    (clean_text, " eins\r\n\r\nzwei\rdrei\x0b", "eins\n\nzwei\ndrei"),
]
REFUSED = [
    (clean_website, WEBSITE, "javascript:alert(1)"),
    (clean_website, WEBSITE, "data:text/html,x"),
    (clean_website, WEBSITE, "ftp://x.de"),
    (clean_website, WEBSITE, "https://u:p@x.de"),
    (clean_website, WEBSITE, "https://u@x.de"),
    (clean_website, WEBSITE, "mailto:a@x.de"),
    (clean_website, WEBSITE, "http://127.0.0.1/"),
    (clean_website, WEBSITE, "http://127.1/"),
    (clean_website, WEBSITE, "http://2130706433/"),
    (clean_website, WEBSITE, "http://0x7f.0.0.1/"),
    (clean_website, WEBSITE, "http://①②⑦.0.0.1/"),
    (clean_website, WEBSITE, "http://[::1]/"),
    (clean_website, WEBSITE, "http://localhost/"),
    (clean_website, WEBSITE, "http://a.localhost/"),
    (clean_website, WEBSITE, "http://intranet/"),
    (clean_website, WEBSITE, "http://portal.intranet/"),
    (clean_website, WEBSITE, "http://x.de:99999/"),
    (clean_website, WEBSITE, 'https://x.de/"><x-probe>'),
    (clean_website, WEBSITE, "https://x.de\\@127.0.0.1"),
    (clean_website, WEBSITE, "https://x..de"),
    (clean_website, WEBSITE, "https://x.de/" + "a" * 3000),
    (clean_website, WEBSITE, "im Aufbau"),
    (clean_email, EMAIL, "a@b\r\nBcc:x@y.de"),
    (clean_email, EMAIL, "a@x.de\nBcc:x@y.de"),
    (clean_email, EMAIL, "a@localhost"),
    (clean_email, EMAIL, "müller@straße.de"),
    (clean_email, EMAIL, '" "@x.de'),
    (clean_email, EMAIL, "a@[127.0.0.1]"),
    (clean_email, EMAIL, "a@x.de, b@x.de"),
    (clean_email, EMAIL, "a" * 250 + "@x.de"),
    (clean_telephone, TELEPHONE, "=1+1"),
    (clean_telephone, TELEPHONE, "tel:02011234"),
    (clean_telephone, TELEPHONE, "٠٢٠١١٢٣٤"),
    (clean_telephone, TELEPHONE, "0" * 60),
    (clean_telephone, TELEPHONE, "555001"),
    (clean_telephone, TELEPHONE, "110"),
    (clean_telephone, TELEPHONE, "0201 1234 oder 5678"),
    (clean_postal_code, POSTAL_CODE, "4512"),
    (clean_postal_code, POSTAL_CODE, "451270"),
    (clean_postal_code, POSTAL_CODE, "O1067"),
    (clean_postal_code, POSTAL_CODE, "٤٥١٢٧"),
    (clean_date, DATE, "31.02.2027"),
    (clean_date, DATE, "29.2.24"),
    (clean_date, DATE, "1.1.0001"),
    (clean_date, DATE, "31.12.9999"),
    (clean_date, DATE, "2027-13-01"),
    (clean_date, DATE, "45000"),
    (clean_date, DATE, "1/2/24"),
    (clean_date, DATE, "morgen"),
    (clean_line, "Nullzeichen sind nicht erlaubt.", "a\0b"),
    (clean_text, "Nullzeichen sind nicht erlaubt.", "a\0b"),
]


@pytest.mark.parametrize(("clean", "typed", "stored"), ACCEPTED)
def test_what_is_accepted_is_brought_to_one_spelling(clean, typed, stored):
    assert clean(typed) == stored
    assert clean(stored) == stored


@pytest.mark.parametrize(("clean", "sentence", "typed"), REFUSED)
def test_what_is_refused_is_told_in_german(clean, sentence, typed):
    with pytest.raises(ValidationError) as refused:
        clean(typed)

    assert refused.value.messages == [sentence]


@pytest.mark.parametrize("typed", ["29.02.2024", "29.2.2024", "2024-02-29"])
def test_a_day_is_exact_however_it_is_written(typed):
    assert clean_date(typed).isoformat() == "2024-02-29"


def test_a_length_is_told_with_its_limit():
    with pytest.raises(ValidationError) as refused:
        check_length("text", "x" * 20_001, 20_000)

    assert refused.value.messages == [
        "Die Beschreibung darf höchstens 20.000 Zeichen lang sein (jetzt 20.001)."
    ]


@pytest.mark.parametrize(
    "clean",
    [
        *(clean_email, clean_line, clean_postal_code),
        *(clean_telephone, clean_text, clean_website),
    ],
)
@given(typed=st.text() | st.text("0123456789+-() /.:@abx%?#"))
def test_cleaning_twice_changes_nothing(clean, typed):
    try:
        stored = clean(typed)
    except ValidationError:
        return

    assert clean(stored) == stored
