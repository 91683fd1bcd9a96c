"""The demonstration's files, read back as anyone would: published figures, consistency, variation, quirks."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from data.catalogue.load import load_catalogue
from data.demonstration import write_inputs
from data.demonstration.facts import MONTHS
from data.demonstration.series import make_series
from data.demonstration.write import LEDGER, SEED, ledger_text
from data.month import Month
from data.sources import tidy_series
from data.sources.kinds import InputFile, Loaded

FACTS = Path(__file__).parents[2] / "data" / "demonstration" / "facts"
ASHFORD = "E07000105"
MEDWAY = "E06000035"
NOW, BEFORE = ("2022-03", "2023-02"), ("2021-03", "2022-02")
# How the issue says that some rows of the paper are to be read.
READ_AS = {
    "001_all_crime_ward_victoria": {"comparator_period_start": BEFORE[0], "comparator_period_end": BEFORE[1]},
    "001_all_crime_ward_victoria_prev": {"period_start": BEFORE[0], "period_end": BEFORE[1]},
    "001_all_crime_ward_park_farm_north_weald": {"area": "Park Farm North"},
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration")
    files = write_inputs(folder)
    assert {path for path in folder.rglob("*") if path.is_file()} == {*files, folder / "demonstration.yaml"}
    return folder


@pytest.fixture(scope="module")
def counts(written: Path) -> pd.Series:
    """Every monthly count: measure, area_code, month -> value. Violent crime as the catalogue sums it."""
    names = ("force-extract", "fires", "council-asb")
    files = [path for path in sorted(written.glob("*.csv")) if path.name.startswith(names)]
    frame = pd.concat(pd.read_csv(path, keep_default_na=False) for path in files)
    found = frame.set_index(["measure", "area_code", "period"])["value"]
    parts = load_catalogue().measures["violent_crime"].sum_of["force_extract"]
    violent = sum(found.xs(part, level="measure") for part in parts)
    return pd.concat([found, pd.concat({"violent_crime": violent}, names=["measure"])]).sort_index()


@pytest.fixture(scope="module")
def ledger() -> dict[str, dict[str, str]]:
    text = LEDGER.read_text(encoding="utf-8")
    assert text == ledger_text(), "the rulings changed: write LEDGER again from ledger_text()"
    entries = yaml.safe_load(text)["figures"]
    assert len({entry["figure"] for entry in entries}) == len(entries), "each figure once"
    return {entry["figure"]: entry for entry in entries}


def _paper() -> list[dict[str, str]]:
    with (FACTS / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"].startswith("001 ")]
    return [row | READ_AS.get(row["figure_id"], {}) for row in rows]


def _months(start: str, end: str) -> list[str]:
    return [str(month) for month in Month.parse(start).until(Month.parse(end))]


def _window(counts: pd.Series, measure: str, area: str, window: tuple[str, str]) -> int:
    return int(counts.loc[measure, area].loc[_months(*window)].sum())


def _codes() -> dict[str, str]:
    wards = pd.read_csv(FACTS / "kent_wards.csv")
    ashford = wards[wards["district_code"] == ASHFORD]
    names = dict(zip(wards["district_name"], wards["district_code"], strict=True))
    return names | dict(zip(ashford["ward_name"].str.replace("&", "and"), ashford["ward_code"], strict=True))


def _kent() -> list[str]:
    return list(load_catalogue().groups["E10000016"].members)


def _before(row: dict[str, str]) -> tuple[str, str]:
    if row["comparator_period_start"]:
        return row["comparator_period_start"], row["comparator_period_end"]
    return str(Month.parse(row["period_start"]) - 12), str(Month.parse(row["period_end"]) - 12)


def _printed_change(now: int, before: int) -> float:
    return round(100 * (now - before) / before, 1)


def test_every_fitted_figure_comes_out_as_published(
    counts: pd.Series, ledger: dict[str, dict[str, str]]
) -> None:
    codes = _codes()
    fitted = [row for row in _paper() if ledger[row["figure_id"]]["status"] == "fitted"]
    assert len(fitted) == 65
    for row in fitted:
        area, measure, window = codes[row["area"]], row["measure"], (row["period_start"], row["period_end"])
        now, before = (_window(counts, measure, area, span) for span in (window, _before(row)))
        got = {
            "total": now,
            "ward_total": now,
            "month_total": counts.get((measure, area, row["subject"])),
            "change_n": now - before,
            "change_pct": _printed_change(now, before) if row["statistic"] == "change_pct" else None,
        }[row["statistic"]]
        assert got == float(row["value"]), row["figure_id"]
        if row["comparator_value"]:
            assert before == float(row["comparator_value"]), row["figure_id"]
        if row["comparator_area_value"]:
            county = [
                sum(_window(counts, measure, d, span) for d in _kent()) for span in (window, _before(row))
            ]
            assert _printed_change(*county) == float(row["comparator_area_value"]), row["figure_id"]


@pytest.mark.parametrize(
    ("measure", "beyond", "equal", "listed", "sign"),
    [
        ("all_crime", 2, 1, -3.8, -1),
        ("violence_with_injury", 2, 0, 5.0, 1),
        ("possession_of_weapons", 2, 0, 18.1, 1),
        ("sexual_offences", 1, 0, -13.2, -1),
        ("criminal_damage", 1, 0, -14.6, -1),
        ("drug_offences", 1, 0, -8.7, -1),
    ],
)
def test_ranks_among_the_twelve_districts(
    counts: pd.Series, measure: str, beyond: int, equal: int, listed: float, sign: int
) -> None:
    assert MEDWAY not in _kent() and len(_kent()) == 12
    changes = {
        code: _printed_change(_window(counts, measure, code, NOW), _window(counts, measure, code, BEFORE))
        for code in _kent()
    }
    assert changes.pop(ASHFORD) == listed
    assert sum(sign * change > sign * listed for change in changes.values()) == beyond
    assert sum(change == listed for change in changes.values()) == equal
    if measure == "drug_offences":
        assert sum(change < 0 for change in changes.values()) == 2
    if measure == "violence_with_injury":
        assert (changes["E07000109"], changes["E07000116"]) == (5.3, 5.2)


def test_other_printed_ranks(counts: pd.Series) -> None:
    robbery = [_window(counts, "robbery", d, NOW) - _window(counts, "robbery", d, BEFORE) for d in _kent()]
    assert sum(change < 0 for change in robbery) == 4
    calendar = {
        d: _printed_change(
            _window(counts, "all_crime", d, ("2021-01", "2021-12")),
            _window(counts, "all_crime", d, ("2020-01", "2020-12")),
        )
        for d in _kent()
    }
    assert max(calendar, key=lambda d: calendar[d]) == ASHFORD
    months = counts.loc["all_crime", ASHFORD].loc[_months(*NOW)].sort_values()
    assert [*months.index[:2]] == ["2023-02", "2022-12"]
    assert [*months.index[-3:]] == ["2022-06", "2022-08", "2022-11"]
    for measure, peak in (
        ("violence_against_the_person", ["2022-06", "2022-08"]),
        ("domestic_abuse_offences", ["2022-05", "2022-08"]),
        ("public_order", ["2022-06"]),
    ):
        order = counts.loc[measure, ASHFORD].loc[_months(*NOW)].sort_values()
        assert [*order.index[-len(peak) :]] == peak
        assert order.iloc[-len(peak) - 1] < order.iloc[-len(peak)]
    codes = {code: name for name, code in _codes().items() if code.startswith("E05")}
    wards = pd.Series({name: _window(counts, "all_crime", code, NOW) for code, name in codes.items()})
    assert [*wards.sort_values().index[:2]] == ["Conningbrook and Little Burton Farm", "Park Farm North"]
    assert wards["Weald North"] > wards["Park Farm North"]
    assert wards.idxmax() == "Victoria"


def test_parts_never_exceed_what_they_are_part_of(counts: pd.Series) -> None:
    table = counts.unstack("measure")
    inside = [
        ("rape", "sexual_offences"),
        ("most_serious_violence", "violence_with_injury"),
        ("violence_with_injury", "violence_against_the_person"),
        ("stalking_and_harassment", "violence_against_the_person"),
        ("criminal_damage", "arson_and_criminal_damage"),
        ("fires_deliberate", "fires_all"),
        *[(part, "all_crime") for part in ("violent_crime", "domestic_abuse_offences", "hate_crime")],
    ]
    for part, whole in inside:
        both = table[[part, whole]].dropna()
        assert len(both) >= 780 and (both[part] <= both[whole]).all(), (part, whole)
    apart = ["violent_crime", "possession_of_weapons", "public_order", "arson_and_criminal_damage"]
    apart += ["drug_offences", "burglary", "shoplifting", "vehicle_crime"]
    crime = table[[*apart, "all_crime"]].dropna()
    assert (crime[apart].sum(axis=1) <= crime["all_crime"]).all()
    assert (crime >= 0).all().all()


def test_wards_and_unplaced_make_the_district(counts: pd.Series) -> None:
    wards = pd.read_csv(FACTS / "kent_wards.csv").set_index("ward_code")["district_code"]
    for measure in ("all_crime", "domestic_abuse_offences", "asb_police_reports", "rape"):
        by_area = counts.loc[measure].unstack("period")
        placed = by_area.loc[wards.index].groupby(wards).sum()
        unplaced = by_area.loc[placed.index] - placed
        assert (unplaced >= 0).all().all()
        share = unplaced.sum().sum() / by_area.loc[placed.index].sum().sum()
        assert 0.008 < share < 0.018, measure


def _phi(table: np.ndarray) -> float:
    """Pearson's statistic over its degrees of freedom after row and column effects."""
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    return float((((table - expected) ** 2) / expected).sum() / freedom)


