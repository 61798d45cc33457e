"""Days that go by: the daily step comes, and letters are collected."""

import re
from datetime import date, datetime, time, timedelta

import time_machine
from django.utils import timezone

from alliance.models import Mail
from members.freshness import reminding
from members.models import Organisation

MONDAY = date(2026, 3, 2)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(/aktualitaet/\S+)")


def at(day, hour=8, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def on(day, hour=8):
    return time_machine.travel(at(day, hour), tick=False)


def remind(day, hour=8):
    """Let the daily step come at that hour; returns its letters."""
    last = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with on(day, hour):
        reminding.remind(timezone.now())
    return list(Mail.objects.filter(kind="freshness", pk__gt=last).order_by("pk"))


def pass_by(first, days, hours=(8,)):
    """The letters of so many days, each with its day and its reader."""
    return [
        (day, letter.recipient.partition("@")[0])
        for day in (first + timedelta(n) for n in range(days))
        for hour in hours
        for letter in remind(day, hour)
    ]


def links(letter):
    return ADDRESS.findall(letter.body)


def token(letter, place=0):
    """Of the organisation that stands there in the letter."""
    return links(letter)[3 * place].split("/")[2]


def confirmed(organisation, day):
    """As if somebody had confirmed it at eight o'clock of that day."""
    Organisation.objects.filter(pk=organisation.pk).update(confirmed_at=at(day))


def age(organisation, days, day=MONDAY):
    confirmed(organisation, day - timedelta(days))
