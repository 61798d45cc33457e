"""Every letter: German, plain, complete; a new template fails until it has its row."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from alliance.models import Mail
from members import letters
from members.models import Profile
from tests.factories import ProfileFactory, TermFactory

NAME = 'Müller & Söhne <Werkstatt> "Eins"'
FAREWELL = "Mit freundlichen Grüßen\nIhr Bündnis.Weiterbildung.Ruhr\n"
# Words of the templates' own language that no German text has.
ENGLISH = re.compile(
    r"\b(the|your|you|for|is|has|wait|waits|please|with|and|of|day|regards)\b",
    re.IGNORECASE,
)
DESK = letters.Desk(
    proposals=2,
    proofs=1,
    oldest=15,
    named=[letters.Line(NAME, is_proof=False, days=15)],
    is_shared=True,
    opened=[letters.Line(NAME, is_proof=True, days=14)],
)
LETTERS = {
    "profile_published": lambda person, profile: letters.profile_published(profile),
    "profile_returned": lambda person, profile: letters.profile_returned(profile),
    "profile_edited_for": lambda person, profile: letters.profile_edited_for(profile),
    "desk": lambda person, profile: letters.desk(person, DESK, date(2026, 3, 2)),
}
PARTS = {"farewell"}


@pytest.fixture
def letter(request, wanda, workshop):
    reason = TermFactory(kind="return_reason", name="Zu lang", slug="zu-lang")
    profile = ProfileFactory(
        organisation=workshop,
        name=NAME,
        return_reason=reason,
        review_note="Bitte kürzer & klarer.",
    )
    profile = Profile.objects.get(pk=profile.pk)
    LETTERS[request.param](wanda, profile)
    return Mail.objects.get()


def test_all_templates_are_tested():
    found = {path.stem for path in Path(settings.BASE_DIR, "templates/mail").iterdir()}

    assert found == {*LETTERS, *PARTS}


@pytest.mark.parametrize("letter", LETTERS, indirect=True)
def test_a_letter_is_german_and_plain(letter):
    text = f"{letter.subject}\n{letter.body}"

    assert 10 < len(letter.subject) < 120
    assert letter.body.startswith("Guten Tag,\n\n")
    assert letter.body.endswith(f"\n\n{FAREWELL}{settings.SITE_URL}\n")
    assert ENGLISH.findall(text) == []
    assert re.findall(r"&[a-z#0-9]+;", text) == []
    assert NAME in text
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]\n", text)


@pytest.mark.parametrize("letter", LETTERS, indirect=True)
def test_its_links_lead_to_the_portal(letter):
    links = re.findall(r"\S*://\S*", letter.body)

    assert len(links) >= 2
    assert all(f"{link}/".startswith(f"{settings.SITE_URL}/") for link in links)


@pytest.mark.parametrize("kind", LETTERS)
def test_the_office_reads_what_it_is_about(kind):
    assert not Mail(kind=kind).occasion().startswith("letter")
