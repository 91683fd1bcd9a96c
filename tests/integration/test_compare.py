"""The matrix over a store made by the real build: every cell recounted by SQL, for the three audiences."""

from __future__ import annotations

import calendar
import csv
import io
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import duckdb
import pytest

from callbacks.compare import build_page
from dashboard.held_reference import load_reference
from dashboard.matrix_facts import matrix_of
from dashboard.question import ask
from dashboard.ranked import ranked_areas
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.statistics.discovery import discoveries
from dashboard.statistics.intervals import p_value
from dashboard.statistics.rates import ordinal, rate_interval
from dashboard.views.csv import to_csv
from dashboard.views.matrix import build_matrix, get_said
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD, CANTERBURY, COUNTY, DISTRICTS, FORCE, KENT, MEDWAY

# Counts of every area straight from the wards of the store, and from the force's own rows for the force.
RECOUNT = """
WITH counted AS (
    SELECT m.group_code AS code, w.month, w.value
    FROM ward_month AS w
    JOIN membership AS m ON m.member_code = w.district_code
    JOIN area AS a ON a.code = m.group_code AND a.level <> 'force'
    JOIN series AS s ON s.series_id = w.series_id AND s.measure = $measure AND s.source = $source
    UNION ALL
    SELECT f.area_code, f.month, f.value
    FROM area_month AS f
    JOIN series AS s ON s.series_id = f.series_id AND s.measure = $measure AND s.source = $source
    WHERE f.level = 'force'
)
SELECT
    code,
    coalesce(sum(value) FILTER (month BETWEEN $first AND $last), 0)::BIGINT AS value,
    coalesce(sum(value) FILTER (month BETWEEN $before AND $until), 0)::BIGINT AS previous
FROM counted GROUP BY code
"""
# Ranks by a window function over rates as they are printed.
RERANK = """
SELECT code, rank() OVER (ORDER BY printed DESC) AS place, count(*) OVER () AS of
FROM (SELECT unnest($codes) AS code, unnest($rates) AS printed)
"""
PAGES = [
    "priority=crime",
    "",
    f"area={CANTERBURY}&priority=crime&window=fytd",
    f"area={FORCE}&priority=crime&window=cy",
    f"area={MEDWAY}&window=q",
    "priority=crime&to=2023-06&window=1m",
]


def seen_by(store: Path, audience: Audience) -> Reference:
    """The small store as an audience sees it."""
    return load_reference(Store(store), Settings(store=store, home=ASHFORD, audience=audience))


def show(reference: Reference, query: str) -> View:
    """The matrix of an address."""
    return build_matrix(reference, parse(query, vocabulary_of(reference)).selection)


def rows_of(view: View) -> list[dict[str, Any]]:
    """Its rows, an area and measure each."""
    return view.table.records()


def span(words: str) -> tuple[Month, Month]:
    """The months of 'Mar 2022 to Feb 2023'."""
    names = list(calendar.month_abbr)
    ends = [Month(int(year), names.index(name)) for name, year in re.findall(r"(\w{3}) (\d{4})", words)]
    return ends[0], ends[-1]


