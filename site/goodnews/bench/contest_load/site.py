"""The site as it is shipped, for one measurement: two instances behind nginx, on a database."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from goodnews.bench.servers import ENTRANT_THREADS, gunicorn, nginx

from .cluster import Cluster

APPLICATION = "goodnews.wsgi:application"
READY = "ready"
# As site/deploy/goodnews@.service has it.
INSTANCES = 2


@dataclass(frozen=True)
class Site:
    """The running site.

    Attributes:
        front: address of nginx.
        masters: files with the process number of each gunicorn.
    """

    front: str
    masters: tuple[Path, ...]

    def workers(self) -> list[int]:
        """Return the process numbers of all workers."""
        masters = {int(path.read_text()) for path in self.masters}
        return sorted(pid for pid, parent in processes() if parent in masters)

    def kill_one(self, rng: Random) -> bool:
        """Kill a worker with SIGKILL; return whether there was one."""
        workers = self.workers()
        if workers:
            os.kill(rng.choice(workers), signal.SIGKILL)
        return bool(workers)


def processes() -> Iterator[tuple[int, int]]:
    """Yield the number of every process with that of its parent."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name may hold blanks and brackets.
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(path.parent.name), int(fields[1])


def environment(url: str, **others: str) -> dict[str, str]:
    """Return the variables of a site on the database at ``url``."""
    variables = {
        "DJANGO_SETTINGS_MODULE": "goodnews.settings.dev",
        "DEBUG": "false",
        "GOODNEWS_VAR_DIR": str(settings.VAR_DIR),
        "DATABASE_URL": url,
        "REDIS_URL": "",
    }
    return variables | others


def manage(url: str, *arguments: str) -> str:
    """Run a command of the site on the database at ``url``; return what it printed."""
    command = [sys.executable, str(settings.ROOT_DIR / "manage.py"), *arguments]
    variables = {**os.environ, **environment(url)}
    done = subprocess.run(command, check=True, env=variables, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout


def make_ready(cluster: Cluster) -> None:
    """Make the database :data:`READY` with all tables; kept in a file for the next time."""
    url, kept = cluster.make(READY), kept_tables("dump")
    if kept.exists():
        cluster.restore(READY, kept)
    else:
        manage(url, "migrate", "-v0")
        cluster.dump(READY, kept)
    collect_static(url)


def make_ready_file(path: Path) -> str:
    """Make a SQLite database with all tables at ``path``; return its address."""
    kept, url = kept_tables("sqlite3"), f"sqlite:///{path}"
    if not kept.exists():
        making = kept.with_suffix(".making")
        making.unlink(missing_ok=True)
        manage(f"sqlite:///{making}", "migrate", "-v0")
        making.rename(kept)
    shutil.copy(kept, path)
    collect_static(url)
    return url


def kept_tables(kind: str) -> Path:
    """Return the file of an empty database with the tables of today's migrations."""
    names = sorted("/".join(key) for key in MigrationLoader(None).disk_migrations)
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
    folder = Path(settings.VAR_DIR) / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{digest}.{kind}"


def collect_static(url: str) -> None:
    """Collect the static files, if nobody has: a page names them by their fingerprints."""
    if not (Path(settings.VAR_DIR) / "static" / "staticfiles.json").exists():
        manage(url, "collectstatic", "--noinput", "-v0")


@contextmanager
def running_site(
    url: str, folder: Path, *, application: str = APPLICATION, **others: str
) -> Iterator[Site]:
    """Serve the site on the database at ``url``, as it is shipped."""
    (folder / "nginx").mkdir(exist_ok=True)
    masters = tuple(folder / f"gunicorn-{number}.pid" for number in range(INSTANCES))
    with ExitStack() as stack:
        addresses = [
            stack.enter_context(
                gunicorn(
                    application,
                    threads=ENTRANT_THREADS,
                    options=["--preload", "--pid", str(path), "--timeout", "60"],
                    log=path.with_suffix(".log"),
                    **environment(url, **others),
                )
            )
            for path in masters
        ]
        upstreams = [address.removeprefix("http://") for address in addresses]
        front, _copies = stack.enter_context(nginx(upstreams=upstreams, folder=folder))
        yield Site(front, masters)
