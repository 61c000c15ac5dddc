"""Requests per second, as ``wrk`` counts them."""

import re
import shutil
import subprocess
from pathlib import Path

CONNECTIONS = 8
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
FAULTS = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)")
HOW_TO_GET_WRK = "The load generator was not found: run `apt-get install -y wrk`."


class LoadError(Exception):
    """The figure would mean nothing: answers failed, or no generator is here."""


def requests_per_second(address: str, *, seconds: int, script: Path | None = None) -> float:
    """Return how many answers ``address`` gives a second to eight keep-alive clients.

    Args:
        script: what wrk asks with, in Lua; plain GETs without it.

    Raises:
        LoadError: an answer was not a success, or ``wrk`` is not installed.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise LoadError(HOW_TO_GET_WRK)
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-s", str(script), address] if script else [address]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    if fault := FAULTS.search(done.stdout):
        raise LoadError(f"{address}: {fault.group()}")
    return float(RATE.search(done.stdout).group(1))
