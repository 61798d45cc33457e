"""`make run` from outside: a portal on a port and in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from alliance import embedded

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder():
    # Not tmp_path: PostgreSQL runs as nobody for root, and must be able to go there.
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    folder.chmod(0o755)
    yield folder
    assert not embedded.cluster(folder / "postgres").is_running()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def environment(folder, port):
    ours = {"PORT": str(port), "VAR_DIR": str(folder), "DATABASE_URL": ""}
    return {name: os.environ[name] for name in ("PATH", "HOME")} | ours


@contextmanager
def portal(environment):
    command = [sys.executable, "manage.py", "run", "--without-demo"]
    running = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    with running:
        assert running.stdout
        for line in running.stdout:
            if "Das Portal läuft" in line:
                break
        try:
            yield running
        finally:
            running.terminate()
            running.wait(30)


@pytest.fixture(scope="module")
def running(environment):
    with portal(environment) as running:
        yield running
    assert running.returncode == 0


def manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def status(port, address="/gesund/lebt"):
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", address)
    answer = connection.getresponse()
    connection.close()
    return answer.status


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def web_processes(running):
    path = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    return [
        int(number)
        for number in path.read_text().split()
        if b"alliance.serve" in command_of(number)
    ]


def command_of(number):
    """Nothing, when the process has just ended."""
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


def test_an_address_of_8_kb_is_answered_and_a_longer_one_never_dropped(
    running, port, subtests
):
    for length, expected in [(8192, {200}), (20_000, {200, 400, 414}), (10**6, {414})]:
        with subtests.test(length=length):
            address = "/gesund/lebt?" + "a" * (length - len("/gesund/lebt?"))

            assert status(port, address) in expected


def test_a_broken_request_gets_a_german_page_with_safe_headers(running, port):
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"\x16\x03\x01\r\n\r\n")
        answer = raw.makefile("rb").read().decode()

    assert answer.startswith("HTTP/1.0 400 ")
    assert 'lang="de"' in answer
    assert "Content-Security-Policy: default-src 'none'" in answer


def answer_to(port, headers, blocks):
    """What someone gets who sends all of it before reading."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        lines = ["POST /konto/login/ HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers]
        raw.sendall("\r\n".join([*lines, "", ""]).encode())
        for block in blocks:
            raw.sendall(block)
        return raw.makefile("rb").read().decode()


def web_memory(running):
    """The sum of what all processes of the portal hold, in bytes."""
    pages = [
        int(Path(f"/proc/{child}/statm").read_text().split()[1])
        for child in web_processes(running)
    ]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("is_chunked", [False, True], ids=["announced", "in chunks"])
def test_50_mb_are_refused_with_a_page_that_arrives(running, port, is_chunked):
    block = bytes(1_000_000)
    if is_chunked:
        headers, block = ["Transfer-Encoding: chunked"], b"f4240\r\n" + block + b"\r\n"
    else:
        headers = ["Content-Length: 50000000"]
    before = web_memory(running)

    answer = answer_to(port, headers, [block] * 50)

    assert answer.startswith("HTTP/1.1 413 ")
    assert "<h1>Die Datei ist zu groß</h1>" in answer
    assert "höchstens 5 MB" in answer
    assert web_memory(running) - before < 150_000_000


def test_whoever_never_ends_is_cut_off(running, port):
    headers = ["Content-Length: 1000000000000"]

    with pytest.raises(ConnectionError):
        answer_to(port, headers, [bytes(1_000_000)] * 1000)


def test_12_mb_reach_the_form(running, port):
    """It is refused there, for want of a token, with the page of the portal."""
    form = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    blocks = [form, *[bytes(1_000_000)] * 12, b"\r\n--x--\r\n"]
    headers = [
        f"Content-Length: {sum(map(len, blocks))}",
        "Content-Type: multipart/form-data; boundary=x",
        "Connection: close",
    ]
    before = web_memory(running)

    assert answer_to(port, headers, blocks).startswith("HTTP/1.1 403 ")
    assert web_memory(running) - before < 150_000_000


def test_a_killed_web_process_is_replaced_and_no_visitor_notices(running, port):
    before = web_processes(running)
    os.kill(before[-1], signal.SIGKILL)

    assert {status(port) for _ in range(20)} == {200}
    wait_for(lambda: len(web_processes(running)) == len(before))
    wait_for(lambda: before[-1] not in web_processes(running))


def test_commands_work_on_the_running_database(running, environment):
    answer = manage("shell", "-c", "print('ja')", **environment)

    assert answer.stdout.splitlines()[-1] == "ja"
    assert running.poll() is None


def test_a_port_in_use_is_one_sentence(running, environment, port):
    answer = manage("run", **environment)

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Der Port {port} ist belegt oder gesperrt.")
    assert len(answer.stderr.splitlines()) == 1


def test_a_database_out_of_reach_is_one_sentence(environment):
    nowhere = {"DATABASE_URL": "postgres://portal@127.0.0.1:1/portal"}

    answer = manage("showmigrations", **environment | nowhere)

    assert answer.returncode == 1
    assert answer.stderr.startswith("Die Datenbank ist nicht erreichbar")
    assert len(answer.stderr.splitlines()) == 1
