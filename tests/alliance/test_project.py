"""The checkout as a whole: what has to fit together."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
READ = re.compile(r"""(?:env\.\w+\(\s*|environ\.get\()["']([A-Z_]+)["']""")
PRODUCT = ("alliance", "networks", "members")


def documented_variables():
    """The names in ``.env.example``, each below at least one line of comment."""
    lines = Path(ROOT, ".env.example").read_text().splitlines()
    return [
        line.partition("=")[0]
        for before, line in zip(["", *lines], lines, strict=False)
        if before.startswith("#") and re.match("[A-Z]", line)
    ]


def test_each_variable_that_is_read_is_documented_and_no_other():
    sources = [path for folder in PRODUCT for path in ROOT.glob(f"{folder}/**/*.py")]
    read = {name for path in sources for name in READ.findall(path.read_text())}

    assert sorted(documented_variables()) == sorted(read)


def test_each_documented_variable_has_a_comment():
    lines = Path(ROOT, ".env.example").read_text().splitlines()

    assert len(documented_variables()) == sum("=" in line[:30] for line in lines)


def test_the_models_have_their_migrations(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
