"""The matrix in Chromium: sorted by the keyboard, switched, followed to a measure and an area, pasted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TO = "to=2023-02"


def names(visit) -> list[str]:
    """The districts in the order they stand in."""
    return visit.page.locator("#matrix tbody").first.locator("tr:not(.matrix-group) th").all_text_contents()


def column(visit, place: int) -> list[float]:
    """What a column shows of the districts, as numbers."""
    cells = visit.page.locator("#matrix tbody").first.locator(f"tr td:nth-child({place + 1}) b")
    return [float(re.sub(r"[^\d.−-]", "", text).replace("−", "-")) for text in cells.all_text_contents()]


def head(visit, label: str):
    return visit.page.locator("#matrix thead").get_by_role("button", name=label)


def test_a_head_sorts_by_keyboard_and_turns_the_order_round(visit):
    visit.open(f"/compare?{TO}")
    expect(visit.page.locator("#matrix tbody").first.locator("tr.home")).to_have_count(1)
    assert column(visit, 1) == sorted(column(visit, 1), reverse=True)
    label = visit.page.locator("#matrix thead th:nth-child(3) button").inner_text()
    head(visit, label).focus()
    visit.page.keyboard.press("Enter")
    visit.settled()
    expect(visit.page.locator("#matrix thead th:nth-child(3)")).to_have_attribute("aria-sort", "descending")
    assert column(visit, 2) == sorted(column(visit, 2), reverse=True)
    assert "sort=" in visit.path()
    # Whoever pressed it is still on it.
    expect(head(visit, label)).to_be_focused()
    visit.page.keyboard.press("Enter")
    visit.settled()
    expect(visit.page.locator("#matrix thead th:nth-child(3)")).to_have_attribute("aria-sort", "ascending")
    assert column(visit, 2) == sorted(column(visit, 2))
    head(visit, "Area").focus()
    visit.page.keyboard.press("Space")
    # Whoever has gone on to a link is on it still, though it leads elsewhere now.
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    visit.settled()
    assert "sort=name" in visit.path()
    expect(visit.page.locator("#matrix thead a:focus")).to_have_text("in depth")
    assert names(visit) == sorted(names(visit))
    visit.page.go_back()
    visit.settled()
    assert column(visit, 2) == sorted(column(visit, 2))


def test_the_cells_show_what_the_switch_says(visit):
    visit.open(f"/compare?{TO}&priority=crime&source=police_uk")
    switch = visit.page.get_by_role("group", name="Show in every cell")
    expect(switch.get_by_role("button", name="Rate", exact=True)).to_have_attribute("aria-pressed", "true")
    rates = column(visit, 1)
    switch.get_by_role("button", name="Count", exact=True).click()
    expect(visit.page).to_have_url(re.compile("cells=count"))
    visit.settled()
    counts = column(visit, 1)
    assert min(counts) > max(rates)
    assert counts == sorted(counts, reverse=True)
    switch.get_by_role("button", name="Rank", exact=True).click()
    visit.settled()
    expect(visit.page.locator("#matrix tbody").first.locator("tr td:nth-child(2) b").first).to_have_text(
        "1st"
    )


def test_a_cell_leads_to_its_measure_and_a_name_to_its_area(visit):
    visit.open(f"/compare?{TO}")
    row = visit.page.locator("#matrix tbody").first.locator("tr:not(.matrix-group)")
    row.first.locator("td").nth(1).click()
    expect(visit.page).to_have_url(re.compile("measure="))
    visit.settled()
    expect(visit.page.locator("#matrix thead th:nth-child(3)")).to_have_class("chosen")
    measure = re.search(r"measure=(\w+)", visit.path())[1]
    assert visit.control("measure").input_value() == measure
    # The cards on that measure have come into sight.
    assert visit.page.locator("#card-matrix + .card-box").evaluate(
        "card => card.getBoundingClientRect().top < innerHeight"
    )
    other = row.nth(2).locator("th a")
    name = other.inner_text()
    other.press("Enter")
    visit.settled()
    expect(visit.page.locator("#matrix tr.home th")).to_have_text(name)
    # The area's own name leads nowhere: the keyboard goes on in the table.
    expect(visit.page.locator("#matrix")).to_be_focused()


def test_the_table_is_pasted_with_borders_in_the_order_it_stands_in(visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open(f"/compare?{TO}&sort=name&cells=rate")
    with visit.hears("Table copied"):
        visit.page.locator("#card-matrix").get_by_role("button", name="Copy table").click()
    pasted = visit.page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            return await (await item.getType("text/html")).text();
        }"""
    )
    assert 'border="1"' in pasted
    assert "1px solid" in pasted
    places = [pasted.index(f">{name}<") for name in names(visit)]
    assert places == sorted(places)
    assert "OFFICIAL" in pasted


@pytest.mark.parametrize("query", ["", "&priority=crime", "&area=E23000032&cells=change"])
def test_axe_finds_nothing_in_the_matrix_and_the_page_never_runs_over(visit, query):
    visit.open(f"/compare?{TO}{query}")
    box = visit.page.locator("#matrix")
    name = box.locator("tbody tr th[scope=row]").first
    for _ in visit.sizes():
        visit.accessible("#card-matrix")
        # Names stay in sight while the measures scroll.
        box.evaluate("box => (box.scrollLeft = box.scrollWidth)")
        assert name.evaluate("cell => cell.getBoundingClientRect().left") >= 0
        box.evaluate("box => (box.scrollLeft = 0)")


def test_a_cell_says_all_of_it_to_whoever_points_at_it_or_stands_in_the_table(visit):
    visit.open(f"/compare?{TO}&cells=rate")
    cells = visit.page.locator("#matrix tbody").first.locator("td")
    expect(cells.first).not_to_have_attribute("title", re.compile("."))
    name, rate = names(visit)[0], cells.first.locator("b").inner_text()
    cells.first.hover()
    expect(cells.first).to_have_attribute(
        "title", re.compile(f"^{name}, .* {re.escape(rate)} per 1,000 .* highest ")
    )
    assert all(cells.evaluate_all("cells => cells.map(cell => cell.title)"))
    # Other numbers, other sentences, also for who comes by keyboard.
    visit.control("measure").select_option("robbery")
    visit.settled()
    visit.page.mouse.move(0, 0)
    visit.control("measure").select_option("burglary")
    visit.settled()
    visit.page.locator("#matrix").focus()
    place = visit.page.locator("#matrix thead th.chosen").evaluate("head => head.cellIndex")
    chosen = visit.page.locator("#matrix tbody").first.locator(f"tr.home td:nth-child({place + 1})")
    expect(chosen).to_have_attribute("title", re.compile("^Ashford, .* burglaries, "))
