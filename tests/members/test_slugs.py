from itertools import islice

import pytest

from members.slugs import slug_for, slugs_for


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Müller & Söhne Straße (Beispiel)", "mueller-und-soehne-strasse-beispiel"),
        ("ÄÖÜ ẞ", "aeoeue-ss"),
        ("Mu\u0308lheim", "muelheim"),
        ("Łódź, Yıldız und Čapek", "lodz-yildiz-und-capek"),
        ("Bündnis.Weiterbildung/Ruhr – e. V.", "buendnisweiterbildung-ruhr-e-v"),
        ("under_score", "under-score"),
        ("  --  ", "organisation"),
        ("教育", "organisation"),
    ],
)
def test_a_slug_spells_german_out(name, slug):
    assert slug_for(name) == slug


def test_a_slug_ends_with_a_whole_word_of_at_most_80_characters():
    assert slug_for("Gartenbau " * 20) == "-".join(["gartenbau"] * 8)
    assert slug_for("ä" * 200) == "ae" * 40
    assert len(slug_for(f"{'x' * 79} {'y' * 9}")) == 79


def test_a_slug_that_is_taken_gets_a_number_and_stays_short():
    assert list(islice(slugs_for("Essen"), 3)) == ["essen", "essen-2", "essen-3"]
    assert {len(slug) for slug in islice(slugs_for("x" * 90), 12)} == {80}