def test_all_crime_varies_like_real_crime(counts: pd.Series) -> None:
    wards = pd.read_csv(FACTS / "kent_wards.csv")
    months = _months("2021-08", "2024-03")
    by_area = counts.loc["all_crime"].unstack("period")[months]
    within = [_phi(by_area.loc[group["ward_code"]].to_numpy()) for _, group in wards.groupby("district_code")]
    assert 1.8 < np.median(within) < 2.4
    assert 1.7 < _phi(by_area.loc[wards["district_code"].unique()].to_numpy()) < 3.0
    county = by_area.loc[_kent()].sum()
    days = [Month.parse(month).days for month in months]
    daily = pd.Series(county.to_numpy() / days, index=[month[5:] for month in months]).groupby(level=0).mean()
    assert daily[["06", "07", "08"]].min() > daily[["01", "02", "12"]].max()
    lockdown = counts.loc["all_crime", ASHFORD]
    assert lockdown["2020-04"] < 0.85 * lockdown["2019-04"]


def test_the_plan_years_gauges_tell_different_stories(counts: pd.Series) -> None:
    plan = load_catalogue().plans["ashford-2023"]
    met = {}
    for item in plan.indicators:
        if not item.top_line or item.baseline is None or item.baseline.value is not None:
            continue
        assert (
            item.baseline.start is not None and item.baseline.end is not None and item.change_pct is not None
        )
        now = _window(counts, item.measure, plan.area, (plan.start, plan.end))
        change = 100 * (
            now / _window(counts, item.measure, plan.area, (item.baseline.start, item.baseline.end)) - 1
        )
        met[item.measure] = change <= item.change_pct if item.change_pct < 0 else change >= item.change_pct
    assert Counter(met.values()) == {True: 3, False: 2}


