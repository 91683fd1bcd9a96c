"""`csp claims`: what it writes, what it says, and how it ends."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.demonstration.facts import FOLDER
from tests.unit.claim_lists import BEFORE, as_csv, figure

RIGHT = [figure("ok", 5)]
WRONG = [figure("a", 5), figure("b", 6)]


def csp(*arguments: str, store: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from dashboard.cli import main; main()", "claims", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"CSP_STORE": str(store), "PATH": ""},
        cwd=Path(__file__).parents[2],
    )


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "claims.csv"
    path.write_text(as_csv(WRONG), encoding="utf-8")
    return path


def test_it_ends_with_1_where_something_is_wrong_and_0_where_not(written: Path, tmp_path: Path) -> None:
    assert csp(str(written), store=tmp_path).returncode == 1
    written.write_text(as_csv(RIGHT), encoding="utf-8")
    assert csp(str(written), store=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it has no column 'figure_id'"),
        ("area,value\nAshford,5\n", "it has no column 'figure_id', 'measure'"),
        ("indicator_id,measure\nx,y\n", "it has no column 'target_kind', 'baseline_value', 'target_value'"),
    ],
)
def test_what_is_no_list_of_claims_ends_with_2(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    ended = csp(str(path), store=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "other.csv, row 1" in ended.stderr and said in ended.stderr and "What to do:" in ended.stderr


def test_usage_ends_with_2(written: Path, tmp_path: Path) -> None:
    assert csp(str(tmp_path / "nowhere.csv"), store=tmp_path).returncode == 2
    assert csp(str(written), "--format", "pdf", store=tmp_path).returncode == 2
    assert csp(store=tmp_path).returncode == 2


def test_csv_has_a_row_for_every_row_in_their_order(written: Path, tmp_path: Path) -> None:
    rows = [*WRONG, figure("c", "about 7"), figure("d", -3, statistic="change_n", **BEFORE)]
    written.write_text(as_csv(rows), encoding="utf-8")
    ended = csp(str(written), store=tmp_path)
    found = list(csv.DictReader(io.StringIO(ended.stdout, newline="")))
    assert list(found[0])[:6] == ["figure_id", "verdict", "published", "recomputed", "difference", "reason"]
    assert [row["figure_id"] for row in found] == ["a", "b", "c", "d"]
    assert [row["verdict"] for row in found] == [*["contradicts"] * 2, *["cannot_be_checked"] * 2]
    assert (found[0]["published"], found[0]["recomputed"], found[0]["difference"]) == ("5", "6", "-1")
    # Numbers stay numbers: no apostrophe before a minus.
    assert found[3]["published"] == "-3"
    assert {row["marking"] for row in found} == {"OFFICIAL"}
    assert "claims.csv, row 4, column 'value': 'about 7' is no number. What to do:" in ended.stderr
    assert "4 rows held against one another; there is no store to hold them against: " in ended.stderr
    assert "2 contradicts, 0 differs, 0 agrees, 2 cannot be checked." in ended.stderr


def test_other_encodings_and_separators_are_read(written: Path, tmp_path: Path) -> None:
    text = as_csv([figure("a", 5, area="Kirkby-in-Ashfield – naïve"), figure("b", 6, area="Ashford")])
    written.write_bytes(text.replace(",", ";").encode("cp1252"))
    ended = csp(str(written), store=tmp_path)
    assert ended.returncode == 0
    assert "Kirkby-in-Ashfield – naïve" in ended.stdout


class Tags(HTMLParser):
    """What stands in a page: its tags, the ends of them, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.rows = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.rows += (tag, ("scope", "row")) in ((tag, pair) for pair in attrs)
        self.links += [
            f"{name}={value}"
            for name, value in attrs
            if name == "src" or name.startswith("on") or (name == "href" and not str(value).startswith("#"))
        ]


def test_html_escapes_what_the_file_holds_and_loads_nothing(written: Path, tmp_path: Path) -> None:
    nasty = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    rows = [figure(nasty, 5, note=nasty), figure("b", 6, area=nasty), figure("c", nasty)]
    written.write_text(as_csv(rows), encoding="utf-8")
    page = csp(str(written), "--format", "html", store=tmp_path).stdout
    found = Tags(page)
    assert "script" not in found.tags and "img" not in found.tags and found.links == []
    assert "&lt;script&gt;" in page
    assert found.rows == 3


def test_the_html_page_of_the_papers(tmp_path: Path) -> None:
    ended = csp(
        str(FOLDER / "figures.csv"), str(FOLDER / "indicators.csv"), "--format", "html", store=tmp_path
    )
    assert ended.returncode == 1
    found = Tags(ended.stdout)
    assert found.rows == 578 + 150
    assert found.tags.count("table") == 3
    # What somebody has to look at stands first.
    assert ended.stdout.index("Contradicts itself (") < ended.stdout.index("Agrees (")
    assert ended.stdout.count("OFFICIAL") == 2
