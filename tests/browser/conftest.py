"""A server on the demonstration store and a Chromium that tells every request and every console error."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ASHFORD = "E07000105"
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def base_url():
    """None: addresses are written out. (pytest-base-url's own fixture is of a form pytest 9 warns about.)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, without the things it does in the background."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps"]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": quiet}


@pytest.fixture(scope="session")
def server(demo_store):
    """The address of `csp serve` on the demonstration store, as a user starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    csp = Path(sys.executable).with_name("csp")
    process = subprocess.Popen(
        [csp, "serve", "--store", demo_store, "--port", str(port), "--home", ASHFORD],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError(f"csp serve ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address + "/health", timeout=5):  # noqa: S310 - our own http address
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError("csp serve did not answer in 30 seconds")


@dataclass
class Visit:
    """A page with what happened on it. `check` fails on any request to elsewhere and any console error."""

    page: Page
    server: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    under_way: int = 0

    def __post_init__(self) -> None:
        self.page.on("request", self._requested)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)

    def _answered(self, _) -> None:
        self.under_way -= 1

    def _requested(self, request) -> None:
        self.under_way += 1
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.outside.append(request.url)
        if request.method == "POST" and '"graph-wards"' in (request.post_data or ""):
            self.drawn.append(self.page.url)

    def open(self, path: str) -> None:
        """Go to a path and wait until the page is drawn."""
        self.page.goto(self.server + path)
        self.settled()

    def settled(self) -> None:
        """Wait until nothing has been on its way for a third of a second."""
        quiet = 0
        for _ in range(300):
            self.page.wait_for_timeout(55)
            waiting = self.under_way or self.page.locator("#page [data-dash-is-loading]").count()
            quiet = 0 if waiting else quiet + 1
            if quiet == 6:
                return
        raise TimeoutError("the page did not settle")

    def control(self, name: str):
        """A control of the filter bar."""
        return self.page.locator(f"select[id*='\"{name}\"']")

    def path(self) -> str:
        """The address without the server."""
        return self.page.url.removeprefix(self.server)

    def check(self) -> None:
        """Nothing went elsewhere and nothing complained."""
        assert self.outside == []
        assert self.errors == []


@pytest.fixture
def visit(page, server):
    """A visit on a desk's screen, checked at its end."""
    page.set_viewport_size({"width": 1440, "height": 900})
    visit = Visit(page, server)
    yield visit
    visit.check()