def test_the_ledger_says_what_became_of_every_figure(
    ledger: dict[str, dict[str, str]], written: Path
) -> None:
    assert list(ledger) == [row["figure_id"] for row in _paper()]
    assert Counter(entry["status"] for entry in ledger.values()) == {
        "fitted": 65,
        "published": 34,
        "left_out": 25,
    }
    assert all(entry["reason"] for entry in ledger.values())
    shown = pd.read_csv(written / "published" / "published-figures.csv", dtype=str)
    for row in _paper():
        entry = ledger[row["figure_id"]]
        if entry["status"] == "published":
            found = shown[(shown["measure"] == entry["measure"]) & (shown["value"] == row["value"])]
            assert len(found) >= 1, row["figure_id"]


def test_published_figures_and_extracts_load_without_a_row_set_aside(written: Path) -> None:
    loaded = []
    for path in sorted(written.rglob("*.csv")):
        match = tidy_series.matches(InputFile(path=path, name=path.name, sha256=""))
        if match is not None:
            loaded.append(tidy_series.load(match))
    assert all(isinstance(item, Loaded) and not item.set_aside for item in loaded)
    assert {item.source for item in loaded} == {
        *("force_extract", "fire_and_rescue", "council", "published_papers")
    }


def test_police_files_have_the_publishers_form_and_habits(written: Path) -> None:
    lookup = pd.read_csv(written / "lsoa21-to-ward25-to-district25.csv")
    frames = []
    for path in sorted(written.glob("police-uk-*2022-04*.zip")):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                if name.endswith(".csv"):
                    assert name == f"{name[:7]}/{name[:7]}-kent-street.csv"
                    frames.append(pd.read_csv(io.BytesIO(archive.read(name)), dtype=str))
    assert len(frames) == 12
    rows = pd.concat(frames)
    assert ",".join(rows.columns) == (
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
        "Crime type,Last outcome category,Context"
    )
    asb = rows[rows["Crime type"] == "Anti-social behaviour"]
    crime = rows[rows["Crime type"] != "Anti-social behaviour"]
    assert asb["Crime ID"].isna().all() and asb["Last outcome category"].isna().all()
    assert crime["Crime ID"].str.fullmatch("[0-9a-f]{64}").all()
    assert 0.23 < asb.duplicated().mean() < 0.33
    nowhere = rows["LSOA code"].isna()
    assert 0.009 < nowhere.mean() < 0.015
    assert (rows.loc[nowhere, "Location"] == "No Location").all() and rows.loc[
        nowhere, "Longitude"
    ].isna().all()
    types = {measure.names.get("police_uk") for measure in load_catalogue().measures.values()}
    assert set(rows["Crime type"]) == types - {None}
    assert set(rows["Reported by"]) == {"Kent Police", "British Transport Police"}
    district = crime["LSOA code"].map(lookup.set_index("LSOA21CD")["LAD25CD"])
    assert 8900 < (district == ASHFORD).sum() < 9500
    assert 145_000 < len(crime) < 180_000
    assert (lookup["LSOA21CD"] >= "E01098000").all(), "no real code can be meant"
    points = rows.dropna(subset=["LSOA code"]).groupby("LSOA code")["Longitude"].nunique()
    assert points.median() < 40, "points are snapped"
    willesborough = lookup.loc[lookup["WD25NM"] == "Willesborough", "LSOA21CD"]
    there = crime[crime["LSOA code"].isin(willesborough)]
    assert there["Location"].value_counts().index[0] == "On or near Hospital"


