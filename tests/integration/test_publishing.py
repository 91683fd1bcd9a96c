"""A new version under a server: read once, answered from soon, and the one before it let go."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

from callbacks import overview
from dashboard import held_reference as tables
from dashboard import published as module
from dashboard.published import FIRST, GRACE, Published
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import VIEWS
from dashboard.views.wards import build_wards
from dashboard.vocabulary import vocabulary_of
from data.build.versions import clean, next_version, publish, writing
from data.settings import Audience, Settings
from data.store import Store
from layouts import ids
from tests.integration.posting import filled
from tests.integration.small_files import ASHFORD, COUNTY

ADDRESSES = (
    f"area={ASHFORD}&show=change",
    f"area={ASHFORD}&window=fytd&show=rate&ward=E05010000",
    f"area={COUNTY}&measure=burglary&window=q&compare=3y&show=change&map=geo",
)


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    """A copy of the small store, to publish into."""
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder, symlinks=True)
    return folder


def publish_again(folder: Path) -> str:
    """The same figures as the next version."""
    with writing(folder) as scratch:
        version = next_version(folder)
        built = scratch / f"{version}.duckdb"
        shutil.copyfile((folder / "current").resolve(), built)
        publish(built, folder=folder, version=version)
        clean(folder)
    return version


def open_files(folder: Path) -> int:
    """How many files of a store's versions this process holds open, those that are deleted among them."""
    found = 0
    for handle in Path("/proc/self/fd").iterdir():
        try:
            found += str(handle.readlink()).startswith(str(folder / "versions"))
        except FileNotFoundError:
            continue
    return found


def held_versions(folder: Path) -> list[str]:
    """The versions of a store whose tables are in memory."""
    return sorted(ref.version for (snapshot, _), ref in tables._HELD.items() if snapshot.folder == folder)


def test_an_earlier_version_is_let_go_with_all_that_was_worked_out_of_it(
    make_app: Callable[..., Any], store: Path
) -> None:
    server = make_app(Settings(store=store, home=ASHFORD, audience=Audience.RESTRICTED)).server

    def ask(name: str) -> None:
        for address in ADDRESSES:
            assert server.test_client().get(f"/table/{name}.csv?{address}").status_code == 200

    # Connections have a cursor a thread, and answers stay with the version: both for as long as it is used.
    with ThreadPoolExecutor(4) as people:
        for _ in range(3):
            list(people.map(ask, VIEWS))
            latest = publish_again(store)
            assert server.test_client().get("/health").json["version"] == latest
            tables.settle()
            assert held_versions(store) == [latest]
            assert open_files(store) == 1


def test_many_who_ask_at_once_wait_for_one_reading(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = Published(Store(store), Settings(store=store))
    read, counted, together = tables._read, [], threading.Barrier(8)

    def counting(*given: Any) -> Reference:
        counted.append(given)
        time.sleep(0.05)
        return read(*given)

    def ask(_: int) -> Reference:
        together.wait(10)
        return published.now()

    monkeypatch.setattr(tables, "_read", counting)
    with ThreadPoolExecutor(8) as people:
        for times in (1, 2):
            found = list(people.map(ask, range(8)))
            assert len({id(item) for item in found}) == 1
            assert len(counted) == times
            publish_again(store)


def test_while_a_thread_reads_the_next_version_answers_are_of_the_one_before_but_not_for_long(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    published = Published(Store(store), Settings(store=store), clock=lambda: now[0])
    # The thread is this test.
    monkeypatch.setattr(published, "_grace", GRACE)
    before = published.now()
    now[0] += 60
    assert published.now() is before
    latest = publish_again(store)
    now[0] += GRACE - 0.01
    assert published.now() is before, "somebody else reads it"
    now[0] += 0.02
    after = published.now()
    assert after.version == latest, "nobody did, and what is held is too old"
    # Once read, nobody is answered from the one before.
    published.kept(before.version)
    publish_again(store)
    reading = published.read()
    assert published.now() is reading
    assert held_versions(store)[-1] == reading.version


def test_a_thread_reads_what_is_published_before_anybody_asks(store: Path) -> None:
    published = Published(Store(store), Settings(store=store))
    ended = published.watch()
    try:
        for version in ("v00001", publish_again(store)):
            for _ in range(1000):
                if held_versions(store)[-1:] == [version]:
                    break
                time.sleep(0.01)
            assert held_versions(store)[-1] == version
        shutil.rmtree(store)
    finally:
        ended.set()


def test_what_a_link_asked_for_stays_until_the_next_version(store: Path) -> None:
    now = [0.0]
    published = Published(Store(store), Settings(store=store), clock=lambda: now[0])
    first = published.now().version
    second = publish_again(store)
    assert published.now().version == second
    assert published.kept(first).version == first
    tables.settle()
    assert held_versions(store) == [first, second]
    # The published one by its name is the same, not a second copy.
    assert published.kept(second) is published.now()
    using = published.kept(first)
    third = publish_again(store)
    assert published.now().version == third
    now[0] += FIRST
    published.let_go()
    assert held_versions(store) == [first, third], "an answer still uses it"
    assert using.version == first
    del using
    now[0] += 2 * FIRST
    published.let_go()
    assert held_versions(store) == [third]
    assert open_files(store) == 1


def test_memory_is_given_back_only_when_a_version_was_left(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, given = [0.0], []
    published = Published(Store(store), Settings(store=store), clock=lambda: now[0])
    monkeypatch.setattr(module, "_give_back", lambda: given.append(now[0]))
    published.now()
    for _ in range(3):
        now[0] += 10
        published.let_go()
    assert given == [10]
    publish_again(store)
    published.now()
    published.let_go()
    assert given == [10]
    now[0] += FIRST
    published.let_go()
    published.let_go()
    assert given == [10, 30 + FIRST]


def test_the_classes_of_changes_are_those_of_what_is_compared_with_whoever_asked_before(store: Path) -> None:
    settings = Settings(store=store, home=ASHFORD, audience=Audience.RESTRICTED)
    addresses = [f"area={ASHFORD}&show=change&compare={compare}" for compare in ("year", "3y")]

    def legends(asked: list[str]) -> dict[str, Any]:
        tables._HELD.clear()
        reference = tables.load_reference(Store(store), settings)
        vocabulary = vocabulary_of(reference)
        return {
            address: build_wards(reference, parse(address, vocabulary).selection).extra["legend"]
            for address in asked
        }

    found = legends(addresses)
    assert found[addresses[0]] != found[addresses[1]], "nothing to tell apart"
    assert legends(addresses[::-1]) == found


@pytest.mark.parametrize("asked", ["v1\0", "v\ud800", "../current", "v00001/../v00001", "v99999", ""])
def test_a_version_that_no_build_names_so_is_not_kept(store: Path, asked: str) -> None:
    """Links come from anywhere: what they name never becomes a path."""
    assert Store(store).kept(asked) is None


def test_a_link_of_a_version_that_another_program_wrote_shows_what_is_published(
    make_app: Callable[..., Any], store: Path
) -> None:
    first = (store / "current").resolve()
    second = publish_again(store)
    with duckdb.connect(str(first)) as connection:
        connection.execute("UPDATE meta SET value = 'of before' WHERE key = 'schema_version'")
    client = make_app(Settings(store=store, home=ASHFORD)).server.test_client()
    response = filled(client, overview.OUTPUTS, f"?version={first.stem}")
    assert second in response[ids.words("wards")]["html"]
    assert client.get(f"/table/wards.csv?version={first.stem}").status_code == 410
