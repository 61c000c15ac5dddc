"""``bench contest_saves``: saves of answers against a bare INSERT, and against what the disk can do.

Site and bare view are served alike, by one process, from the same database; processor time is
what the process itself used, so that it means something on a machine with other work. The disk is
shared by all processes: it is compared with one process for each core, as the site ships.
"""

import os
import re
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from .answers import BARE
from .bare_insert import TABLE
from .contest_load.cluster import Cluster, cluster
from .contest_load.exchange import read_prepared
from .contest_load.figures import Measured
from .contest_load.records import Ticket
from .contest_load.site import READY, environment, make_ready, manage, processes
from .load import requests_per_second
from .pages import SITE
from .servers import gunicorn

ENTRANTS = 16
OF_BARE, OF_DISK = 0.7, 0.1
CHOICE = re.compile(r'name="q(\d+)"[^>]*value="(\d+)"')
RATE = re.compile(r"tps = ([\d.]+)")
INSERT = f"INSERT INTO {TABLE} (number) VALUES (1)"  # noqa: S608
# wrk runs this, anew for each round: each entrant in turn, each answer under a higher number than
# any before, as otherwise nothing would be saved. No more than so many come in a second.
FASTEST = 5_000
SLUG = "thi-do"
SAVE = f"/cuoc-thi/{SLUG}/vao-thi/vong/1/luot/1/luu/"
SCRIPT = """
local cookies = { {cookies} }
local answers = { {answers} }
local sequence = (os.time() - {begun}) * {fastest}
request = function()
  sequence = sequence + 1
  local entrant = sequence % #cookies + 1
  local own = answers[entrant]
  local body = own[sequence % #own + 1] .. "&writer=bench&sequence=" .. sequence
  return wrk.format("POST", nil, {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Accept"] = "application/json",
    ["Cookie"] = cookies[entrant],
  }, body)
end
"""


def measure(
    *, seconds: int, rounds: int, say: Callable[[str], None], **_others
) -> Iterator[Measured]:
    """Yield rates, ratios and processor times; the median of ``rounds`` counts."""
    with cluster() as own, tempfile.TemporaryDirectory() as name:
        say("making the database")
        make_ready(own)
        url, folder = own.make("saves", like=READY), Path(name)
        own.ask(f"CREATE TABLE {TABLE} (id bigserial PRIMARY KEY, number int)", database="saves")
        disk = [_commits(own, folder, seconds) for _round in range(rounds)]
        pids = {kind: folder / kind for kind in ("bare", "site")}
        with (
            gunicorn(BARE, options=["--pid", str(pids["bare"])], **environment(url)) as bare,
            gunicorn(SITE, options=["--pid", str(pids["site"])], **environment(url)) as site,
            gunicorn(SITE, workers=os.cpu_count() or 1, **environment(url)) as whole,
        ):
            script = folder / "save.lua"
            script.write_text(_script(url, site), encoding="utf-8")
            # The first requests load what is needed.
            for address in (bare, site + SAVE, whole + SAVE):
                requests_per_second(address, seconds=1, script=script)
            rows = []
            for number in range(rounds):
                say(f"round {number + 1}")
                one = _rate(bare, script, seconds, pids["bare"])
                two = _rate(site + SAVE, script, seconds, pids["site"])
                most = requests_per_second(whole + SAVE, seconds=seconds, script=script)
                rows.append((*one, *two, most))
    yield from _figures(rows, statistics.median(disk))


def _figures(rows: list[tuple[float, ...]], disk: float) -> Iterator[Measured]:
    bare, bare_cost, site, site_cost, most = (
        statistics.median(column) for column in zip(*rows, strict=True)
    )
    ratio = statistics.median(row[2] / row[0] for row in rows)
    cost_ratio = statistics.median(row[1] / row[3] for row in rows)
    yield Measured("commits of one row by pgbench", disk, "/s")
    yield Measured("INSERTs by the bare view", bare, "/s")
    yield Measured("saves", site, "/s")
    yield Measured("processor time of a bare INSERT", bare_cost, "ms")
    yield Measured("processor time of a save", site_cost, "ms")
    yield Measured("saves by one process for each core", most, "/s")
    yield Measured("these of commits", most / disk, "", least=OF_DISK)
    yield Measured("saves of bare INSERTs", ratio, "", least=OF_BARE)
    yield Measured("the same by processor time", cost_ratio)


def _commits(own: Cluster, folder: Path, seconds: int) -> float:
    script = own.folder / "insert.sql"
    script.write_text(f"{INSERT};\n", encoding="ascii")
    script.chmod(0o644)
    where = ("-h", "127.0.0.1", "-p", str(own.port), "-U", "postgres")
    said = own.run("pgbench", *where, "-n", "-c8", f"-T{seconds}", "-f", str(script), "saves")
    return float(RATE.search(said).group(1))


def _rate(address: str, script: Path, seconds: int, pid_file: Path) -> tuple[float, float]:
    """Return requests a second, and milliseconds of processor time of each."""
    master = int(pid_file.read_text())
    before, started = _processor_seconds(master), time.monotonic()
    rate = requests_per_second(address, seconds=seconds, script=script)
    used = _processor_seconds(master) - before
    return rate, 1000 * used / (rate * (time.monotonic() - started))


def _processor_seconds(master: int) -> float:
    """Return what the workers of ``master`` have used of the processor."""
    ticks = 0
    for pid in [pid for pid, parent in processes() if parent == master]:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        # User and system time. Source: proc(5), fields 14 and 15.
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _script(url: str, site: str) -> str:
    """Begin an attempt for each entrant; return what wrk asks."""
    count = ("--count", str(ENTRANTS), "--kind", "choices", "--slug", SLUG)
    prepared = read_prepared(manage(url, "contest_load", "prepare", *count))
    round_path = f"{prepared.path}vong/1/"
    papers = [_begin(f"{site}{round_path}bat-dau/", ticket) for ticket in prepared.tickets]
    answers = [
        "{" + ",".join(f'"place={place}&q{place}={value}"' for place, value in paper) + "}"
        for paper in papers
    ]
    cookies = [f'"{ticket.cookie}"' for ticket in prepared.tickets]
    values = {
        "cookies": ",".join(cookies),
        "answers": ",".join(answers),
        "begun": str(int(time.time())),
        "fastest": str(FASTEST),
    }
    script = SCRIPT
    for name, value in values.items():
        script = script.replace("{" + name + "}", value)
    return script


def _begin(address: str, ticket: Ticket) -> list[tuple[str, str]]:
    """Return every choice of the paper: place and value."""
    request = urllib.request.Request(  # noqa: S310 -- loopback
        address, data=b"", headers={"Cookie": ticket.cookie}
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 -- loopback
        return CHOICE.findall(answer.read().decode())
