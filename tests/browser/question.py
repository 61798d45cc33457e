# ruff: noqa: T201 - a program whose output is what it prints
"""Asks the main editor named on the command line, as if it were time.

`python -m tests.browser.question anbieter-hamm@example.org` prints the letter.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta

import django
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
django.setup()

from alliance.models import Mail, User  # noqa: E402
from members.freshness import reminding  # noqa: E402
from members.freshness.due import KIND  # noqa: E402
from members.models import Asked, Organisation  # noqa: E402


def main(email: str) -> str:
    now = timezone.now()
    person = User.objects.get(email=email)
    own = Organisation.objects.edited_by(person)
    Asked.objects.filter(organisation__in=own).delete()
    # Nothing of this week stands in the way.
    Mail.objects.filter(person=person, kind=KIND).delete()
    User.objects.filter(pk=person.pk).update(last_login=now)
    long_ago = now - timedelta(days=200)
    Organisation.objects.filter(pk__in=own).update(confirmed_at=long_ago)
    letter = reminding.ask(person.pk, now)
    if letter is None:
        raise SystemExit("There is nothing to ask.")
    return letter.body


if __name__ == "__main__":
    print(main(sys.argv[1]))
