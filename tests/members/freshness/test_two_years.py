"""Two years, day by day: a leap day, summer time four times, days that are missed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from members.freshness import answering
from members.freshness.answering import Answer
from members.models import Asked, Organisation, ProofReminder
from members.public_holidays import is_working_day
from tests.factories import CredentialFactory, EditorFactory, UserFactory, listed
from tests.members.freshness.calendar import age, at, links, on, remind, token

START = date(2027, 1, 4)
DAYS = 730
SILENT = "p3@example.org"
AWAY = (10, 11, 12)  # days of each month on which the portal is away


@pytest.fixture
def people(essen, bochum, here):
    """The first edits five organisations, the others one each; the last is silent."""
    people = [UserFactory(email=f"p{number}@example.org") for number in range(4)]
    for place in range(8):
        member = listed(f"mitglied-{place}", *[essen, bochum][: 1 + place % 2])
        person = people[max(place - 4, 0)]
        EditorFactory(organisation=member, person=person, is_main=True)
        age(member, 170 - 20 * place, START)
        CredentialFactory(
            organisation=member,
            confirmed_at=at(START - timedelta(days=300)),
            valid_until=START + timedelta(days=100 + 70 * place),
        )
    here(*people)
    return people


@pytest.fixture
def letters(people):
    """Each with its day; whoever is not silent answers on the same one."""
    written = []
    for day in (START + timedelta(number) for number in range(DAYS)):
        if day.day in AWAY:
            continue
        hours = (8, 17) if day.day % 5 == 0 else (8,)
        for letter in [letter for hour in hours for letter in remind(day, hour)]:
            written.append((day, letter.recipient))
            if letter.recipient != SILENT:
                confirm_all(letter, day)
    return written


def confirm_all(letter, day):
    for place in range(len(links(letter)) // 3):
        with on(day, 18):
            answering.answer(token(letter, place), Answer.RIGHT)


def test_nobody_hears_twice_a_week_and_nobody_is_forgotten(letters, people):
    assert all(is_working_day(day) and day.day not in AWAY for day, _who in letters)
    for person in people:
        own = [day for day, who in letters if who == person.email]
        assert min((after - before).days for before, after in pairwise(own)) >= 7
    # Seven organisations, each of which is asked four times.
    assert Asked.objects.filter(answer=Answer.RIGHT).count() == 7 * 4
    asked = Asked.objects.filter(person=people[3]).order_by("pk")
    assert list(asked.values_list("time", flat=True)) == [1, 2]
    assert ProofReminder.objects.count() == 8 * 2
    with on(START + timedelta(DAYS)):
        assert [one.organisation.slug for one in Asked.objects.silent()] == [
            "mitglied-7"
        ]
        others = Organisation.objects.exclude(slug="mitglied-7")
        limit = timezone.now() - timedelta(days=200)
        assert not others.filter(confirmed_at__lt=limit).exists()