def test_road_files_hold_the_drawn_casualties_in_the_departments_form(written: Path) -> None:
    parts = {
        name: pd.concat(
            [pd.read_csv(path, dtype=str) for path in sorted(written.glob(f"road-*-{name}-*.csv"))]
        )
        for name in ("collision", "casualty")
    }
    collisions, casualties = parts["collision"], parts["casualty"]
    assert (len(collisions.columns), len(casualties.columns)) == (44, 23), "as many as the department's have"
    assert collisions["collision_index"].is_unique
    rows = casualties.merge(collisions, on="collision_index", validate="many_to_one")
    assert len(rows) == len(casualties)
    stated = collisions.set_index("collision_index")["number_of_casualties"].astype(int)
    assert casualties["collision_index"].value_counts().reindex(stated.index).equals(stated.rename("count"))
    ksi = make_series(SEED).ksi
    badly = rows[rows["casualty_severity"].isin(["1", "2"])]
    month = badly["date"].str[6:] + "-" + badly["date"].str[3:5]
    got = Counter(zip(badly["local_authority_ons_district"], month, strict=True))
    wanted = {
        (code, str(when)): int(ksi.counts[0, ksi.rows.of(code), number].sum())
        for code in np.unique(ksi.rows.district)
        for number, when in enumerate(MONTHS)
    }
    assert got == Counter({key: value for key, value in wanted.items() if value})
    assert 0.03 < (badly["casualty_severity"] == "1").mean() < 0.09
    assert 4.5 < len(rows) / len(badly) - 1 < 6
    nowhere = collisions["longitude"].isna()
    assert 0.005 < nowhere.mean() < 0.025 and (collisions["lsoa_of_accident_location"][nowhere] == "-1").all()


def test_the_same_seed_writes_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_inputs(tmp_path)

    def digests(folder: Path) -> dict[str, str]:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.*")}

    assert digests(tmp_path) == digests(written)
