"""The tidy series kind: what is written comes back, what is wrong is set aside with its place and remedy."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data.errors import UnreadableFileError
from data.month import Month
from data.sources import tidy_series
from data.sources.kinds import InputFile, Loaded
from data.sources.period_text import Span, parse_period

TODAY = dt.date(2024, 4, 20)
HEADER = ["period", "area", "measure", "value", "status", "source"]


def _input(path: Path) -> InputFile:
    return InputFile(path=path, name=path.name, sha256="0")


def _load(path: Path) -> Loaded:
    match = tidy_series.matches(_input(path))
    assert match is not None
    loaded = tidy_series.load(match, today=TODAY)
    assert isinstance(loaded, Loaded)
    assert loaded.rows_read == len(loaded.frame) + len(loaded.set_aside)
    return loaded


def _csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


months = st.builds(Month, st.integers(1990, 2023), st.integers(1, 12))


@given(months, st.integers(0, 40))
def test_periods_come_back_however_they_are_written(first: Month, length: int) -> None:
    last = first + length
    short = [f"{m.first_day:%b %Y}" for m in (first, last)]
    assert parse_period(f"{first} to {last}") == Span(first, last)
    assert parse_period(f"{short[0]} to {short[1]}") == Span(first, last)
    assert parse_period(f"{first.first_day:%B %Y}") == parse_period(str(first)) == Span(first, first)
    assert parse_period(first.first_day.isoformat()) == parse_period(f"{first.last_day:%d/%m/%Y}")
    quarter = (first.month - 1) // 3
    assert parse_period(f"{first.year} Q{quarter + 1}").first == Month(first.year, 3 * quarter + 1)
    year = parse_period(f"{first.year}/{(first.year + 1) % 100:02d}")
    assert (year.first, year.last) == (Month(first.year, 4), Month(first.year + 1, 3))
    assert parse_period(str(first.year)) == Span(Month(first.year, 1), Month(first.year, 12))


@pytest.mark.parametrize(
    "text", ["", "soon", "2022/24", "2023-13", "2023-02-14", "Feb 2023 to Jan 2023", "2023 Q5", "31/31/2023"]
)
def test_what_is_no_period_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        parse_period(text)


observations = st.lists(
    st.tuples(
        months,
        st.sampled_from(["E07000105", "Ashford", "Mersham, Sevington South with Finberry"]),
        st.sampled_from(["all_crime", "hate_crime", "repeat_victim_rate"]),
        st.integers(0, 10**6),
    ),
    max_size=30,
    unique_by=lambda row: row[:3],
)


@settings(max_examples=60, deadline=None)
@given(observations)
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Month, str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("tidy")
    written = [[str(m), area, measure, f"{value:,}", "", "force_extract"] for m, area, measure, value in rows]
    from_csv = _load(_csv(folder / "a.csv", [HEADER, *written]))
    book = Workbook()
    book.active.append(["Notes of the sender"])
    sheet = book.create_sheet("data")
    sheet.append(HEADER)
    for month, area, measure, value in rows:
        sheet.append([month.first_day, area, measure, value, None, "force_extract"])
    book.save(folder / "a.xlsx")
    for loaded in (from_csv, _load(folder / "a.xlsx")):
        frame = loaded.frame
        assert list(frame.columns) == list(tidy_series.COLUMNS)
        assert not loaded.set_aside
        back = zip(frame["period_start"], frame["area"], frame["measure"], frame["value"], strict=True)
        assert [*back] == [(m.first_day, a, s, v) for m, a, s, v in rows]
        assert [*frame["period_end"]] == [m.last_day for m, *_ in rows]
        assert [*frame["row_number"]] == [*range(2, len(rows) + 2)]


FAULTS = [
    (["2023-02", "Ashford", "crimes", "5"], "measure", "no measure of the catalogue"),
    (["sometime", "Ashford", "all_crime", "5"], "period", "cannot be read"),
    (["2024-05", "Ashford", "all_crime", "5"], "period", "future"),
    (["2024/25", "Ashford", "all_crime", "5"], "period", "future"),
    (["2023-02", "Ashford", "all_crime", "-5"], "value", "negative"),
    (["2023-02", "Ashford", "all_crime", "5.5"], "value", "whole number"),
    (["2023-02", "Ashford", "all_crime", "many"], "value", "not a number"),
    (["2023-02", "Ashford", "all_crime", ""], "value", "no value"),
    (["2023-02", "Ashford", "all_crime", "5", "guess"], "status", "status"),
    (["2023-02", "", "all_crime", "5"], "area", "no area"),
    (["2023-02", "Ashford", "all_crime", "5", "", "somebody"], "source", "not in the catalogue"),
    (["2023-02", "Ashford", "all_crime", "5", "", "force_extract", "astray"], None, "more cells"),
]


def test_every_fault_is_set_aside_with_its_place(tmp_path: Path) -> None:
    good = ["2023-01", "Victoria (Ashford)", "all_crime", "1,155", "", "force_extract"]
    faulty = [[*row, *["", "force_extract"][len(row) - 4 :]] if len(row) < 6 else row for row, _, _ in FAULTS]
    loaded = _load(_csv(tmp_path / "a.csv", [HEADER, good, *faulty, good]))
    for (_, column, words), found, row in zip(FAULTS, loaded.set_aside, range(3, 99), strict=False):
        assert (found.row, found.column) == (row, column)
        assert words in found.reason
        assert found.remedy and found.text
    assert "earlier row" in loaded.set_aside[-1].reason
    kept = loaded.frame.iloc[0]
    assert (kept["area"], kept["area_parent"], kept["value"]) == ("Victoria", "Ashford", 1155)


def test_what_arrives_hidden_stays_hidden(tmp_path: Path) -> None:
    rows = [
        [f"2023-0{n}", "Ashford", "all_crime", value, status, "force_extract"]
        for n, (value, status) in enumerate([("*", ""), ("[c]", ""), ("3", "hidden"), ("−2%", "")], 1)
    ]
    rows[3][2] = "idva_referrals_change"
    frame = _load(_csv(tmp_path / "a.csv", [HEADER, *rows])).frame
    assert [*frame["status"]] == ["hidden", "hidden", "hidden", "final"]
    assert frame["value"].isna().tolist() == [True, True, True, False]
    assert frame["value"][3] == -2


def test_rows_keep_their_place_in_an_untidy_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = ["period,area,measure,value,source", "", "2023-01,Ashford,all_crime,1,force_extract", ",,,,"]
    lines += ['2023-02,"Caf\xe9 Row, Ashford",all_crime,2,force_extract', "2023-03,Ashford,all_crime"]
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    loaded = _load(path)
    assert [*loaded.frame["row_number"]] == [3, 5]
    assert loaded.frame["area"][1] == "Caf\xe9 Row, Ashford"
    assert [(item.row, item.column) for item in loaded.set_aside] == [(6, "source")]


def test_a_sidecar_names_the_source(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", [HEADER[:4], ["2023-02", "Ashford", "all_crime", "5"]])
    (missing,) = _load(path).set_aside
    assert missing.column == "source"
    assert "a.csv.yaml" in missing.remedy
    (tmp_path / "a.csv.yaml").write_text("source: council\nextracted: 2024-04-02\ndemonstration: true\n")
    loaded = _load(path)
    assert (loaded.source, loaded.extracted, loaded.demonstration) == ("council", "2024-04-02", True)


def test_other_files_are_not_taken(tmp_path: Path) -> None:
    other = _csv(tmp_path / "a.csv", [["Month", "Crime type"], ["2023-01", "Burglary"]])
    binary = tmp_path / "b.bin"
    binary.write_bytes(b"PK\x03\x04 not a workbook")
    assert tidy_series.matches(_input(other)) is None
    assert tidy_series.matches(_input(binary)) is None
    twice = _csv(tmp_path / "c.csv", [[*HEADER, "value"], ["2023-01"]])
    match = tidy_series.matches(_input(twice))
    assert match is not None
    with pytest.raises(UnreadableFileError):
        tidy_series.load(match)


def test_three_hundred_thousand_rows_are_read_whole(tmp_path: Path) -> None:
    rows = [
        [
            str(Month.from_index(24000 + i % 60)),
            f"E05{i // 60:06d}",
            "all_crime",
            str(i % 97),
            "",
            "force_extract",
        ]
        for i in range(300_000)
    ]
    path = _csv(tmp_path / "a.csv", [HEADER, *rows])
    frame = _load(path).frame
    assert len(frame) == 300_000
    assert frame["value"].sum() == sum(i % 97 for i in range(300_000))
