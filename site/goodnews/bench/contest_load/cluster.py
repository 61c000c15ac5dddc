"""A PostgreSQL of one's own for one measurement, that may be crashed."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from goodnews.bench.servers import free_port

HOW_TO_GET_POSTGRESQL = "PostgreSQL was not found: run `apt-get install -y postgresql`."
OWNER = "postgres"


class ClusterError(Exception):
    """PostgreSQL is not here, or a command of it failed."""


class Cluster:
    """A running PostgreSQL on a port of loopback; everybody of this machine may do everything.

    Args:
        folder: owned by the user that PostgreSQL runs as.
    """

    def __init__(self, binaries: Path, folder: Path):
        self.binaries, self.folder, self.port = binaries, folder, free_port()

    def run(self, program: str, *arguments: str, **options) -> str:
        """Run one of PostgreSQL's programs as its user; return what it printed.

        Raises:
            ClusterError: it failed.
        """
        command: Sequence[str] = [str(self.binaries / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", OWNER, "--", *command]
        values = {"capture_output": True, "text": True, "cwd": self.folder, **options}
        done = subprocess.run(command, check=False, **values)  # noqa: S603 -- nothing from outside
        if done.returncode:
            raise ClusterError(f"{program}: {done.stderr or done.stdout}")
        return done.stdout

    def start(self) -> None:
        """Make the cluster and start it."""
        self.run("initdb", "-D", "data", "-A", "trust", "-U", OWNER, "-E", "UTF8", "-N")
        self._control("start")

    def crash(self) -> None:
        """End every process at once, as a power cut does, and start again; wait until it accepts."""
        self._control("restart", "-m", "immediate")

    def stop_writing(self) -> None:
        """Halt what writes commits that nobody waits for: they stay in memory until a crash."""
        pid = self.ask("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")
        os.kill(int(pid), signal.SIGSTOP)

    def stop(self) -> None:
        """End it."""
        self._control("stop", "-m", "immediate")

    def ask(self, sql: str, *, database: str = "postgres") -> str:
        """Run one statement; return what it says."""
        return self.run("psql", *self._where, "-Atqc", sql, database)

    def make(self, name: str, *, like: str = "template0") -> str:
        """Make a database as another one is; return its address."""
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.url(name)

    def url(self, name: str) -> str:
        """Return the address of a database, as settings say it."""
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{name}"

    def dump(self, name: str, path: Path) -> None:
        """Write a database into a file."""
        with path.open("wb") as file:
            self.run(
                "pg_dump", *self._where, "-Fc", name, capture_output=False, text=False, stdout=file
            )

    def restore(self, name: str, path: Path) -> None:
        """Fill an empty database from a file of :meth:`dump`."""
        with path.open("rb") as file:
            self.run("pg_restore", *self._where, "-d", name, stdin=file)

    @property
    def _where(self) -> tuple[str, ...]:
        return "-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER

    def _control(self, *action: str) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1"
        # The fault is the site's to bear, not how long a disk takes for a thousand empty tables.
        options += " -c recovery_init_sync_method=syncfs"
        options += " -c wal_buffers=32MB"
        options += f" -c unix_socket_directories={self.folder}"
        arguments = ["-D", "data", "-l", "log", "-w", "-s", "-o", options]
        # What it starts must not keep our pipes open.
        self.run("pg_ctl", *action, *arguments, capture_output=False, stdout=subprocess.DEVNULL)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a new cluster in a temporary folder, and leave nothing of it.

    Raises:
        ClusterError: PostgreSQL is not installed, or does not start.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise ClusterError(HOW_TO_GET_POSTGRESQL)
    folder = Path(tempfile.mkdtemp(prefix="goodnews-cluster-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    made = Cluster(found[-1].parent, folder)
    try:
        made.start()
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.stop()
        shutil.rmtree(folder, ignore_errors=True)
