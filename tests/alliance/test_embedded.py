"""The embedded PostgreSQL on clusters of its own: started, shared, healed, stopped."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from alliance import embedded
from alliance.embedded import EmbeddedError

HOLDER = """
import sys, time
from pathlib import Path
from alliance.embedded import cluster
with cluster(Path(sys.argv[1])).hold(durable=False):
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def cluster():
    # Not tmp_path: PostgreSQL runs as nobody for root, and must be able to go there.
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    folder.chmod(0o755)
    cluster = embedded.cluster(folder / "postgres")
    yield cluster
    assert not cluster.is_running()
    shutil.rmtree(folder)


@pytest.fixture
def holders(cluster):
    """Start processes that hold the cluster until their input ends."""
    with ExitStack() as stack:

        def start():
            command = [sys.executable, "-c", HOLDER, str(cluster.folder)]
            pipe = subprocess.PIPE
            holder = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
            stack.enter_context(holder)
            stack.callback(holder.kill)
            return holder

        yield start


def wait_until_up(holder):
    assert holder.stdout.readline() == "up\n"


def leave(holder):
    holder.stdin.close()
    assert holder.wait(30) == 0


def ask(cluster, question):
    given = cluster.parameters
    address = make_conninfo(
        host=given["HOST"],
        port=given["PORT"],
        dbname=given["NAME"],
        user=given["USER"],
    )
    with psycopg.connect(address) as connection:
        [answer] = connection.execute(question).fetchone() or [None]
        return answer


def server_pid(cluster):
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def starts(cluster):
    return cluster.log.read_text().count("ready to accept connections")


def test_the_server_runs_while_it_is_held_and_knows_german(cluster):
    with cluster.hold(durable=False):
        assert ask(cluster, "SELECT lower('ÄÖÜ')") == "äöü"
        assert ask(cluster, "SHOW listen_addresses") == ""

    assert not cluster.is_running()


def test_the_last_holder_stops_the_server(cluster, holders):
    other = holders()
    wait_until_up(other)

    with cluster.hold(durable=False):
        leave(other)
        assert ask(cluster, "SELECT 1") == 1

    assert starts(cluster) == 1


def test_holders_that_come_at_once_share_one_server(cluster, holders):
    several = [holders() for _ in range(3)]
    for holder in several:
        wait_until_up(holder)

    assert starts(cluster) == 1
    for holder in several:
        leave(holder)


def test_a_server_left_by_a_killed_holder_is_found_and_stopped(cluster, holders):
    holder = holders()
    wait_until_up(holder)
    before = server_pid(cluster)
    holder.kill()
    holder.wait()

    with cluster.hold(durable=False):
        assert server_pid(cluster) == before


def test_a_killed_server_comes_back_with_its_data(cluster):
    with cluster.hold():
        ask(cluster, "SELECT lo_from_bytea(7, 'kept')")
        os.kill(server_pid(cluster), signal.SIGKILL)

        cluster.revive()

        assert ask(cluster, "SELECT lo_get(7)") == b"kept"


def test_a_stale_pid_file_with_the_number_of_a_living_process(cluster):
    with cluster.hold(durable=False):
        stale = (cluster.data / "postmaster.pid").read_text()
    lines = [str(os.getpid()), *stale.splitlines()[1:]]
    (cluster.data / "postmaster.pid").write_text("\n".join(lines))

    with cluster.hold(durable=False):
        assert ask(cluster, "SELECT 1") == 1


def test_a_half_made_cluster_is_made_anew_and_nothing_is_deleted(cluster):
    (cluster.folder / "data.half").mkdir(parents=True)
    cluster.data.mkdir()
    (cluster.data / "somebody's").write_text("work")

    with cluster.hold(durable=False):
        assert ask(cluster, "SELECT 1") == 1

    aside = cluster.folder / "data.unvollstaendig-1"
    assert (aside / "somebody's").read_text() == "work"
    assert not (cluster.folder / "data.half").exists()


def test_data_of_another_version_are_left_alone(cluster):
    (cluster.data / "global").mkdir(parents=True)
    (cluster.data / "global/pg_control").touch()
    (cluster.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(EmbeddedError, match="gehört zu PostgreSQL 9"):
        cluster.hold().__enter__()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs nobody")
def test_root_reads_why_nobody_cannot_go_to_the_folder(cluster):
    cluster.folder.mkdir(mode=0o700)

    with pytest.raises(EmbeddedError, match="„nobody“"):
        cluster.hold().__enter__()


def test_a_long_path_gets_a_short_socket(tmp_path):
    long = embedded.cluster(tmp_path / ("x" * 100))
    again = embedded.cluster(tmp_path / ("x" * 100))

    assert len(str(long.socket_folder)) < 50
    assert long.socket_folder == again.socket_folder
    assert embedded.cluster(Path("/srv/portal")).socket_folder.parent.name == "portal"
