"""An invented alliance, to look at and to test with."""

from __future__ import annotations

from alliance.models import User

PASSWORD = "weiterbildung-ruhr-demo"  # noqa: S105 - known to all, for demo data only
OFFICE = "geschaeftsstelle@example.org"


def is_demo() -> bool:
    """Whether this database was filled by the command ``demo``.

    Nobody else can have the office's address there: ``example.org`` is reserved.
    """
    return User.objects.filter(email=OFFICE).exists()
