"""A server on the demonstration store and a Chromium that tells every request and every console error."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect
from visiting import ASHFORD, PATIENCE, Visit

from tests.integration.small_files import build_small_county, write_own_areas, write_small_files

# Only what will never be waits so long: a busy machine is no failure.
expect.set_options(timeout=1000 * PATIENCE)
# Playwright's own list, which ours stands in for, and the two pages of the address bar: a window that nobody
# sees opens them anew for every reader, a fifth of the work of opening ours.
SWITCHED_OFF = (
    "AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,MediaRouter,"
    "NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,TcpPortRandomizationWin,"
    "ThirdPartyStoragePartitioning,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,WebUIOmniboxPopup"
)


@pytest.fixture(scope="session")
def base_url():
    """None: addresses are written out. (pytest-base-url's own fixture is of a form pytest 9 warns about.)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, without the things it does in the background."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps"]
    # Where a function stands in its script is kept as it is compiled: drivers ask, and it were read again.
    quiet += ["--disable-features=" + SWITCHED_OFF, "--js-flags=--no-enable-lazy-source-positions"]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": quiet}


@pytest.fixture(scope="session")
def server(demo_store):
    """The address of `csp serve` on the demonstration store, as a user starts it."""
    with serving(demo_store, home=ASHFORD) as address:
        yield address


@pytest.fixture(scope="session")
def small_server(tmp_path_factory, once_for_all):
    """The same on a small store with a town centre, a neighbourhood and a unitary, at home in the first."""

    def build(folder):
        county = build_small_county()
        files = write_small_files(tmp_path_factory.mktemp("small-files"), county)
        write_own_areas(files / "our_areas.csv", county)
        csp = Path(sys.executable).with_name("csp")
        subprocess.run([csp, "build", files, "--store", folder], check=True, capture_output=True, timeout=280)

    with serving(once_for_all("own-areas-store", build), home="town-centre-ashford") as address:
        yield address


@contextmanager
def serving(store, *, home):
    """`csp serve` on a free port while it is needed; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        # Held all the while, or the system could give it to one of the browser's own connections before the
        # server has it; gunicorn, which reuses addresses as this now does, may listen on it all the same.
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port = free.getsockname()[1]
        csp = Path(sys.executable).with_name("csp")
        process = subprocess.Popen(
            [csp, "serve", "--store", store, "--port", str(port), "--home", home],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"csp serve ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address + "/health", timeout=PATIENCE):  # noqa: S310 - our own http address
                return
        except OSError:
            # Not listening yet: on a busy machine the first answer takes its time.
            time.sleep(0.2)
    raise TimeoutError(f"csp serve did not answer in {PATIENCE} seconds")


@pytest.fixture
def new_context(new_context):
    """Contexts of the browser in which everything may take as long as on the busiest machine."""

    def patient(**given):
        context = new_context(**given)
        context.set_default_timeout(1000 * PATIENCE)
        return context

    return patient


@pytest.fixture
def visit(page, server):
    """A visit on a desk's screen, checked at its end."""
    page.set_viewport_size({"width": 1440, "height": 900})
    visit = Visit(page, server)
    yield visit
    visit.check()
