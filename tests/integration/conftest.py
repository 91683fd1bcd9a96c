"""One small store for all tests of views, made by the real build."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from data.build.pipeline import build_store
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD, SmallCounty, build_small_county, write_small_files


@pytest.fixture(scope="session")
def county() -> SmallCounty:
    """What the small store was built from."""
    return build_small_county()


@pytest.fixture(scope="session")
def small_store(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory, once_for_all) -> Path:
    """The folder of the small store, which nobody writes to: copy it before building into it."""

    def build(folder: Path) -> None:
        files = write_small_files(tmp_path_factory.mktemp("small-files"), county)
        build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 6, tzinfo=dt.UTC))

    return once_for_all("small-store", build)


@pytest.fixture(scope="session")
def small_reference(small_store: Path) -> Reference:
    """The small store as a named partner sees it: nothing is hidden."""
    settings = Settings(store=small_store, home=ASHFORD, audience=Audience.RESTRICTED)
    return load_reference(Store(small_store), settings)
