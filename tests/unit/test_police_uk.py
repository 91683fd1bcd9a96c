"""Street-crime files: what they are known by, and rows that are not as they should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.build.incidents import IncidentReader
from data.month import Month
from data.sources.kinds import InputFile
from data.sources.police_uk import FIELDS, force_slug, load, matches, sort_rows

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
COLUMNS = [*FIELDS.values(), "context"]


def _file(folder: Path, content: bytes, *, name: str = "2024-03-kent-street.csv") -> InputFile:
    path = folder / name
    path.write_bytes(content)
    return InputFile(path=path, name=name, sha256="0" * 64)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kent Police", "kent"),
        ("Devon & Cornwall Police", "devon-and-cornwall"),
        ("Avon and Somerset Constabulary", "avon-and-somerset"),
        ("Metropolitan Police Service", "metropolitan"),
        ("City of London Police", "city-of-london"),
        ("British Transport Police", "btp"),
        ("", "unknown"),
    ],
)
def test_forces_go_by_the_publishers_short_names(name: str, slug: str) -> None:
    assert force_slug(name) == slug


def test_a_name_of_any_length_gives_a_folder_of_its_own() -> None:
    one, other = force_slug("x" * 4000), force_slug("x" * 4001)
    assert one != other
    assert len(one) < 100


def test_the_header_decides_and_the_name_gives_month_and_force(tmp_path: Path) -> None:
    found = matches(_file(tmp_path, b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n"))
    assert found is not None
    statement = load(found)
    assert (statement.month, statement.scope) == (Month(2024, 3), "kent")
    unnamed = matches(_file(tmp_path, HEADER.encode(), name="crimes.txt"))
    assert unnamed is not None
    assert load(unnamed).month is None
    outcomes = HEADER.replace("Crime type", "Outcome type").encode()
    assert matches(_file(tmp_path, outcomes)) is None


@given(
    lines=st.lists(
        st.one_of(
            st.just("id,2024-03,Kent,Kent,0.8,51.1,Street,E01,Ashford,Burglary,,"),
            st.just('id,2024-03,Kent,Kent,,,"Street, the long",E01,Ashford,Burglary,,'),
            st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1, max_size=80),
        ),
        max_size=12,
    )
)
def test_no_line_is_lost_whatever_stands_in_it(
    lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    file = _file(folder, "\n".join([HEADER, *lines]).encode())
    found = sort_rows(
        file, columns=COLUMNS, month=Month(2024, 3), latest=Month(2024, 4), target=folder / "clean.csv"
    )
    good = sum(found.kept.values())
    assert found.rows_read == good + len(found.set_aside)
    assert good >= sum(line.startswith("id,2024-03,Kent") for line in lines) - lines_in_quotes(lines)
    assert all(item.row is not None and item.reason and item.remedy for item in found.set_aside)


def lines_in_quotes(lines: list[str]) -> int:
    """Good lines may be part of a record that an open quotation mark before them began."""
    return sum(4 for line in lines if line.count('"') % 2)


def test_a_quoted_line_break_is_one_row(tmp_path: Path) -> None:
    row = b'id,2024-03,Kent,Kent,0.8,51.1,"On or\nnear",E01,Ashford,Burglary,,'
    found = sort_rows(
        _file(tmp_path, HEADER.encode() + b"\n" + row + b"\n"),
        columns=COLUMNS,
        month=Month(2024, 3),
        latest=Month(2024, 4),
        target=tmp_path / "clean.csv",
    )
    assert (found.rows_read, sum(found.kept.values())) == (1, 1)


@pytest.mark.parametrize("blank", [",,,,,,,,,,,", " ,\u00a0,,,,,,,,,,", ""])
def test_a_row_of_blank_cells_is_no_row(tmp_path: Path, blank: str) -> None:
    row = "id,2024-03,Kent,Kent,0.8,51.1,Street,E01,Ashford,Burglary,,"
    file = _file(tmp_path, "\n".join([HEADER, row, blank, row.replace("0.8", "east"), blank]).encode())
    match = matches(file)
    assert match is not None
    reader = IncidentReader(folder=tmp_path / "store", scratch=tmp_path, latest=Month(2024, 4))
    (found,) = reader.read_all([(file, load(match))], threads=1)
    assert (found.rows_read, [item.row for item in found.set_aside]) == (2, [4])


@pytest.mark.parametrize("name", ["2024-03-kent-street.csv", "export.csv"])
@pytest.mark.parametrize(
    ("point", "aside"),
    [
        *((good, 0) for good in (",", "0,0", "-180,-90", "180,90", "1.381983,51.388632")),
        *((bad, 1) for bad in ("0.8,", ",51.1", "181,51.1", "0.8,-90.5", "nan,51.1", "0.8,nan", "inf,51.1")),
        *((bad, 1) for bad in ("0.8,-inf", "1e9,51.1", "east,51.1")),
    ],
)
def test_a_point_that_is_none_on_the_earth_sets_its_row_aside(
    tmp_path: Path, name: str, point: str, aside: int
) -> None:
    row = "id,2024-03,Kent,Kent,0.8,51.1,Street,E01,Ashford,Burglary,,"
    rows = [*[row] * 20, row.replace("0.8,51.1", point), row.replace("0.8,51.1", ","), *[row] * 20]
    match = matches(_file(tmp_path, "\n".join([HEADER, *rows]).encode(), name=name))
    assert match is not None
    reader = IncidentReader(folder=tmp_path / "store", scratch=tmp_path, latest=Month(2024, 4))
    (found,) = reader.read_all([(match.file, load(match))], threads=1)
    assert (found.rows_read, sum(part.rows for part in found.parts)) == (42, 42 - aside)
    assert [item.row for item in found.set_aside] == [22] * aside


@pytest.mark.parametrize("name", ["2024-03-kent-street.csv", "export.csv"])
@pytest.mark.parametrize("cell", range(12))
def test_a_quotation_mark_left_open_in_the_last_rows_loses_none(tmp_path: Path, name: str, cell: int) -> None:
    row = "id,2024-03,Kent,Kent,0.8,51.1,Street,E01,Ashford,Burglary,,"
    cells = row.split(",")
    cells[cell] = f'"{cells[cell]}'
    for ending in ([",".join(cells)], [",".join(cells), row], [row.replace("Street", '"Street'), ""]):
        file = replace(_file(tmp_path, "\n".join([HEADER, *[row] * 30, *ending]).encode()), sha256="x")
        path = tmp_path / name
        path.write_bytes(file.path.read_bytes())
        match = matches(replace(file, path=path))
        assert match is not None
        reader = IncidentReader(folder=tmp_path / "store", scratch=tmp_path, latest=Month(2024, 4))
        (found,) = reader.read_all([(match.file, load(match))], threads=1)
        assert found.rows_read == 30 + sum(map(bool, ending)), (ending, found)
        assert len(found.set_aside) == 1


@pytest.mark.parametrize(("letters", "aside"), [(70_000, 1), (200_000, 1), (70_000_000, 1)])
def test_a_line_without_an_end_is_one_row_set_aside(tmp_path: Path, letters: int, aside: int) -> None:
    row = "id,2024-03,Kent,Kent,0.8,51.1,Street,E01,Ashford,Burglary,,"
    long = row.replace("Street", "z" * letters)
    for lines in ([row] * 30 + [long], [row] * 10 + [long] + [row] * 20, [row] * 30 + ["z" * letters]):
        file = _file(tmp_path, "\n".join([HEADER, *lines]).encode())
        match = matches(file)
        assert match is not None
        reader = IncidentReader(folder=tmp_path / "store", scratch=tmp_path, latest=Month(2024, 4))
        (found,) = reader.read_all([(file, load(match))], threads=2)
        assert (found.rows_read, len(found.set_aside)) == (31, aside)
        assert all(item.row and len(item.text) == 500 for item in found.set_aside)
