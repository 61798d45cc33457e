"""Every page and style sheet, before the checker of the HTML standard's own people."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.addresses import fetch, of_all_pages
from tests.browser.conftest import not_run

CHECKER = Path(settings.BASE_DIR, "node_modules/vnu-jar/build/dist/vnu.jar")
# What browsers know and the checker does not know yet.
TOO_NEW = (
    *("“container-type”: Property", "Unrecognized at-rule “@container”"),
    *("“vector-effect”: Property", "“paint-order”: Property"),
    "“field-sizing”: Property",
)


@pytest.fixture(scope="module")
def complaints():
    """Of the checker, about all files at once, for each start takes it seconds."""
    java = shutil.which("java")
    if java is None:
        not_run("Java fehlt (apt-get install default-jre-headless)")
    if not CHECKER.exists():
        not_run("vnu-jar fehlt (npm ci --ignore-scripts)")

    def complaints(files, *options):
        command = [java, "-jar", CHECKER, "--format", "json", *options, *files]
        answer = subprocess.run(
            command, stderr=subprocess.PIPE, check=False, cwd=settings.BASE_DIR
        )
        messages = json.loads(answer.stderr)["messages"]
        return [_said(one) for one in messages if not _is_too_new(one["message"])]

    return complaints


def _said(message):
    name = Path(message["url"]).name
    return f"{name}: {message['message']} {message.get('extract')}"


def _is_too_new(message):
    return any(message.startswith(f"CSS: {new}") for new in TOO_NEW)


def test_every_page_is_valid(complaints, browser, portal, samples, tmp_path):
    with browser.new_context(base_url=portal, java_script_enabled=False) as context:
        addresses = list(of_all_pages(portal, context, samples))
    files = []
    for number, address in enumerate(dict.fromkeys(addresses)):
        files.append(tmp_path / f"{number}.html")
        files[-1].write_bytes(fetch(address).read())

    assert len(files) > 150
    assert complaints(files) == []


def test_every_style_sheet_is_valid(complaints):
    files = sorted(Path(settings.BASE_DIR, "alliance/static").rglob("*.css"))

    assert files
    assert complaints(files, "--css") == []
