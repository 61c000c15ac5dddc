"""Servers started for one measurement and stopped after it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from goodnews.core.nginx import server_conf

WORKERS = 2
THREADS = 4
SECONDS_TO_START = 30


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def gunicorn(application: str, *, port: int | None = None, **environment: str) -> Iterator[str]:
    """Serve ``application`` with the peers' two workers of four threads; give its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS)]
    command += ["--no-control-socket", "--pythonpath", str(settings.SITE_DIR)]
    command += ["--log-level", "error"]
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "goodnews.settings.dev"),
        "DEBUG": "false",
        "GOODNEWS_VAR_DIR": str(settings.VAR_DIR),
        **environment,
    }
    with _running(command, port, cwd=settings.ROOT_DIR, env=variables) as address:
        yield address


@contextmanager
def nginx(*, upstream: str, folder: Path) -> Iterator[str]:
    """Serve the shipped configuration in front of ``upstream``; give its address."""
    port = free_port()
    cache_dir = folder / "nginx"
    conf = folder / "nginx.conf"
    server = server_conf(
        listen=f"127.0.0.1:{port}", upstream=upstream, cache_dir=cache_dir, server_names="_"
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    conf.write_text(
        f"{user}daemon off;\nworker_processes {WORKERS};\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log;\nevents {{ worker_connections 1024; }}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\nsendfile on;\n"
        f"client_body_temp_path {folder}/body;\nproxy_temp_path {folder}/proxy;\n"
        f"fastcgi_temp_path {folder}/fastcgi;\nuwsgi_temp_path {folder}/uwsgi;\n"
        f"scgi_temp_path {folder}/scgi;\n{server}\n}}\n",
        encoding="utf-8",
    )
    binary = shutil.which("nginx") or "/usr/sbin/nginx"
    with _running([binary, "-c", str(conf), "-p", str(folder)], port) as address:
        yield address


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
