"""The embedded PostgreSQL: one server, up for as long as somebody holds it.

Three lock files make that safe, for the kernel frees a lock when its holder dies,
however it dies. `users` is shared by all who hold the server. `change` is taken to
start or to stop it. `server` is inherited by the server and all its processes, so
that whether it lives is known without trusting a number in a pid file.
"""

import errno
import fcntl
import hashlib
import itertools
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from alliance.postgres import (
    Account,
    EmbeddedError,
    Programs,
    account_for,
    find_programs,
    settings_file,
)
from alliance.terminal import step, undisturbed

__all__ = ["DATABASE", "PORT", "USER", "Cluster", "EmbeddedError", "cluster"]

DATABASE = "portal"
USER = "portal"
PORT = "5432"

_LONGEST_SOCKET = 100
_PATIENCE = 60


@dataclass(frozen=True)
class Cluster:
    """One folder with data, socket, locks and log, and the server on it."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def socket_folder(self) -> Path:
        """Where the socket is; known without a server, and short enough for one."""
        inside = self.folder / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) < _LONGEST_SOCKET:
            return inside
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        # Not `tempfile`: whoever connects may have another TMPDIR.
        return Path("/tmp", f"portal-{name}")  # noqa: S108

    @property
    def parameters(self) -> dict[str, str]:
        """What Django's DATABASES wants to know."""
        return {
            "HOST": str(self.socket_folder),
            "PORT": PORT,
            "NAME": DATABASE,
            "USER": USER,
        }

    def is_running(self) -> bool:
        """Whether any process of the server lives, be it starting or stopping."""
        if not self.folder.exists():
            return False
        try:
            with self._locked("server", fcntl.LOCK_SH | fcntl.LOCK_NB):
                return False
        except BlockingIOError:
            return True

    @contextmanager
    def hold(self, *, durable: bool = True) -> Iterator[None]:
        """Have the server up; the last one to leave stops it.

        Without `durable` it writes faster and does not outlive a power cut: for tests.
        """
        with self._sentences():
            self.folder.mkdir(parents=True, exist_ok=True)
        with self._locked("users", fcntl.LOCK_SH) as users:
            try:
                self.revive(durable=durable)
                yield
            finally:
                with undisturbed(), self._locked("change", fcntl.LOCK_EX):
                    if _is_last(users):
                        self._stop()

    def revive(self, *, durable: bool = True) -> None:
        """Start the server, also again if it died while we hold it."""
        starting = step("Die Datenbank startet")
        with starting, self._sentences(), self._locked("change", fcntl.LOCK_EX):
            self._ensure_running(durable=durable)

    def _ensure_running(self, *, durable: bool) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not self._answers():
            if not self.is_running():
                self._start(durable=durable)
            elif time.monotonic() > deadline:
                raise EmbeddedError(
                    "Der Datenbankserver läuft, antwortet aber nicht."
                    f" Die Gründe stehen in {self.log}."
                )
            time.sleep(0.05)
        self._create_database()

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_folder),
            port=PORT,
            dbname="postgres",
            user=USER,
            connect_timeout=5,
            autocommit=True,
        )

    def _create_database(self) -> None:
        with self._connect() as connection:
            found = connection.execute(
                "SELECT FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if found is None:
                name = sql.Identifier(DATABASE)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))

    def _start(self, *, durable: bool) -> None:
        account = account_for(self.data)
        programs = find_programs()
        programs.check_reach(self.folder, account)
        if not _is_complete(self.data):
            self._create(programs, account, durable=durable)
        self._check_version(programs)
        self._prepare_folders(account)
        text = settings_file(self.socket_folder, durable=durable)
        _replace(self.data / "postgresql.conf", text, account)
        with self._locked("server", fcntl.LOCK_EX) as lock:
            arguments = ["start", "-w", "-t", str(_PATIENCE), "-D", str(self.data)]
            programs.run(
                "pg_ctl", arguments, account=account, log=self.log, keep=[lock]
            )

    def _create(self, programs: Programs, account: Account, *, durable: bool) -> None:
        """Make the data folder beside its place, so that it is there whole or not."""
        half = self.folder / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        _set_aside(self.data)
        half.mkdir(mode=0o700)
        account.own(half)
        options = [*programs.locale, "-E", "UTF8", "-A", "trust", "--no-instructions"]
        sync = [] if durable else ["--no-sync"]
        arguments = ["-D", str(half), "-U", USER, *options, *sync]
        try:
            programs.run("initdb", arguments, account=account, log=self.log)
            _replace(half / "pg_hba.conf", "local all all trust\n", account)
            half.rename(self.data)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise

    def _check_version(self, programs: Programs) -> None:
        made_with = (self.data / "PG_VERSION").read_text().strip()
        if made_with != str(programs.version):
            raise EmbeddedError(
                f"Die Datenbank in {self.data} gehört zu PostgreSQL {made_with}, hier"
                f" ist aber PostgreSQL {programs.version}."
            )

    def _prepare_folders(self, account: Account) -> None:
        """Only called while no process of the server lives: what is left is stale."""
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        status = self.socket_folder.lstat()
        if status.st_uid not in (account.user, os.geteuid()):
            raise EmbeddedError(
                f"Der Ordner {self.socket_folder} gehört einem anderen Benutzer."
            )
        account.own(self.socket_folder)
        self.socket_folder.chmod(0o700)
        for stale in (
            self.data / "postmaster.pid",
            self.socket_folder / f".s.PGSQL.{PORT}",
            self.socket_folder / f".s.PGSQL.{PORT}.lock",
        ):
            stale.unlink(missing_ok=True)

    def _stop(self) -> None:
        if self.is_running():
            arguments = [
                "stop",
                "-m",
                "fast",
                "-t",
                str(_PATIENCE),
                "-D",
                str(self.data),
            ]
            find_programs().run(
                "pg_ctl", arguments, account=account_for(self.data), log=self.log
            )

    @contextmanager
    def _locked(self, name: str, kind: int) -> Iterator[int]:
        with self._sentences():
            descriptor = os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, kind)
            yield descriptor
        finally:
            os.close(descriptor)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Say in a sentence what the disk says in numbers."""
        try:
            yield
        except (OSError, psycopg.errors.DiskFull) as error:
            number = error.errno if isinstance(error, OSError) else errno.ENOSPC
            raise EmbeddedError(_disk_sentence(number, self.folder)) from error


def cluster(folder: Path) -> Cluster:
    return Cluster(folder.resolve())


def _is_last(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_complete(data: Path) -> bool:
    return all((data / name).exists() for name in ("PG_VERSION", "global/pg_control"))


def _set_aside(data: Path) -> None:
    """Incomplete data are in the way, but never ours to delete."""
    if not data.exists():
        return
    numbered = (data.with_name(f"data.unvollstaendig-{n}") for n in itertools.count(1))
    data.rename(next(path for path in numbered if not path.exists()))


def _replace(path: Path, text: str, account: Account) -> None:
    new = path.with_name(f"{path.name}.new")
    new.write_text(text)
    account.own(new)
    new.replace(path)


def _disk_sentence(number: int | None, folder: Path) -> str:
    if number in (errno.ENOSPC, errno.EDQUOT):
        return f"Die Festplatte ist voll: In {folder} ist kein Platz mehr."
    if number in (errno.EACCES, errno.EPERM):
        return f"Der Ordner {folder} gehört einem anderen Benutzer."
    reason = os.strerror(number or errno.EIO)
    return f"Der Ordner {folder} lässt sich nicht benutzen ({reason})."
