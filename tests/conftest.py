"""Fixtures that every room's tests share."""

import gc
import os
import shutil

import pytest
from _pytest.runner import pytest_runtest_protocol as run_test
from django.core.cache import caches

from goodnews.core.stack import with_room
from goodnews.settings.test import REDIS_DATABASES

from . import late_indexes
from .class_data import check_once
from .kept_values import kept_until_written
from .order import pure_tests_meanwhile
from .recorded import watch_writes
from .shared_database import build_quickly, share_database
from .snapshot import keep_fresh_rows

# Playwright's synchronous API runs an event loop; Django would refuse the database in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Windows that nobody sees and that start with every page, each in a process of its own:
# the list under the address bar and what Chromium keeps ready beside it.
UNSEEN_WINDOWS = [
    "PreloadTopChromeWebUI",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
]
# What Playwright itself switches off; Chromium hears the last list only.
SWITCHED_OFF = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
# Debian's chromium-headless-shell draws pages alike, opens one in a third of the time, and is no
# browser that anybody reads with: only where somebody asks for it.
BROWSERS = (os.environ.get("JOURNEY_BROWSER", "chromium"), "chromium-browser")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join([*SWITCHED_OFF, *UNSEEN_WINDOWS])}",
]
HOW_TO_GET_CHROMIUM = "Chromium was not found: run `apt-get install -y chromium`."


def pytest_xdist_auto_num_workers(config) -> int:
    """Use every core for the whole suite, and one process for a part of it.

    Each process makes a database of its own, which takes longer than most parts. One more than
    there are cores: a process often waits for a page or for PostgreSQL.
    """
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return 0
    config.option.dist = "worksteal"
    return min((os.cpu_count() or 1) + 1, REDIS_DATABASES)


def chromium_path() -> str | None:
    """Return where Debian's Chromium is, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Let every process but the one that builds the database begin with what needs none."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = pure_tests_meanwhile(items, workers=workers)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    """Leave what stays until the end out of every search for garbage: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    return with_room(run_test, item, nextitem)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, django_db_modify_db_settings_parallel_suffix, django_db_keepdb, tmp_path_factory
):
    """Build one database for all processes of a run."""
    build_quickly()
    if hasattr(request.config, "workerinput") and not django_db_keepdb:
        share_database(tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Remember the rows that journeys start from, and see what classes of tests begin with."""
    with django_db_blocker.unblock():
        keep_fresh_rows()
        watch_writes()


@pytest.fixture(autouse=True)
def _empty_caches():
    """Give every test empty caches."""
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def frames_are_kept():
    """Let a crawl read what every page has once, until it writes."""
    with kept_until_written():
        yield


@pytest.fixture(autouse=True)
def _late_indexes():
    """Index and check what a class of tests begins with; forget what a test left unindexed."""
    late_indexes.bring_up_to_date()
    check_once()
    yield
    late_indexes.forget()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    """Keep the files that a test stores out of the others' way."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.CONTEST_LINE_FILE = tmp_path / "contest-line"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = chromium_path()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW_TO_GET_CHROMIUM)
        pytest.skip(HOW_TO_GET_CHROMIUM)
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_FLAGS}
