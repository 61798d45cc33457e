"""What was written to whom; the link in an invitation."""

import re

from alliance.models import Mail


def link(email):
    """The address that the last invitation to someone leads to."""
    letter = Mail.objects.filter(kind="invitation", recipient=email).first()
    return re.search(r"http://127\.0\.0\.1:\d+(/konto/einladung/\S+)", letter.body)[1]


def token(email):
    return link(email).strip("/").rpartition("/")[2]


def written():
    """Each letter as its kind and its reader, oldest first."""
    return list(Mail.objects.order_by("pk").values_list("kind", "recipient"))
