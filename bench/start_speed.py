"""From `csp serve` to the first page that answers."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(store: Path, *, home: str) -> Iterator[tuple[str, float]]:
    """Run `csp serve` on a free port: (base address, seconds until the first page answered)."""
    port = free_port()
    csp = Path(sys.executable).parent / "csp"
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(csp), "serve", "--store", str(store), "--port", str(port), "--home", home],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                with urllib.request.urlopen(address + "/", timeout=5) as answer:  # noqa: S310
                    answer.read()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if process.poll() is not None or time.perf_counter() - started > 30:
                    raise RuntimeError("the server did not answer") from None
                time.sleep(0.01)
        yield address, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
