"""Files of custom areas: one content in three forms, and what is wrong with a row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from data.build.custom_lsoas import LsoaLinks, ground_of
from data.sources.custom_areas import load, matches
from data.sources.kinds import InputFile, Loaded
from data.sources.recognise import recognise

HEADER = ("area", "name", "kind", "member", "from", "to")
ROWS = (
    ("town-centre", "The town centre", "Town centre", "E01034986", "", ""),
    ("town-centre", "", "", "Victoria (Ashford)", "2023/24", "2025-03-31"),
)
YAML = """groups:
- code: town-centre
  name: The town centre
  kind: Town centre
  members:
  - E01034986
  - {member: Victoria (Ashford), from: 2023/24, to: 2025-03-31}
"""


def write_csv(path: Path, rows: tuple[tuple[str, ...], ...], header: tuple[str, ...] = HEADER) -> Path:
    path.write_text("\n".join(",".join(row) for row in (header, *rows)) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> Loaded:
    match = recognise(InputFile(path=path, name=path.name, sha256="0" * 64))
    assert getattr(match, "kind", "") == "custom_areas"
    loaded = load(match)
    assert len(loaded.frame) + len(loaded.set_aside) == loaded.rows_read
    return loaded


def test_csv_workbook_and_yaml_say_the_same(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "How to"
    sheet = book.create_sheet("Areas")
    for row in (HEADER, *ROWS):
        sheet.append(row)
    book.save(tmp_path / "ours.xlsx")
    (tmp_path / "ours.yaml").write_text(YAML, encoding="utf-8")
    files = [write_csv(tmp_path / "ours.csv", ROWS), tmp_path / "ours.xlsx", tmp_path / "ours.yaml"]
    frames = [read(path).frame.drop(columns="row_number") for path in files]
    for frame in frames:
        pd.testing.assert_frame_equal(frame, frames[0])
        assert frame["name"].tolist() == ["The town centre"] * 2
        assert [str(day) for day in frame.iloc[1][["from_month", "to_month"]]] == ["2023-04-01", "2025-03-01"]
    assert read(tmp_path / "ours.yaml").frame["row_number"].tolist() == [6, 7]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (("", "A", "", "E05011775", "", ""), "area", "no area is given"),
        (("E05011775", "A", "", "E05011775", "", ""), "area", "E05011775 has the form of an official code"),
        (("Town Centre", "A", "", "E05011775", "", ""), "area", "'Town Centre' cannot stand in an address"),
        (("new", "A", "", "", "", ""), "member", "no member is given"),
        (("new", "", "", "E05011775", "", ""), "name", "no name is given"),
        (("town-centre", "Other", "", "E05011775", "", ""), "name", "an earlier row says 'The town centre'"),
        (
            ("town-centre", "", "", "e01034986", "", ""),
            "member",
            "e01034986 is a member of town-centre already",
        ),
        (
            ("new", "A", "", "E05011775", "2024-05-17", ""),
            "from",
            "the period is a day inside a month, not a month",
        ),
        (("new", "A", "", "E05011775", "2024-05", "2024-04"), "to", "it ends before it starts"),
    ],
)
def test_a_row_that_is_no_member_is_set_aside(
    tmp_path: Path, row: tuple[str, ...], column: str, reason: str
) -> None:
    (aside,) = read(write_csv(tmp_path / "ours.csv", (*ROWS, row))).set_aside
    assert (aside.row, aside.column, aside.reason) == (4, column, reason)
    assert aside.remedy
    assert aside.text


def test_examples_of_a_template_stand_alone(tmp_path: Path) -> None:
    header = (*HEADER, "example")
    examples = tuple((*row, "yes") for row in ROWS)
    alone = read(write_csv(tmp_path / "examples.csv", examples, header))
    assert (alone.demonstration, len(alone.frame), len(alone.examples)) == (True, 2, 2)
    own = ("ours", "Our own", "", "E05011775", "", "", "")
    mixed = read(write_csv(tmp_path / "mixed.csv", (*examples, own), header))
    assert (mixed.demonstration, mixed.frame["area"].tolist()) == (False, ["ours"])


@pytest.mark.parametrize("content", ["groups: {", "groups:\n- code: a\n  size: 3\n  members: [E05011775]\n"])
def test_yaml_that_is_wrong_says_where(tmp_path: Path, content: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(content, encoding="utf-8")
    match = matches(InputFile(path=path, name=path.name, sha256="0" * 64))
    assert match is not None
    try:
        (aside,) = load(match).set_aside
        words = f"{aside.row} {aside.reason} {aside.remedy}"
    except Exception as error:  # noqa: BLE001  the message is what is looked at
        words = str(error)
    assert "size" in words or "not YAML" in words


@pytest.mark.parametrize("entry", ["- E01034986", "- {}", "-", "- []"])
def test_what_is_no_area_is_set_aside_with_its_line(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(f"{YAML}{entry}\n", encoding="utf-8")
    found = read(path)
    (aside,) = found.set_aside
    assert (found.rows_read, aside.row, aside.text) == (3, 8, entry)


def test_an_lsoa_of_either_year_is_inside_only_when_all_of_it_is() -> None:
    """a split into p and q; b and c merged into r; d and e became s and t, crosswise."""
    pairs = [("a", "p"), ("a", "q"), ("b", "r"), ("c", "r"), ("d", "s"), ("d", "t"), ("e", "t"), ("x", "x")]
    links = LsoaLinks.of(
        pd.DataFrame(pairs, columns=["child", "parent"]).assign(child_level="lsoa", parent_level="lsoa")
    )
    always = (None, None)

    def inside(*given: str) -> tuple[set[str], set[str]]:
        ground = ground_of(dict.fromkeys(given, always), links=links)
        return set(ground.inside), set(ground.across)

    assert inside("p") == ({"p"}, {"a"})
    assert inside("p", "q") == ({"p", "q", "a"}, set())
    assert inside("a") == ({"a", "p", "q"}, set())
    assert inside("b") == ({"b"}, {"r"})
    assert inside("r") == ({"r", "b", "c"}, set())
    assert inside("d") == ({"d", "s"}, {"t"})
    assert inside("s") == ({"s"}, {"d"})
    assert inside("x") == ({"x"}, set())
