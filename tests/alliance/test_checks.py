"""A server with unsafe settings does not start."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as current
from django.core.exceptions import ImproperlyConfigured

from alliance.checks import refuse_unsafe_start
from members.demo import OFFICE
from tests.factories import UserFactory

SMTP = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "mail.example"},
    }
}


@pytest.fixture
def server(settings, db):
    """The settings of a proper server."""
    settings.SITE_URL = "https://portal.example"
    settings.IS_LOOPBACK = False
    settings.IS_SECURE = True
    settings.IS_EMBEDDED = False
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.MAILERS = SMTP
    return settings


def test_a_proper_server_starts(server):
    refuse_unsafe_start(databases=["default"])


def test_a_portal_for_oneself_starts(settings, db):
    settings.DEBUG = True
    settings.SECRET_KEY = "short"

    refuse_unsafe_start(databases=["default"])


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"IS_SECURE": False, "SITE_URL": "http://portal.example"}, "SITE_URL"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS"),
        ({"MAILERS": current.MAILERS}, "EMAIL_URL"),
    ],
)
def test_an_unsafe_server_does_not_start(server, changes, word):
    for name, value in changes.items():
        setattr(server, name, value)

    with pytest.raises(ImproperlyConfigured) as caught:
        refuse_unsafe_start(databases=["default"])

    (sentence,) = str(caught.value).splitlines()
    assert word in sentence
    assert sentence.endswith(".")


def test_a_demo_is_for_oneself_alone(settings, db):
    UserFactory(email=OFFICE)

    refuse_unsafe_start(databases=["default"])


def test_a_demo_is_not_for_a_server(server):
    UserFactory(email=OFFICE)

    with pytest.raises(ImproperlyConfigured, match="Demo-Bündnis"):
        refuse_unsafe_start(databases=["default"])


def test_a_weak_key_is_refused_for_a_database_of_ones_own(settings, db):
    settings.IS_EMBEDDED = False
    settings.SECRET_KEY = "short"

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        refuse_unsafe_start(databases=["default"])


@pytest.mark.parametrize(
    "command",
    [["-m", "alliance.wsgi"], ["manage.py", "run"]],
    ids=["wsgi", "run"],
)
@pytest.mark.parametrize(
    ("name", "value"),
    [("SITE_URL", "http://portal.example"), ("DATABASE_POOL", "many")],
)
def test_a_refused_start_ends_with_a_sentence(command, name, value, tmp_path):
    environment = {
        "PATH": os.defpath,
        "VAR_DIR": str(tmp_path),
        "EMAIL_URL": "smtp://mail.example",
        "PORT": "0",
        name: value,
    }

    ended = subprocess.run(
        [sys.executable, *command],
        env=environment,
        cwd=current.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert ended.returncode == 1
    (line,) = ended.stderr.strip().splitlines()
    assert name in line
    assert line.endswith(".")


def check_deploy(tmp_path, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.defpath, "VAR_DIR": str(tmp_path)} | environment,
        cwd=current.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {
            "SITE_URL": "https://portal.example",
            "SECRET_KEY": "0123456789" * 5,
            "DATABASE_URL": "postgres://user:password@db.example/portal",
            "EMAIL_URL": "smtp+ssl://user:password@mail.example:465",
        },
    ],
    ids=["for oneself", "server"],
)
def test_the_deployment_checks_find_nothing(environment, tmp_path):
    ended = check_deploy(tmp_path, **environment)

    assert ended.returncode == 0, ended.stderr
