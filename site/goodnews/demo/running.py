"""Preparing and serving the demo on one machine."""

import os
import shutil
import socket
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.utils import timezone
from gunicorn.app.base import BaseApplication
from wagtail.models import Site

from goodnews.core.migrating import many_migrations

from .errors import DemoError, NotADemoError, NotOursError
from .load import is_loaded, load_demo
from .load.people import PASSWORD
from .reading import read_toml

HOST = "127.0.0.1"
# The same content every time; only the dates move with the day of loading.
SEED = 26_03_1931
THREADS = 8
# Waits this long for the port of a server that is just stopping.
SECONDS_FOR_PORT = 3
OTHER_CONTENT = (
    "Cơ sở dữ liệu này đã có nội dung khác; bản minh họa không ghi thêm vào. "
    "Hãy đặt GOODNEWS_VAR_DIR sang một thư mục trống."
)
PLACES = (
    ("Trang chủ", "/"),
    ("Bàn gửi bài (correspondent)", "/gui-bai/"),
    ("Quản trị (các vai trò khác)", "/admin/"),
    ("Tiếng Anh", "/en/"),
)
ROLE_NAMES = {
    "correspondent": "cộng tác viên",
    "reviewer": "phụ trách đơn vị",
    "editor": "biên tập viên",
    "approver": "người duyệt",
    "organiser": "ban tổ chức thi",
    "translator": "phiên dịch",
    "administrator": "quản trị viên",
}


def refuse_production() -> None:
    """Let the demo run only on a developer's settings: its password is known to everybody.

    Raises:
        NotADemoError: the settings are those of production.
    """
    if "production" in (settings.SETTINGS_MODULE or ""):
        raise NotADemoError("Bản minh họa không chạy với cấu hình production.")


def enter_serving_mode(*, port: int) -> None:
    """Start this command again without DEBUG: real error pages, hashed files, page cache."""
    if not settings.DEBUG:
        return
    os.environ["DEBUG"] = "false"
    os.environ.setdefault("WAGTAILADMIN_BASE_URL", address(port))
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 -- ourselves again


def address(port: int) -> str:
    """Return where the demo is served."""
    return f"http://{HOST}:{port}"


def reset(*, report: Callable[[str], None]) -> None:
    """Delete the demo's database, media and kept pages, having said so.

    Raises:
        NotOursError: the database is none of the demo's own files.
    """
    var_dir = Path(settings.VAR_DIR).resolve()
    database = Path(str(settings.DATABASES["default"]["NAME"])).resolve()
    if connection.vendor != "sqlite" or not database.is_relative_to(var_dir):
        raise NotOursError(
            f"--reset chỉ xóa cơ sở dữ liệu SQLite nằm trong {var_dir}; "
            "cơ sở dữ liệu này ở nơi khác, bạn hãy tự xóa."
        )
    connection.close()
    for path in (
        database,
        database.with_name(f"{database.name}-wal"),
        database.with_name(f"{database.name}-shm"),
        Path(settings.MEDIA_ROOT).resolve(),
        var_dir / "pages",
    ):
        if not path.exists() or not path.is_relative_to(var_dir):
            continue
        report(f"Xóa {path}")
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def prepare(*, port: int, report: Callable[[str], None], verbosity: int = 1) -> None:
    """Migrate, load the content unless it stands, and collect the static files.

    Raises:
        NotADemoError: the database holds other content.
    """
    started = time.monotonic()
    Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
    report("Chuẩn bị cơ sở dữ liệu")
    with many_migrations():
        call_command("migrate", interactive=False, verbosity=max(0, verbosity - 1))
    if is_loaded():
        report("Nội dung minh họa đã có sẵn")
    else:
        load(report=report)
    _name_site(port)
    report("Gom tệp giao diện")
    call_command("collectstatic", interactive=False, verbosity=0)
    report(f"Xong sau {time.monotonic() - started:.0f} giây")


def load(*, report: Callable[[str], None], threads: int = 2) -> None:
    """Load the content, dated back from now."""
    try:
        with silent_mail():
            load_demo(
                now=timezone.localtime(),
                rng=Random(SEED),  # noqa: S311 -- plausible figures, no secrets
                report=report,
                threads=threads,
            )
    except NotADemoError as error:
        raise NotADemoError(OTHER_CONTENT) from error
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Without statistics SQLite searches the full-text index the slow way.
            cursor.execute("ANALYZE")


@contextmanager
def silent_mail():
    """Send no e-mail meanwhile: nobody has to be told about stories that were made up."""
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = kept


def _name_site(port: int) -> None:
    """Let full addresses lead to where the demo is served this time."""
    site = Site.objects.get(is_default_site=True)
    if (site.hostname, site.port) != (HOST, port):
        site.hostname, site.port = HOST, port
        site.save()


def welcome(*, port: int) -> str:
    """Return what the person at the screen needs: addresses, accounts, password."""
    lines = ["", "Nội dung minh họa, tỉnh Lam Vân (hư cấu)", ""]
    lines += [f"  {name:<30} {address(port)}{path}" for name, path in PLACES]
    lines += ["", f"Bảy tài khoản dùng thử, mật khẩu chung: {PASSWORD}", ""]
    for row in read_toml("people.toml")["account"]:
        lines.append(f"  {row['username']:<15} {ROLE_NAMES[row['role']]}")
    return "\n".join([*lines, ""])


class DemoServer(BaseApplication):
    """Gunicorn in this process, where Django stands already: one worker with threads."""

    def __init__(self, *, port: int):
        self.port = port
        super().__init__()

    def load_config(self):
        options = {
            "bind": f"{HOST}:{self.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


def serve(*, port: int) -> None:
    """Serve until Ctrl+C.

    Raises:
        DemoError: something else listens on the port.
    """
    if not _is_free(port):
        raise DemoError(f"Cổng {port} đang được dùng; hãy thử --port {port + 1}.")
    # The worker is a fork: it must not share the connections of this process.
    connections.close_all()
    DemoServer(port=port).run()


def _is_free(port: int) -> bool:
    deadline = time.monotonic() + SECONDS_FOR_PORT
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                if time.monotonic() > deadline:
                    return False
            else:
                return True
        time.sleep(0.3)
