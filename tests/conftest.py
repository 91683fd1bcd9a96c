"""Fixtures of more than one room: the application, and a demonstration store made once a run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure: pytest-timeout ends what hangs.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def make_app():
    """`create_app`, for tests: the one place that may import the top of the house."""
    from app import create_app

    return create_app


@pytest.fixture(scope="session")
def once_for_all(tmp_path_factory, worker_id):
    """`once_for_all(name, build)`: the folder of a store that the first worker to ask for it builds."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def store(name, build):
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "current").exists():
                build(folder)
        return folder

    return store


@pytest.fixture(scope="session")
def demo_store(once_for_all):
    """A store written by `csp demo`, once for all workers; CSP_DEMO_STORE names one already there."""
    given = os.environ.get("CSP_DEMO_STORE")
    if given:
        assert (Path(given) / "current").exists(), f"CSP_DEMO_STORE is {given}, which holds no store"
        return Path(given).resolve()

    def build(folder):
        csp = Path(sys.executable).with_name("csp")
        subprocess.run([csp, "demo", "--store", folder], check=True, capture_output=True, timeout=280)

    return once_for_all("demo-store", build)
