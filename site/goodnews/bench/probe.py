"""A reader who opens one page twenty times a second, in a process of its own; prints milliseconds.

``python -m goodnews.bench.probe ADDRESS``: until its input ends. Needs no Django.
"""

import http.client
import json
import sys
import threading
import time
from urllib.parse import urlsplit

EVERY = 0.05


def read_page(address: str, ends: threading.Event) -> dict[str, list]:
    """Return how long each answer took, in milliseconds, and every status but 200."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    found: dict[str, list] = {"milliseconds": [], "failures": []}
    while not ends.wait(EVERY):
        started = time.monotonic()
        try:
            line.request("GET", parts.path)
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                found["failures"].append(answer.status)
        except (OSError, http.client.HTTPException) as error:
            line.close()
            found["failures"].append(type(error).__name__)
        found["milliseconds"].append((time.monotonic() - started) * 1000)
    return found


def main() -> None:
    """Read until the one who started this says stop."""
    ends = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ends.set()), daemon=True).start()
    json.dump(read_page(sys.argv[1], ends), sys.stdout)


if __name__ == "__main__":
    main()
