"""The form in which a coordinator writes for a member."""

import pytest
from django.http import QueryDict

from alliance.models import JournalEntry, Mail
from members import moderation, on_behalf
from members.models import Profile
from tests.factories import EditorFactory, TermFactory

PAGE = "/koordination/organisationen/werkstatt/profil/"


def filled(client):
    """What a browser sends when nobody has changed anything."""
    forms = client.get(PAGE).context["forms"]
    sent = {"begonnen": "1"}
    for form in forms:
        for name, field in form.fields.items():
            value = field.prepare_value(form.get_initial_for_field(field, name))
            sent[name] = sent[form.add_initial_prefix(name)] = value or ""
    return sent


def online():
    return Profile.objects.published().get(organisation__slug="werkstatt")


def test_words_and_terms_go_online_together(at_the_desk, wanda, esra):
    topic = TermFactory(kind="topic", name="Metall")
    form = filled(at_the_desk) | {"plain": "Wir üben.", "topic": [topic.pk]}

    answer = at_the_desk.post(PAGE, form, follow=True)

    assert "Es ist online" in answer.text
    assert online().plain == "Wir üben."
    assert online().term_ids() == {topic.pk}
    assert Mail.objects.filter(kind="profile_edited_for").count() == 1
    entry = JournalEntry.objects.get(verb="profile.published_at_once", actor=esra)
    assert entry.capacity == "coordinator"


def test_who_wrote_it_stands_in_the_history(at_the_desk, workshop):
    at_the_desk.post(PAGE, filled(at_the_desk) | {"plain": "Wir üben."})

    file = at_the_desk.get("/koordination/organisationen/werkstatt/").text
    assert "Esra" in file


def test_two_coordinators_at_once_lose_nothing(at_the_desk, workshop, gisela):
    form = filled(at_the_desk)
    began = online().content()
    on_behalf.write_for(
        workshop, content=began | {"plain": "Wir üben."}, began=began, by=gisela
    )

    at_the_desk.post(PAGE, form | {"website": "neu.example"})

    assert (online().plain, online().website) == ("Wir üben.", "https://neu.example")


def test_the_same_field_shows_both_versions(at_the_desk, workshop, gisela):
    form = filled(at_the_desk)
    began = online().content()
    on_behalf.write_for(
        workshop, content=began | {"plain": "Wir üben."}, began=began, by=gisela
    )

    answer = at_the_desk.post(PAGE, form | {"plain": "Wir lehren."})

    assert answer.status_code == 409
    assert "Wir üben." in answer.text
    assert "Wir lehren." in answer.text
    assert online().plain == "Wir üben."


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"website": "javascript:alert(1)"}, {"topic": ["999"]}]
)
def test_what_is_wrong_comes_back_with_all_that_was_typed(at_the_desk, workshop, wrong):
    TermFactory(kind="topic")
    form = filled(at_the_desk) | {"plain": "Das bleibt stehen."} | wrong

    answer = at_the_desk.post(PAGE, form)

    assert answer.status_code == 422
    assert "Das bleibt stehen." in answer.text
    assert online().plain == ""


def test_fields_that_the_form_does_not_have_change_nothing(
    at_the_desk, workshop, college
):
    more = {"state": "archived", "organisation": college.pk, "logo": "x", "author": 1}

    at_the_desk.post(PAGE, filled(at_the_desk) | more | {"plain": "Wir üben."})

    now = online()
    assert (now.organisation, now.logo.name) == (workshop, "")
    assert Profile.objects.published().get(organisation=college).plain == ""


def test_a_waiting_change_of_the_editors_stands_beside(at_the_desk, proposal):
    page = at_the_desk.get(PAGE).text

    assert "Eine Änderung der Redaktion wartet seit heute" in page
    assert "Wir üben das Schweißen." in page


def test_a_draft_of_the_editors_is_only_hinted_at(at_the_desk, workshop, wanda):
    draft = moderation.start_draft(workshop, by=wanda)
    Profile.objects.filter(pk=draft.pk).update(plain="E-GEHEIM", name="E-GEHEIM")

    page = at_the_desk.get(PAGE).text

    assert "Die Redaktion schreibt an einer Änderung." in page
    assert "E-GEHEIM" not in page


def test_what_was_typed_comes_back_after_signing_in(at_the_desk, esra, workshop):
    form = filled(at_the_desk) | {"plain": "Das bleibt stehen."}
    at_the_desk.logout()
    asked = at_the_desk.post(PAGE, form)
    at_the_desk.force_login(esra)

    page = at_the_desk.get(QueryDict(asked.url.partition("?")[2])["next"])

    assert "Das bleibt stehen." in page.text
    assert online().plain == ""


def test_nobody_vouches_for_what_they_edit(at_the_desk, workshop, esra):
    form = filled(at_the_desk)
    EditorFactory(organisation=workshop, person=esra)

    assert at_the_desk.get(PAGE).status_code == 404
    assert at_the_desk.post(PAGE, form | {"plain": "x"}).status_code == 404
    file = at_the_desk.get("/koordination/organisationen/werkstatt/").text
    assert PAGE not in file
