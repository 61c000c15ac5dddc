"""Servers started for one measurement and stopped after it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from goodnews.core.nginx import server_conf
from goodnews.core.pagefiles import PAGE_NAME

# One process each. With two, chance decides whether the kernel gives eight connections
# to one of them or shares them out, and the same page measured 200/s or 370/s.
WORKERS = 1
THREADS = 4
# Of the units in site/deploy/: for the site, and for entrants of contests.
SITE_THREADS, ENTRANT_THREADS = 8, 4
SECONDS_TO_START = 120


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def gunicorn(
    application: str,
    *,
    port: int | None = None,
    workers: int = WORKERS,
    threads: int = THREADS,
    niceness: int = 0,
    options: Sequence[str] = (),
    log: Path | None = None,
    **environment: str,
) -> Iterator[str]:
    """Serve ``application``, by default with one worker of four threads; give its address.

    Args:
        log: where its complaints go; None for the screen.
    """
    port = port or free_port()
    command = ["nice", "-n", str(niceness)] if niceness else []
    command += [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    command += ["--no-control-socket", "--pythonpath", str(settings.SITE_DIR)]
    command += ["--log-level", "error", *options]
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "goodnews.settings.dev"),
        "DEBUG": "false",
        "GOODNEWS_VAR_DIR": str(settings.VAR_DIR),
        **environment,
    }
    with (
        log.open("ab") if log else nullcontext() as complaints,
        _running(command, port, cwd=settings.ROOT_DIR, env=variables, stderr=complaints) as address,
    ):
        yield address


@dataclass(frozen=True)
class Copy:
    """A page as a file, to be sent with the page's own headers.

    Attributes:
        path: of the page. The file lies as deep as the one that the site puts out: each folder
            on the way costs nginx a hundredth of the time.
    """

    name: str
    path: str
    body: bytes
    headers: dict[str, str]

    def location(self, folder: Path) -> str:
        """Write the file below ``folder`` and return the location that serves it."""
        file = folder / "copies" / "hundred" / self.path.strip("/") / PAGE_NAME
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self.body)
        headers = "".join(f'add_header {k} "{v}";\n' for k, v in self.headers.items())
        return f"location = /{self.name} {{\nalias {file};\n{headers}}}\n"


@contextmanager
def nginx(
    *,
    upstreams: Sequence[str],
    folder: Path,
    copies: Sequence[Copy] = (),
    contests_upstreams: Sequence[str] = (),
    connections: int = 1024,
) -> Iterator[tuple[str, str]]:
    """Serve the shipped configuration, and ``copies`` as files.

    Yields:
        the address of the site, and that of the copies.
    """
    port, port_of_copies = free_port(), free_port()
    conf = folder / "nginx.conf"
    server = server_conf(
        listen=f"127.0.0.1:{port}",
        upstreams=upstreams,
        contests_upstreams=contests_upstreams,
        cache_dir=folder / "nginx",
        server_names="_",
    )
    locations = "".join(copy.location(folder / "nginx") for copy in copies)
    user = "user root;\n" if os.geteuid() == 0 else ""
    conf.write_text(
        f"{user}daemon off;\nworker_processes {WORKERS};\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log;\nevents {{ worker_connections {connections}; }}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\nsendfile on;\n"
        f"client_body_temp_path {folder}/body;\nproxy_temp_path {folder}/proxy;\n"
        f"fastcgi_temp_path {folder}/fastcgi;\nuwsgi_temp_path {folder}/uwsgi;\n"
        f"scgi_temp_path {folder}/scgi;\n{server}\n"
        f"server {{\nlisten 127.0.0.1:{port_of_copies};\nserver_tokens off;\n"
        f"default_type text/html;\n{locations}}}\n}}\n",
        encoding="utf-8",
    )
    binary = shutil.which("nginx") or "/usr/sbin/nginx"
    with _running([binary, "-c", str(conf), "-p", str(folder)], port) as address:
        yield address, f"http://127.0.0.1:{port_of_copies}"


@contextmanager
def _running(command: list[str], port: int, **options) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(command, **options)  # noqa: S603 -- no input from outside
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with code {process.returncode}.")
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- loopback
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"No answer from {address} after {SECONDS_TO_START} s.")
