"""What tests stand on: a real PostgreSQL, a live server, a real browser; never the data of the checkout."""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections
from django.test.testcases import LiveServerThread
from django.urls import get_resolver
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from giamngheo.config.database import is_embedded
from giamngheo.config.postgres.server import EmbeddedServer
from giamngheo.config.postgres.sockets import socket_folder
from giamngheo.foundation.struct_types import build_struct_types

# No test asserts on time: how long an example takes tells of the machine and of what else runs on it.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Nothing in a test database must outlive a power cut.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_CHROMIUM = "/usr/bin/chromium"
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run, with all its processes, one data folder of its own."""
    if not hasattr(config, "workerinput"):
        os.environ["GIAMNGHEO_DATA"] = tempfile.mkdtemp(prefix="giamngheo-tests-")
    # pytest-django reads the settings before this: lists go to the data folder of the run, too.
    django_settings.DATA = Path(os.environ["GIAMNGHEO_DATA"])
    django_settings.SITTINGS = django_settings.DATA / "sittings"
    django_settings.IMPORTS = django_settings.DATA / "imports"
    # As `giamngheo manage` does: the tables of a run are made in half the time.
    gc.set_threshold(100_000, 20, 20)
    # Playwright keeps an event loop in the thread of the test; the tests themselves are not asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the data folder of the run."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["GIAMNGHEO_DATA"], ignore_errors=True)


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """The embedded server of the run: the first process starts it, the last one stops it."""
    # Threads of a test leave no connection behind: it would hold the test database when that is dropped.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    if not is_embedded():
        yield
        return
    data = Path(os.environ["GIAMNGHEO_DATA"])
    # pytest-django reads the settings before this file is loaded: point them to the data folder of the run.
    connections.settings["default"]["HOST"] = str(socket_folder(data))
    with EmbeddedServer(data, settings=_FAST):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_server: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Before pytest-django makes the test database of this process, the server must run."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Tests with real transactions empty all tables at their end; to all others the trail forbids it."""
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:  # type: ignore[attr-defined]
        for table in ("line", "link"):
            cursor.execute(f"ALTER TABLE audit_audit{table} DISABLE TRIGGER audit_{table}_not_emptied")


@pytest.fixture
def data() -> Iterator[Path]:
    """An own empty data folder with a short path, for tests that start servers themselves."""
    folder = Path(tempfile.mkdtemp(prefix="gn-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def work_off(transactional_db: None) -> Callable[[], None]:
    """Do all waiting background work in this process, on the real database."""

    def work() -> None:
        try:
            call_command("worker", once=True)
        finally:
            connections.close_all()

    def run() -> None:
        # In a thread of its own: that of the test may hold the event loop of the browser.
        with ThreadPoolExecutor(1) as other:
            other.submit(work).result()

    return run


@pytest.fixture
def background_worker(transactional_db: None) -> Iterator[None]:
    """A real worker process on the test database, for pages that show progress."""
    at = connections["default"].settings_dict
    place = quote(at["HOST"] or "localhost", safe="") + (f":{at['PORT']}" if at["PORT"] else "")
    secret = f":{quote(at['PASSWORD'], safe='')}" if at["PASSWORD"] else ""
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{at['USER']}{secret}@{place}/{at['NAME']}",
        "DJANGO_SETTINGS_MODULE": "giamngheo.config.settings",
    }
    process = subprocess.Popen([sys.executable, "-m", "django", "worker"], env=environment)
    yield
    process.terminate()
    process.wait(30)


@pytest.fixture
def server(transactional_db: None) -> Iterator[str]:
    """The address of the product, served as in production (static files by WhiteNoise)."""
    assert get_resolver().url_patterns, "all pages are loaded, as `config.wsgi` does"
    build_struct_types()
    thread = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(params=list(SIZES))
def screen(request: pytest.FixtureRequest) -> str:
    """The sizes on which every page must work."""
    return str(request.param)


@pytest.fixture
def context(browser: Browser, server: str, screen: str) -> Iterator[BrowserContext]:
    """A fresh sitting on the screen of the test."""
    made = browser.new_context(
        base_url=server,
        viewport=SIZES[screen],  # type: ignore[arg-type]
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=screen == "phone",
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that tolerates no error of a script and no breach of the content policy."""
    made = context.new_page()
    troubles: list[str] = []
    made.on("pageerror", lambda error: troubles.append(str(error)))
    made.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    made.troubles = troubles  # type: ignore[attr-defined]
    yield made
    # An answer of 4xx that a test asks for is written to the console too; it is no trouble of ours.
    assert [trouble for trouble in troubles if "the server responded with a status" not in trouble] == []


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Check that axe finds nothing serious or critical, and that nothing is wider than the screen."""

    def check(page: Page) -> None:
        # A page that is still coming has no document for axe to read.
        page.wait_for_load_state("load")
        # Colours on their way from one state to the next are none that anybody reads by.
        page.evaluate(
            "Promise.allSettled(document.getAnimations()"
            ".filter(one => one instanceof CSSTransition).map(one => one.finished))"
        )
        found = Axe().run(page).response["violations"]
        serious = [
            f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        assert serious == []
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0

    return check


@pytest.fixture(autouse=True)
def _own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read the same environment wherever they run."""
    for name in ("GIAMNGHEO_HOSTS", "GIAMNGHEO_HTTPS", "GIAMNGHEO_DEBUG", "GIAMNGHEO_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A small quiet Spark in this process for the whole run: one core, no web page, no progress bars."""
    # Spark asks the machine for its own address, which need not be reachable.
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYARROW_IGNORE_TIMEZONE", "1")
    from pyspark.sql import SparkSession

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            SparkSession.builder.master("local[1]")
            .appName("giamngheo-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.default.parallelism", "1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.memory", "1g")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()
