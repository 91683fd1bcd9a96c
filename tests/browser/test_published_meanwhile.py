"""A version published while somebody reads a page: what belongs to a card stays of the card's version."""

from __future__ import annotations

import csv
import json
import shutil
import time
import urllib.request

import duckdb
import pytest
from playwright.sync_api import expect
from visiting import ASHFORD, Visit

from dashboard.published import GRACE
from data.build.versions import clean, next_version, publish, writing
from tests.browser.conftest import serving


@pytest.fixture
def store(demo_store, tmp_path):
    folder = tmp_path / "store"
    shutil.copytree(demo_store, folder, symlinks=True)
    return folder


def publish_doubled(store, address):
    """A next version in which every ward has twice as many; returns once every process answers with it."""
    with writing(store) as scratch:
        version = next_version(store)
        built = scratch / f"{version}.duckdb"
        shutil.copyfile((store / "current").resolve(), built)
        with duckdb.connect(str(built)) as connection:
            connection.execute("UPDATE ward_month SET value = 2 * value")
        publish(built, folder=store, version=version)
        clean(store)
    for _ in range(100):
        with urllib.request.urlopen(f"{address}/health") as answer:  # noqa: S310 - our own http address
            if json.load(answer)["version"] == version:
                time.sleep(2 * GRACE)
                return version
        time.sleep(0.1)
    raise TimeoutError(f"{version} is not read")


def test_a_card_gives_the_table_and_the_file_of_what_stands_in_it(page, store):
    with serving(store, home=ASHFORD) as address:
        visit = Visit(page, address)
        visit.open(f"/?area={ASHFORD}&measure=all_crime&to=2023-02")
        card = page.locator("#card-wards")
        switch = card.get_by_role("button", name="Table", exact=True)
        rows = card.locator(".card-table tbody tr")
        switch.click()
        expect(rows).not_to_have_count(0)
        before = rows.all_inner_texts()
        switch.click()
        first = (store / "current").resolve()
        second = publish_doubled(store, address)

        switch.click()
        expect(rows).not_to_have_count(0)
        assert rows.all_inner_texts() == before
        with page.expect_download() as download:
            card.get_by_role("link", name="Download CSV").click()
        assert download.value.suggested_filename == "wards-all_crime-E07000105-2023-02.csv"
        with download.value.path().open(encoding="utf-8", newline="") as text:
            assert {row["store_version"] for row in csv.DictReader(text)} == {first.stem}

        # A table that is open follows its card into the newer version.
        visit.control("to").select_option("2023-01")
        visit.settled()
        visit.control("to").select_option("2023-02")
        visit.settled()
        assert page.locator("#title-wards").get_attribute("data-version") == second
        after = rows.all_inner_texts()
        assert (len(after), after == before) == (len(before), False)


def test_of_a_version_that_is_gone_nobody_gets_other_numbers(page, store):
    with serving(store, home=ASHFORD) as address:
        visit = Visit(page, address)
        visit.open("/compare?measure=all_crime&to=2023-02")
        first = (store / "current").resolve()
        publish_doubled(store, address)
        first.unlink()
        page.locator("#matrix tbody td").first.hover()
        with visit.hears("These figures are of an earlier store version"):
            page.locator("#card-matrix").get_by_role("link", name="Download CSV").click()
        visit.settled()
        cells = page.locator("#matrix tbody td")
        assert not any(cells.evaluate_all("cells => cells.map(cell => cell.title)"))
