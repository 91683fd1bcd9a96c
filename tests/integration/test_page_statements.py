"""How often a page asks the store, cold: figures that do not depend on how busy a machine is."""

from __future__ import annotations

import pytest

from bench.views_speed import views_of
from dashboard.held_reference import load_reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.settings import Settings
from data.store import Snapshot, Store

ASHFORD, FORCE = "E07000105", "E23000032"
# At most so many statements for all views of a page, with nothing kept: a district's page, the force's.
MOST = {
    "/": (20, 16),
    "/targets": (34, 20),
    "/plan": (30, 12),
    "/hotspots": (24, 14),
    "/peaks": (12, 12),
    "/compare": (26, 24),
    "/findings": (20, 18),
}


@pytest.fixture(scope="module")
def reference(demo_store):
    return load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))


@pytest.fixture
def asked(monkeypatch):
    """The statements that are run, in order."""
    seen: list[str] = []
    for name in ("frame", "rows"):
        original = getattr(Snapshot, name)

        def listening(self, statement, /, *, original=original, **parameters):
            seen.append(statement)
            return original(self, statement, **parameters)

        monkeypatch.setattr(Snapshot, name, listening)
    return seen


@pytest.mark.parametrize("measure", ["all_crime", "ksi_casualties", "domestic_abuse_offences"])
@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_the_store_seldom(reference, asked, path, measure):
    vocabulary = vocabulary_of(reference)
    for area, most in zip((ASHFORD, FORCE), MOST[path], strict=True):
        ward = f"&ward={reference.wards(area)[0]}" if (path, area) == ("/hotspots", ASHFORD) else ""
        selection = parse(f"area={area}&measure={measure}{ward}", vocabulary).selection
        reference.recall.forget()
        reference.structure.forget()
        asked.clear()
        views = [build_view(name, reference, selection) for name in views_of(path)]
        assert views
        assert len(asked) <= most, (path, area, sorted(asked))


def test_asking_again_asks_nothing(reference, asked):
    selection = parse(f"area={ASHFORD}", vocabulary_of(reference)).selection
    for path in MOST:
        for name in views_of(path):
            build_view(name, reference, selection)
        asked.clear()
        for name in views_of(path):
            build_view(name, reference, selection)
        assert not asked, path
