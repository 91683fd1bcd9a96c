"""The Findings page on the demonstration: filled, copied as text and as Markdown, and served as CSV."""

from __future__ import annotations

import csv
import io
import re

import pytest

from callbacks import findings
from callbacks.shell import PAGES
from dashboard.held_reference import load_reference
from dashboard.selection import parse
from dashboard.views import registry
from dashboard.views.assessment import build_assessment
from dashboard.vocabulary import vocabulary_of
from data.settings import Audience, Settings
from data.store import Store
from layouts import ids
from tests.integration.posting import filled

ASHFORD, COUNTY, FORCE, PAIR = "E07000105", "E10000016", "E23000032", "E22000352"
AREAS = [ASHFORD, COUNTY, FORCE, PAIR]
PAPER = f"area={ASHFORD}&measure=all_crime&to=2023-02"


@pytest.fixture(scope="module")
def client(make_app, demo_store):
    return make_app(Settings(store=demo_store, home=ASHFORD)).server.test_client()


def call(client, search):
    """What the browser gets for a change of the address."""
    return filled(client, findings.OUTPUTS, search)


@pytest.mark.parametrize("area", AREAS)
def test_the_page_has_its_headings_and_leads_to_pages_that_there_are(client, area):
    html = call(client, f"?area={area}&to=2023-02")[ids.ASSESSMENT]["html"]
    for heading in ("Total", "When", "Where", "What to bear in mind"):
        assert f"<h3>{heading}</h3>" in html
    pages = {href.partition("?")[0] for href in re.findall(r'href="([^"]+)"', html)}
    assert pages
    assert pages <= set(PAGES)


def test_what_is_copied_says_the_same_with_its_marking_source_period_and_version(client):
    text = client.get(f"/text/assessment.txt?{PAPER}").text
    markdown = client.get(f"/text/assessment.md?{PAPER}").text
    for copied in (text, markdown):
        for words in (
            "OFFICIAL",
            "Police force extract",
            "Mar 2022 to Feb 2023",
            "store version v0",
            "demonstration data",
        ):
            assert words in copied
    assert "](" not in text
    assert "[11,311][" in markdown
    named = dict(re.findall(r"^\[(\d+)\]: (\S+)$", markdown, flags=re.M))
    assert set(re.findall(r"\]\[(\d+)\]", markdown)) == set(named)
    assert all("version=v0" in address and "measure=all_crime" in address for address in named.values())
    said, _, _ = markdown.partition("\n[1]: ")
    said = re.sub(r"\\([^a-z])", r"\1", re.sub(r"\[([^\]]*)\]\[\d+\]", r"\1", said))
    assert [line.strip("*# ") for line in said.splitlines() if line] == [
        line.strip("*# ") for line in text.splitlines() if line
    ]
    assert client.get(f"/text/wards.txt?{PAPER}").status_code == 404
    assert client.get(f"/text/assessment.doc?{PAPER}").status_code == 404


def test_the_csv_has_a_row_a_number_with_what_it_is_of_and_where_it_leads(client):
    rows = list(csv.DictReader(io.StringIO(client.get(f"/table/assessment.csv?{PAPER}").text)))
    share = next(row for row in rows if row["what"] == "Ashford, change" and row["unit"] == "percent")
    assert (share["value"], share["n"]) == ("-3.8", "11763")
    for row in rows:
        assert row["statement"] and row["source"] and row["period"] and row["link"].startswith("/")
        if row["unit"] == "percent" and row["heading"] != "Also published":
            assert float(row["n"]) >= 50


def views_of(page):
    """The views on a page, by the cards it mounts."""
    parts = [part for root in PAGES[page]() for part in (root, *root._traverse())]
    return {getattr(part, "data-view", None) for part in parts} - {None}


@pytest.mark.parametrize("rest", ["", "&compare=3y", "&ward=E05011775", "&measure=burglary"])
def test_every_number_is_on_the_page_it_leads_to(demo_store, rest):
    settings = Settings(store=demo_store, home=ASHFORD, audience=Audience.RESTRICTED)
    reference = load_reference(Store(demo_store), settings)
    vocabulary = vocabulary_of(reference)
    selection = parse(f"area={ASHFORD}&to=2023-02{rest}", vocabulary).selection
    wanted = {}
    for item in build_assessment(reference, selection).extra["statements"]:
        for part in item.numbers:
            # How many of a list are so is for the reader to count there.
            if part.unit not in ("district", "ward", "month", "a day") and item.heading != "Also published":
                wanted.setdefault((part.link.page, part.link.query), []).append(part)
    assert len(wanted) > 8
    for (page, query), parts in wanted.items():
        parsed = parse(query, vocabulary)
        assert parsed.notices == ()
        views = [registry.build_view(name, reference, parsed.selection) for name in views_of(page)]
        cells = {
            abs(cell)
            for view in views
            for row in view.table.rows
            for cell in row
            if isinstance(cell, (int, float))
        }
        for part in parts:
            found = {cell for cell in cells if round(cell, 1) == abs(part.value)}
            assert found, (page, query, part)
