"""What was typed when the session had ended comes back, and is not carried out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST

from alliance import attempts, kept, retention
from alliance.audience import Audience, for_audience
from alliance.models import KeptForm
from alliance.urls import urlpatterns as portal

PASSWORD = "vier lange stille Pferde"
done = []


class Letter(forms.Form):
    text = forms.CharField()
    password = forms.CharField(required=False)


@for_audience(Audience.SIGNED_IN)
def letter(request):
    form = Letter(kept.typed(request))
    if request.method == "POST" and form.is_valid():
        done.append(form.cleaned_data["text"])
        return redirect("account")
    return render(request, "account/email.html", {"form": form})


@for_audience(Audience.SIGNED_IN)
@require_POST
def only_post(request):
    done.append("only")
    return HttpResponse()


@for_audience(Audience.SIGNED_IN)
def knows_nothing(request):
    return HttpResponse()


urlpatterns = [
    path("brief/", letter),
    path("nur/", only_post),
    path("stumm/", knows_nothing),
    *portal,
]
handler404 = "alliance.errors.not_found"


@pytest.fixture(autouse=True)
def probes(settings, wanda):
    settings.ROOT_URLCONF = __name__
    wanda.set_password(PASSWORD)
    wanda.save()
    done.clear()


def sign_in(client, response, email="wanda@example.org"):
    return client.post(response.url, {"login": email, "password": PASSWORD})


def test_a_form_is_given_back_with_what_was_typed(client):
    asked = client.post("/brief/", {"text": "Ein langer Brief.", "password": "geheim"})
    assert asked.url.startswith("/konto/login/?next=/brief/%3Feingaben%3D")

    back = client.get(sign_in(client, asked).url)

    assert 'value="Ein langer Brief."' in back.text
    assert "Ihre Sitzung war abgelaufen." in back.text
    assert done == []
    assert "geheim" not in str(KeptForm.objects.get().fields)
    assert "csrf" not in str(KeptForm.objects.get().fields)


def test_after_three_hours_it_is_for_its_writer_alone(client, wanda, kemal):
    kemal.set_password(PASSWORD)
    kemal.save()
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False) as clock:
        client.force_login(wanda)
        clock.shift(timedelta(hours=3, minutes=1))
        asked = client.post("/brief/", {"text": "E-GEHEIM"})
        assert KeptForm.objects.get().person == wanda

        other = Client()
        assert "GEHEIM" not in other.get(sign_in(other, asked, kemal.email).url).text
        assert "GEHEIM" in client.get(sign_in(client, asked).url).text
        clock.shift(timedelta(days=1, minutes=1))
        client.force_login(wanda)
        page = client.get(f"/brief/?eingaben={KeptForm.objects.get().pk}")
        assert "GEHEIM" not in page.text


def test_a_stranger_puts_no_words_into_the_form_of_somebody_else(client, wanda):
    asked = client.post("/brief/", {"text": "Untergeschoben."})
    key = KeptForm.objects.get().pk
    victim = Client()

    page = victim.get(sign_in(victim, asked).url)

    assert "Untergeschoben" not in page.text
    assert victim.get(f"/konto/eingaben/{key}/").status_code == 404


@pytest.mark.parametrize("address", ["/nur/", "/stumm/"])
def test_what_no_page_takes_is_shown_to_be_copied(address, client):
    asked = client.post(address, {"text": "Ein langer Brief.", "liste": ["a", "b"]})

    back = client.get(sign_in(client, asked).url, follow=True)

    assert back.redirect_chain[-1][0].startswith("/konto/eingaben/")
    assert "Ein langer Brief." in back.text
    assert "a\nb" in back.text
    assert done == []


def test_a_part_of_a_page_leads_to_the_sign_in_instead(client):
    response = client.get("/mein-bereich/", headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert response["HX-Redirect"] == "/konto/login/?next=%2Fmein-bereich%2F"
    assert not response.content


def test_a_part_of_a_page_keeps_what_was_typed(client):
    response = client.post(
        "/brief/",
        {"text": "Ein Brief."},
        headers={"HX-Request": "true", "HX-Current-URL": "javascript:alert(1)"},
    )

    assert response.status_code == 401
    assert "javascript" not in response["HX-Redirect"]
    assert "eingaben" in response["HX-Redirect"]


@pytest.mark.parametrize(
    "form",
    [{}, {"csrfmiddlewaretoken": "x"}, {"password": "x"}, {"text": "x" * 250_000}],
)
def test_nothing_is_kept_of_nothing_secrets_and_floods(form, client):
    response = client.post("/brief/", form)

    assert response.url == "/konto/login/?next=/brief/"
    assert not KeptForm.objects.exists()


def test_the_accounts_own_forms_are_not_kept(client):
    client.post("/konto/email/", {"email": "a@example.org"})

    assert not KeptForm.objects.exists()


def test_a_stranger_cannot_fill_the_table(client):
    for _ in range(attempts.KEPT_FORM.most + 5):
        client.post("/brief/", {"text": "Spam"})

    assert KeptForm.objects.count() == attempts.KEPT_FORM.most


def test_a_form_without_a_token_of_ours_is_not_kept():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/brief/", {"text": "Ein Brief."})

    assert response.status_code == 403
    assert "Ein Brief." in response.text
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize(
    "key", ["", "nichts", "0", "00000000-0000-4000-8000-000000000000"]
)
def test_an_invented_key_gives_nothing_back(key, wanda, client):
    client.force_login(wanda)

    assert client.get(f"/brief/?eingaben={key}").status_code == 200


def test_a_form_comes_back_to_its_own_page_alone(wanda, client):
    said = {"text": ["E-GEHEIM"]}
    form = KeptForm.objects.create(person=wanda, path="/woanders/", fields=said)
    client.force_login(wanda)

    assert "GEHEIM" not in client.get(f"/brief/?eingaben={form.pk}").text


def test_forms_are_forgotten_after_a_day(db):
    now = datetime.now(UTC)
    KeptForm.objects.create(path="/brief/")
    retention.prune(now)
    assert KeptForm.objects.exists()

    retention.prune(now + timedelta(days=1, minutes=1))

    assert not KeptForm.objects.exists()


def test_what_is_sent_after_it_came_back_counts(client):
    asked = client.post("/brief/", {"text": "Ein Brief."})
    address = sign_in(client, asked).url

    assert client.post(address, {"text": "Ein Brief."}).url == "/konto/"
    assert done == ["Ein Brief."]
