"""Last outcomes of police.uk by group, type, month and area, against a count of the rows one by one."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.catalogue import load_catalogue
from data.month import Month
from data.settings import Settings
from data.store import Store
from tests.integration.street_files import HEADER, LSOAS, SPLIT, TYPES, WARDS, Row, street_rows, write_places

WESTING, EASTING = "E07000001", "E07000002"
MONTHS = [str(Month(2024, 1) + step) for step in range(24)]
LAST = MONTHS[-1]
OWN_AREA = "area,name,kind,member\nboth,Both,unitary,Westing\nboth,,,E07000002\n"
UNKNOWN = "Sent to the moon"
GROUPS = load_catalogue().outcomes["police_uk"].groups
GROUP_OF = {name: group.id for group in GROUPS for name in group.names} | {"": "none", UNKNOWN: "other"}
LABELS = {group.id: group.label for group in GROUPS}


def made_up() -> list[Row]:
    """Rows of two years with every outcome there is; more is under investigation towards the end."""
    draw = random.Random(5)  # noqa: S311  made-up rows
    found = []
    for number, month in enumerate(MONTHS):
        for row in street_rows(month, rows=260, seed=3):
            if row["LSOA code"] == SPLIT:
                continue
            if row["Crime type"] != TYPES[0]:
                still = number >= len(MONTHS) - 3 and draw.random() < 0.6
                row["Last outcome category"] = "Under investigation" if still else draw.choice(list(GROUP_OF))
            found.append(row)
    return found


def ward_of(row: Row) -> str | None:
    """Where a row lies: by its LSOA, else by its point."""
    if row["LSOA code"] in LSOAS:
        return LSOAS[row["LSOA code"]][0]
    if row["Longitude"] and float(row["Longitude"]) < 0.4:
        return WARDS[int(float(row["Longitude"]) / 0.1)][0]
    return None


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return made_up()


@pytest.fixture(scope="module")
def reference(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Reference:
    files = write_places(tmp_path_factory.mktemp("files"))
    for month in MONTHS:
        path = files / month / f"{month}-wold-street.csv"
        path.parent.mkdir()
        with path.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, HEADER)
            writer.writeheader()
            writer.writerows(row for row in rows if row["Month"] == month)
    (files / "our_areas.csv").write_text(OWN_AREA, encoding="utf-8")
    folder = tmp_path_factory.mktemp("store")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2026, 1, 6, tzinfo=dt.UTC))
    return load_reference(Store(folder), Settings(store=folder, home=WESTING))


def show(reference: Reference, query: str) -> View:
    parsed = parse(query, vocabulary_of(reference))
    assert not parsed.notices
    view = build_view("outcomes", reference, parsed.selection)
    assert "could not be shown" not in view.title
    return view


def table(view: View) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(r["by"], r["name"], r["outcome"]): r for r in view.table.records()}


def counted(rows: list[Row], *, months: list[str], where: Callable[[Row], bool]) -> Counter[str]:
    return Counter(
        GROUP_OF[row["Last outcome category"]] for row in rows if row["Month"] in months and where(row)
    )


def district_of(row: Row) -> str | None:
    return next((ward[2] for ward in WARDS if ward[0] == ward_of(row)), None)


def check(found: dict[str, Any], counts: Counter[str], before: Counter[str], group: str) -> None:
    n, n_before = counts.total(), before.total()
    assert (found["value"], found["of"]) == (counts[group], n)
    assert (found["previous"], found["of_before"]) == (before[group], n_before)
    share = 100 * counts[group] / n if n >= 50 else None
    assert found["share"] == (None if share is None else pytest.approx(share, abs=0.051))
    if share is not None and n_before >= 50:
        points = share - 100 * before[group] / n_before
        assert found["change_points"] == pytest.approx(points, abs=0.051)
    else:
        assert found["change_points"] is None


WHERE = {
    "area": ("Westing", {WESTING}),
    "force": ("Wold", {WESTING, EASTING}),
    "own": ("Both", {WESTING, EASTING}),
}
QUERY = {"area": "", "force": "area=E23000001&", "own": "area=both&"}


@pytest.mark.parametrize("measure", ["all_crime", "burglary"])
@pytest.mark.parametrize("where", list(WHERE))
def test_every_group_of_an_area_its_types_months_and_parts(
    where: str, measure: str, reference: Reference, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a district by its wards, of a force and of an area with more wards than can be read by districts."""
    monkeypatch.setattr("dashboard.vocabulary.MOST_WARDS", 3)
    view = show(reference, f"{QUERY[where]}measure={measure}&to={LAST}")
    found = table(view)
    now, before = MONTHS[12:], MONTHS[:12]
    name, districts = WHERE[where]
    kinds = {"all_crime": TYPES[1:], "burglary": ("Burglary",)}[measure]
    crimes = [row for row in rows if row["Crime type"] in kinds and district_of(row) in districts]
    parts = {row[0]: row[1] for row in WARDS if row[2] in districts}
    of_part = ward_of
    if where != "area":
        parts, of_part = {WESTING: "Westing", EASTING: "Easting"}, district_of

    def counts(months: list[str], where: Callable[[Row], bool] = lambda _: True) -> Counter[str]:
        return counted(crimes, months=months, where=where)

    for group, label in LABELS.items():
        check(found["All", name, label], counts(now), counts(before), group)
        for kind in kinds if len(kinds) > 1 else ():
            same = lambda r, kind=kind: r["Crime type"] == kind  # noqa: E731
            check(found["Crime type", kind, label], counts(now, same), counts(before, same), group)
        for code, called in parts.items():
            here = lambda r, code=code: of_part(r) == code  # noqa: E731
            check(found["Area", called, label], counts(now, here), counts(before, here), group)
        for month in now:
            assert found["Month", month, label]["value"] == counts([month])[group]
    assert {called for by, called, _ in found if by == "Area"} - {"Not placed in a ward"} == set(
        parts.values()
    )
    share = 100 * counts(now)["charged"] / counts(now).total()
    assert view.title.startswith(f"Charged or summonsed: {share:.1f}% of {counts(now).total():,}")