@pytest.fixture(scope="module")
def tables(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the store in a file of their own: the dashboard holds its own open."""
    return shutil.copy(
        (small_store / "current").resolve(), tmp_path_factory.mktemp("tables") / "store.duckdb"
    )


@pytest.mark.parametrize("query", PAGES)
def test_every_cell_is_what_the_store_adds_up_to(tables: Path, small_reference: Reference, query: str):
    view = show(small_reference, query)
    rows = [row for row in rows_of(view) if row["status"] in ("shown", "zero", "provisional")]
    assert len(rows) >= 13
    labels = {item.label: item.id for item in small_reference.catalogue.sources.values()}
    people = {code: found[-1].residents for code, found in small_reference.populations.items()}
    with duckdb.connect(str(tables), read_only=True) as store:
        counted: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
        for row in rows:
            source = labels[row["source"].partition(", complete")[0]]
            first, last = span(row["period"])
            before, until = span(row["compared_with"]) if row["compared_with"] else (first, last)
            key = (row["measure_id"], source, str(first), str(last), str(before), str(until))
            if key not in counted:
                found = store.execute(
                    RECOUNT,
                    {
                        "measure": row["measure_id"],
                        "source": source,
                        "first": first.first_day,
                        "last": last.first_day,
                        "before": before.first_day,
                        "until": until.first_day,
                    },
                ).fetchall()
                counted[key] = {code: (now, then) for code, now, then in found}
            now, then = counted[key].get(row["area_code"], (0, 0))
            assert row["value"] == now, row
            if row["previous"] is not None:
                assert (row["previous"], row["change"]) == (then, now - then)
            inside = small_reference.districts(row["area_code"])
            per = 1000 if "1,000" in row["rate_per"] else 10_000
            residents = sum(people[code] or 0 for code in inside)
            assert row["population"] == residents
            assert row["rate"] == pytest.approx(per * now / residents, abs=0.051)
            interval = rate_interval(now, residents, per=per, phi=max(1.0, row["phi"]))
            assert row["rate_low"] == pytest.approx(interval.low, rel=0.02, abs=0.11)
            assert row["rate_high"] == pytest.approx(interval.high, rel=0.02, abs=0.11)
        for measure in {row["measure_id"] for row in rows}:
            ranked = [row for row in rows if row["measure_id"] == measure and row["rank"] is not None]
            again = store.execute(
                RERANK, {"codes": [r["area_code"] for r in ranked], "rates": [r["rate"] for r in ranked]}
            ).fetchall()
            assert {r["area_code"]: (r["rank"], r["rank_of"]) for r in ranked} == {
                code: (place, of) for code, place, of in again
            }


@pytest.mark.parametrize(("area", "peers"), [(ASHFORD, KENT), (COUNTY, KENT), (MEDWAY, DISTRICTS)])
def test_ranks_are_among_the_twelve_of_kent_or_the_thirteen_of_the_force(
    small_reference: Reference, area: str, peers: tuple[str, ...]
):
    view = show(small_reference, f"area={area}&measure=all_crime")
    ranked = {row["area_code"]: row for row in rows_of(view) if row["measure_id"] == "all_crime"}
    assert {code for code, row in ranked.items() if row["rank"]} == set(peers)
    for row in ranked.values():
        if row["rank"]:
            assert row["rank_words"].endswith(f"of {len(peers)}")
            assert row["rank_first"] <= row["rank"] <= row["rank_last"]
            assert ordinal(row["rank_first"]) in row["rank_words"]
    # What is not ranked stands beside, every one of it: nothing is Kent's alone.
    assert set(ranked) - set(peers) >= {COUNTY, FORCE}
    groups = view.extra["groups"]
    assert [row["code"] for row in groups[0]["rows"]] == [code for code in ranked if code in peers]
    assert f"of {len(peers)} in" in groups[0]["title"]


@pytest.mark.parametrize("source", ["force_extract", "police_uk"])
def test_all_crime_and_its_types_come_from_one_source(small_reference: Reference, source: str):
    """From two, the same crimes would stand there twice."""
    view = show(small_reference, f"priority=crime&source={source}&to=2023-11&window=q")
    label = small_reference.catalogue.sources[source].label
    assert {row["source"].partition(", complete")[0] for row in rows_of(view)} == {label}
    held = {measure for measure, held_by in small_reference.series if held_by == source}
    types = {item.id for item in small_reference.catalogue.measures.values() if item.crime_type}
    assert {row["measure_id"] for row in rows_of(view)} == held & types


def test_rises_are_marked_with_the_false_discovery_rate_held_over_the_districts(small_reference: Reference):
    question = ask(small_reference, parse("priority=crime", vocabulary_of(small_reference)).selection)
    matrix = matrix_of(question)
    assert matrix is not None
    judged = 0
    for ranked in matrix.ranked:
        districts = [row for row in (*ranked.rows, *ranked.beside) if row.level == "district"]
        changes = [row.standing.usual for row in districts]
        if all(change is not None for change in changes):
            expected = discoveries([p_value(change.verdict_z) for change in changes])
            assert tuple(row.standing.beyond for row in districts) == expected
            judged += 1
    assert judged
    assert "false discovery rate" in show(small_reference, "priority=crime").extra["notes"][0]


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("window", ["q", "1m", "12m", "fytd"])
def test_what_is_hidden_is_neither_ranked_nor_to_be_worked_out(
    small_store: Path, audience: Audience, window: str
):
    """Hate crime comes by quarter: whatever is asked for, a cell that is hidden has no number anywhere."""
    reference = seen_by(small_store, audience)
    view = show(reference, f"measure=hate_crime&window={window}&priority=crime&cells=rank")
    rows = [row for row in rows_of(view) if row["measure_id"] == "hate_crime"]
    assert {row["area_code"] for row in rows} >= set(DISTRICTS)
    hidden = {row["area_code"] for row in rows if row["status"] == "hidden"}
    numbers = ("value", "change", "change_pct", "rate", "rank", "rate_low", "rank_first", "z")
    for row in rows:
        if row["area_code"] in hidden:
            assert all(row[name] is None for name in numbers)
            assert row["rank_words"] == row["usual_variation"] == ""
    shown = [row for row in rows if row["rank"]]
    assert {row["rank_of"] for row in shown} <= {len(shown)}
    first, last = span(rows[0]["period"])
    if audience is Audience.RESTRICTED:
        assert not hidden
        return
    assert first.month % 3 == 1 and last.month % 3 == 0, "whole quarters only"
    # One district alone is never missing from a total that is shown: it would be what is left.
    by_code = {row["area_code"]: row for row in rows}
    for group in (COUNTY, FORCE):
        if by_code[group]["value"] is not None:
            assert len(hidden & set(reference.districts(group))) != 1
    query = f"?measure=hate_crime&window={window}&priority=crime"
    page = "".join(map(str, build_page(reference, query)))
    assert page.count(">hidden<") >= len(hidden)
    said = [
        words
        for row in get_said(reference, parse(query, vocabulary_of(reference)).selection)
        for words in row
    ]
    assert sum(words.endswith(": hidden.") for words in said) >= len(hidden)


def test_some_cells_are_hidden_from_the_public(small_store: Path):
    """Else the test above would hold by having nothing to hide."""
    view = show(seen_by(small_store, Audience.PUBLIC), "measure=hate_crime&window=q&priority=crime")
    found = Counter(row["status"] for row in rows_of(view) if row["measure_id"] == "hate_crime")
    assert found["hidden"]
    assert found["shown"]


@pytest.mark.parametrize("cells", ["all", "rate", "count", "change", "rank"])
def test_the_order_is_that_of_what_is_shown_and_gaps_come_last(small_reference: Reference, cells: str):
    key = {"count": "value", "change": "change_pct"}.get(cells, "rate")
    heads = show(small_reference, "priority=crime").extra["heads"]
    assert len(heads) > 1
    for measure in (heads[0]["id"], heads[-1]["id"]):
        orders = {}
        for sort in (measure, f"-{measure}"):
            view = show(small_reference, f"priority=crime&cells={cells}&sort={sort}")
            codes = [row["code"] for row in view.extra["groups"][0]["rows"]]
            values = {r["area_code"]: r[key] for r in rows_of(view) if r["measure_id"] == measure}
            held = [values[code] for code in codes if values[code] is not None]
            assert held == sorted(held, reverse=sort == measure)
            assert [values[code] for code in codes[len(held) :]] == [None] * (len(codes) - len(held))
            orders[sort] = codes
            head = next(item for item in view.extra["heads"] if item["id"] == measure)
            assert head["sorted"] == ("descending" if sort == measure else "ascending")
            # The CSV and the table to paste stand in the same order.
            assert list(dict.fromkeys(row["area_code"] for row in rows_of(view)))[: len(codes)] == codes
            names = [small_reference.name(code) for code in codes]
            assert [row[0] for row in view.copied.rows][: len(codes)] == names
        assert orders[measure] != orders[f"-{measure}"]
    by_name = show(small_reference, "priority=crime&sort=name").extra["groups"][0]["rows"]
    assert [row["name"] for row in by_name] == sorted(row["name"] for row in by_name)


def test_the_title_counts_what_the_table_shows(small_reference: Reference):
    for query in PAGES:
        view = show(small_reference, query)
        found = re.match(r"(.+) has the highest rate on (\d+) of (\d+) measures", view.title)
        if not found:
            continue
        name, most, of = found[1], int(found[2]), int(found[3])
        ranked = [row for row in rows_of(view) if row["rank"]]
        first = [row for row in ranked if row["rank"] == 1 and "joint" not in row["rank_words"]]
        assert of == len({row["measure_id"] for row in ranked})
        assert most == sum(row["area"] == name for row in first)
        assert max(Counter(row["area"] for row in first).values()) == most


def test_the_csv_says_everything_of_each_cell(small_reference: Reference):
    view = show(small_reference, "priority=crime")
    rows = list(csv.DictReader(io.StringIO(to_csv(view))))
    one = next(row for row in rows if row["area_code"] == ASHFORD and row["measure_id"] == "all_crime")
    assert one["period"] and one["compared_with"] and one["phi"] and one["rank_words"] and one["rate_low"]
    assert one["source"].startswith(("Police force", "Kent Police", "Police"))
    assert one["definition"] == small_reference.catalogue.measures["all_crime"].definition
    areas, measures = ({row[key] for row in rows} for key in ("area_code", "measure_id"))
    assert len(rows) == len(areas) * len(measures)


def test_a_measure_one_area_alone_has_is_named_and_no_column(demo_store: Path):
    settings = Settings(store=demo_store, home=ASHFORD, audience=Audience.PARTNER)
    reference = load_reference(Store(demo_store), settings)
    view = show(reference, "to=2023-02&plan=ashford-2023")
    label = reference.catalogue.measures["residents_want_community_safety_improved"].label
    assert label not in {head["label"] for head in view.extra["heads"]}
    assert any("one area alone" in note and label in note for note in view.extra["notes"])
    # Published percentages are shown as published, with n, unranked.
    county = show(reference, "area=kent-csp&plan=kent-2011")
    given = [row for row in rows_of(county) if row["status"] == "published"]
    assert given
    assert [row for row in given if row["unit"] == "percent"]
    for row in given:
        assert row["rank"] is row["change"] is row["z"] is row["rate_low"] is None
        assert row["period"] and row["source"]
        measure = reference.catalogue.measures[row["measure_id"]]
        if (measure.unit, measure.combine) != ("count", "additive"):
            assert row["rate"] is None
    heads = {head["id"]: head["under"] for head in county.extra["heads"]}
    assert all("as published" in heads[row["measure_id"]] for row in given)


def test_the_page_of_an_area_asks_nothing_that_another_did_not(small_reference: Reference):
    """The peers' figures are theirs: those of one district are those another one's page shows."""
    vocabulary = vocabulary_of(small_reference)
    first, second = (
        ranked_areas(ask(small_reference, parse(f"area={code}", vocabulary).selection), "all_crime")
        for code in (ASHFORD, CANTERBURY)
    )
    assert first is second is not None


def test_an_area_in_no_county_is_told_so(small_reference: Reference):
    alone = replace(
        small_reference,
        areas={code: area for code, area in small_reference.areas.items() if code in (ASHFORD, CANTERBURY)},
        members={},
        recall=Recall(),
        structure=Recall(),
    )
    view = show(alone, "")
    assert "No county or force" in view.empty
    assert build_page(alone, "")[2:] == ["", ""]


def test_what_was_worked_out_for_one_area_leads_from_another_to_its_own(small_reference: Reference):
    """Two districts share the matrix: whoever asks second is not shown as who asked first."""
    for area in (CANTERBURY, COUNTY, CANTERBURY):
        extra = show(small_reference, f"area={area}&priority=crime").extra
        home = [row["code"] for group in extra["groups"] for row in group["rows"] if row["home"]]
        assert home == [area]
        leads = [dict(parse_qsl(head["query"])) for head in extra["heads"] if head["query"]]
        assert leads
        assert {lead.get("area") for lead in leads} == {area}
