"""Every letter: German, plain, complete; a new template fails until it has its row."""

import re
from datetime import UTC, date, datetime
from inspect import signature
from pathlib import Path

import pytest
from django.conf import settings

from alliance import mail
from alliance.models import EmailChange, Mail
from members import letters, report_letters
from members.applications import letters as applications
from members.doubles import letters as uniting
from members.doubles.originals import load
from members.freshness import letters as freshness
from networks import letters as offices
from tests.factories import (
    ApplicationFactory,
    CredentialFactory,
    InvitationFactory,
    ProfileFactory,
    ReportFactory,
    RoleFactory,
    TermFactory,
    listed,
)
from tests.members import belonging_letters
from tests.news import letters as news

NAME = 'Müller & Söhne <Werkstatt> "Eins"'
FAREWELL = "Mit freundlichen Grüßen\nIhr Bündnis.Weiterbildung.Ruhr\n"
# Words of the templates' own language that no German text has.
ENGLISH = re.compile(
    r"\b(the|your|you|for|is|has|wait|waits|please|with|and|of|day|regards)\b",
    re.IGNORECASE,
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANGE = EmailChange(old_email="alt@example.org", new_email="neu@example.org")
DESK = letters.Desk(
    proposals=2,
    proofs=1,
    applications=1,
    oldest=15,
    named=[letters.Line(NAME, kind="proposal", days=15)],
    is_shared=True,
    opened=[letters.Line(NAME, kind="proof", days=14)],
)


def invite(workshop):
    invitation = InvitationFactory(organisation=workshop)
    letters.invitation(invitation, "geheim")


def accept(workshop, wanda):
    letters.invitation_accepted(
        InvitationFactory(organisation=workshop, inviter=wanda, accepted_by=wanda)
    )


def leave(workshop, wanda):
    letters.editor_left(workshop, wanda, note="Danke & Gruß", is_last=True)


def remove(workshop, wanda):
    letters.editor_removed(workshop, wanda)


def role(essen, wanda):
    return RoleFactory(person=wanda, network=essen)


def application(essen):
    return ApplicationFactory(
        network=essen, name=NAME, decline_reason=TermFactory(name="Anderes")
    )


@pytest.fixture
def report(workshop, wanda):
    """By somebody who would like an answer."""
    return ReportFactory(organisation=workshop, text=NAME, email="ada@beispiel.de")


def write_to_office(gisela):
    typed = {"name": NAME, "email": "ada@beispiel.de", "text": "Hallo & Grüße."}
    report_letters.message_to_office(**typed)


def ask_whether_right(wanda, credential):
    """About two organisations, one for the second time, and a proof that ends."""
    credential.valid_until = date(2026, 6, 1)
    questions = [
        freshness.Question(NAME, NOON, is_second, "geheim", NOON)
        for is_second in (False, True)
    ]
    ending = freshness.Ending(credential, NAME, 90)
    freshness.freshness(wanda, questions, [ending], date(2026, 3, 2))


def unite(workshop, wanda, essen):
    other = listed("zweite", essen)
    into, gone = load([workshop, other])
    uniting.organisations_united(into, gone)


# Each as a call with the things of the cast that it names.
LETTERS = {
    "profile_published": letters.profile_published,
    "profile_returned": letters.profile_returned,
    "profile_edited_for": letters.profile_edited_for,
    "desk": lambda wanda: letters.desk(wanda, DESK, date(2026, 3, 2)),
    "proof_confirmed": letters.proof_confirmed,
    "proof_refused": letters.proof_refused,
    "invitation": invite,
    "invitation_accepted": accept,
    "editor_left": leave,
    "editor_removed": remove,
    "main_editor": lambda wanda: letters.main_editor(wanda.editorships.get()),
    "application_confirm": lambda essen: applications.to_be_confirmed(
        application(essen), "geheim"
    ),
    "application_question": lambda essen: applications.question(
        application(essen), "Seit wann & wo?", "geheim"
    ),
    "application_admitted": lambda essen: applications.admitted(
        application(essen), date(2026, 3, 2), is_known=False
    ),
    "application_declined": lambda essen: applications.declined(application(essen)),
    "application_passed_on": lambda essen: applications.passed_on(application(essen)),
    "report_received": report_letters.report_received,
    "report_answered": lambda report: report_letters.report_answered(report, "Danke."),
    "reports_waiting": lambda wanda, workshop: report_letters.reports_waiting(
        wanda, [workshop]
    ),
    "message_to_office": write_to_office,
    **belonging_letters.LETTERS,
    **news.LETTERS,
    "freshness": ask_whether_right,
    "organisations_united": unite,
    "office_given": lambda essen, wanda: offices.office_given(role(essen, wanda)),
    "office_changed": lambda essen, wanda: offices.office_changed(role(essen, wanda)),
    "office_ended": lambda essen, wanda: offices.office_ended(role(essen, wanda)),
}
ABOUT_ACCOUNTS = {
    "password_reset": {"address": f"{settings.SITE_URL}/konto/"},
    "unknown_account": {},
    "password_changed": {"at": NOON, "reset": "/konto/"},
    "factor_codes": {"at": NOON, "reset": "/konto/"},
    "factor_added": {"at": NOON, "reset": "/konto/"},
    "factor_removed": {"at": NOON, "reset": "/konto/"},
    "address_taken": {"reset": "/konto/"},
    "address_confirm": {"change": CHANGE, "address": "/konto/"},
    "address_changed": {"change": CHANGE, "address": "/konto/"},
    "erasure_asked": {"day": NOON, "page": "/konto/"},
    "erasure_ordered": {"day": NOON, "page": "/konto/"},
    "address_replaced": {"change": CHANGE, "address": "/konto/"},
}
PARTS = {"farewell"}
ALL = [*LETTERS, *ABOUT_ACCOUNTS]


@pytest.fixture
def profile(workshop):
    """Sent back, with a name that would show if it were escaped."""
    reason = TermFactory(kind="return_reason", name="Zu lang", slug="zu-lang")
    note = "Bitte kürzer & klarer."
    return ProfileFactory(
        organisation=workshop, name=NAME, return_reason=reason, review_note=note
    )


@pytest.fixture
def credential(workshop):
    return CredentialFactory(organisation=workshop, review_note="Bitte & gern neu.")


@pytest.fixture
def letter(request, wanda, workshop, essen, esra):
    if request.param in ABOUT_ACCOUNTS:
        return mail.write(request.param, ABOUT_ACCOUNTS[request.param], to=wanda)
    workshop.profiles.update(name=NAME)
    essen.name = NAME
    write = LETTERS[request.param]
    names = signature(write).parameters
    write(**{name: request.getfixturevalue(name) for name in names})
    return Mail.objects.get()


def test_all_templates_are_tested():
    found = {path.stem for path in Path(settings.BASE_DIR, "templates/mail").iterdir()}

    assert found == {*ALL, *PARTS}


@pytest.mark.parametrize("letter", ALL, indirect=True)
def test_a_letter_is_german_and_plain(letter):
    text = f"{letter.subject}\n{letter.body}"

    assert 10 < len(letter.subject) < 120
    assert letter.body.startswith("Guten Tag,\n\n")
    assert letter.body.endswith(f"\n\n{FAREWELL}{settings.SITE_URL}\n")
    assert ENGLISH.findall(text) == []
    assert re.findall(r"&[a-z#0-9]+;", text) == []
    assert NAME in text or letter.kind in ABOUT_ACCOUNTS
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]\n", text)


@pytest.mark.parametrize("letter", ALL, indirect=True)
def test_its_links_lead_to_the_portal(letter):
    links = re.findall(r"\S*://\S*", letter.body)

    assert links
    assert all(f"{link}/".startswith(f"{settings.SITE_URL}/") for link in links)


@pytest.mark.parametrize("kind", ALL)
def test_the_office_reads_what_it_is_about(kind):
    assert not Mail(kind=kind).occasion().startswith("letter")