def test_months_that_may_still_change_are_marked(reference: Reference, rows: list[Row]) -> None:
    view = show(reference, f"measure=all_crime&to={LAST}")
    recent = {r["name"] for r in view.table.records() if r["status"] == "too recent"}
    # The last six published, and any earlier one of which a tenth is open.
    assert set(MONTHS[-6:]) <= recent
    crimes = [row for row in rows if row["Crime type"] != TYPES[0] and district_of(row) == WESTING]
    for month in MONTHS[12:-6]:
        counts = counted(crimes, months=[month], where=lambda _: True)
        still = 100 * (counts["investigated"] + counts["none"]) / counts.total()
        assert (month in recent) == (counts.total() >= 50 and still >= 10)
    whole = counted(crimes, months=MONTHS[12:], where=lambda _: True)
    still = 100 * (whole["investigated"] + whole["none"]) / whole.total()
    assert any(f"Still open: {still:.1f}%" in note for note in view.caveats)
    earlier = show(reference, "measure=all_crime&to=2024-12")
    assert "2025" not in " ".join(note for note in earlier.caveats if "too recent" in note)


def test_a_ward_a_type_and_a_small_base(reference: Reference, rows: list[Row]) -> None:
    view = show(reference, f"measure=burglary&ward=E05000002&window=1m&to={LAST}")
    found = table(view)
    own = [row for row in rows if row["Crime type"] == "Burglary" and ward_of(row) == "E05000002"]
    counts = counted(own, months=[LAST], where=lambda _: True)
    assert 0 < counts.total() < 50
    for (by, _, label), row in found.items():
        if by == "All":
            assert row["value"] == counts[next(g for g, name in LABELS.items() if name == label)]
            assert (row["share"], row["change_points"]) == (None, None)
    assert {by for by, _, _ in found} == {"All", "Month"}
    noun = reference.catalogue.measures["burglary"].noun
    assert view.title == f"Charged or summonsed: {counts['charged']} of {counts.total()} {noun} in Birch"


def test_what_has_no_outcome(reference: Reference) -> None:
    asb = show(reference, f"measure=asb_police_reports&to={LAST}")
    assert asb.empty
    assert asb.extra["outcomes"] is None


def test_a_source_without_outcomes_says_where_they_come_from(small_reference: Reference) -> None:
    view = show(small_reference, "measure=all_crime&source=force_extract")
    assert "police.uk" in view.empty


def test_every_real_outcome_has_a_group() -> None:
    named = os.environ.get("CSP_REALDATA")
    if not named:
        pytest.skip("CSP_REALDATA names no folder of real files")
    known = {name for group in GROUPS for name in group.names}
    found = set()
    for path in (Path(named) / "police").glob("*.zip"):
        with zipfile.ZipFile(path) as folder:
            for name in folder.namelist():
                if name.endswith("-street.csv"):
                    text = io.TextIOWrapper(folder.open(name), encoding="utf-8", newline="")
                    found |= {row["Last outcome category"] for row in csv.DictReader(text)}
    assert len(found) > 10
    assert found - {""} <= known
