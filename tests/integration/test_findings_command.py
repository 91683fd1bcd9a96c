"""`csp findings` prints the text of the page, for an analyst's paper."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli.findings import Wanted, read_selections
from dashboard.held_reference import load_reference
from dashboard.views.paper import to_text
from dashboard.views.registry import build_view
from data.errors import CspError
from data.settings import Settings
from data.store import Store

ROOT = Path(__file__).parents[2]
ASHFORD, VICTORIA = "E07000105", "E05011775"


@pytest.fixture(scope="module")
def reference(demo_store):
    return load_reference(Store(demo_store), Settings(store=demo_store))


def run(store: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as it is typed, with this tree's code."""
    code = "from dashboard.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CSP_AUDIENCE": "partner"}
    command = [sys.executable, "-c", code, "findings", "--store", str(store), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_it_prints_what_the_page_says(demo_store, reference):
    printed = run(demo_store, "--area", ASHFORD, "--measure", "all_crime", "--to", "2023-02")
    assert printed.returncode == 0, printed.stderr
    (selection,) = read_selections(reference, Wanted(area="Ashford", measures=("all_crime",), to="2023-02"))
    view = build_view("assessment", reference, selection)
    day = dt.datetime.now(dt.UTC).date()
    assert printed.stdout == to_text(view, day=day)


def test_markdown_has_addresses_with_the_base_given(demo_store):
    printed = run(demo_store, "--area", ASHFORD, "--markdown", "--base", "https://csp.example/")
    assert "\n[1]: https://csp.example/?area=E07000105&" in printed.stdout


def test_a_priority_is_all_its_measures_a_text_each(reference):
    found = read_selections(reference, Wanted(area=ASHFORD, priority="summary", to="2023-02"))
    assert [item.measure for item in found] == [
        "violence_with_injury",
        "domestic_abuse_offences",
        "sexual_offences",
        "hate_crime",
        "asb_police_reports",
    ]
    twice = Wanted(area=ASHFORD, measures=("robbery", "Robbery", "burglary"), ward="Victoria")
    assert [(item.measure, item.ward) for item in read_selections(reference, twice)] == [
        ("robbery", VICTORIA),
        ("burglary", VICTORIA),
    ]


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Wanted(area="nowhere"), "no area"),
        (Wanted(area=VICTORIA), "no area that pages are about"),
        (Wanted(area=ASHFORD, measures=("nonsense",)), "no measure"),
        (Wanted(area=ASHFORD, to="2093-02"), "not Feb 2093"),
        (Wanted(area=ASHFORD, window="7d"), "window"),
        (Wanted(area=ASHFORD, ward="Seasalter"), "no ward called"),
        (Wanted(area=ASHFORD, priority="nonsense"), "no priority"),
        (Wanted(area=ASHFORD, source="nonsense"), "source"),
    ],
)
def test_what_cannot_be_meant_stops_it(reference, wanted, why):
    with pytest.raises(CspError, match=why):
        read_selections(reference, wanted)


def test_exit_codes(demo_store, tmp_path):
    wrong = run(demo_store, "--area", "nowhere")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "no area" in wrong.stderr
    assert run(demo_store).returncode == 2
    assert run(tmp_path, "--area", ASHFORD).returncode == 1
