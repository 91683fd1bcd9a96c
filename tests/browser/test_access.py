"""WCAG 2.2 AA as far as axe can tell, on every page, both map forms, desk and phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "path",
    [
        "/?map=hex",
        "/?map=geo",
        "/?measure=ksi_casualties&window=36m&show=rate",
        "/?measure=all_crime&source=police_uk",
        "/plan",
        "/plan?strand=prevent&progress=overdue",
        "/compare",
        "/compare?priority=crime&cells=change&sort=-all_crime",
        "/data",
    ],
)
def test_axe_finds_nothing_and_nothing_runs_over(visit, path):
    visit.open(path)
    if path.startswith("/?"):
        visit.page.locator(".ward-list button").first.click()
        expect(visit.page.locator("#ward-panel h3")).to_have_count(1)
        visit.page.locator("#card-wards").get_by_role("button", name="Table", exact=True).click()
        expect(visit.page.locator("#table-wards table")).to_be_visible()
    for _ in visit.sizes("desk", "phone"):
        visit.accessible()


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize(
    "path", ["/targets?to=2023-12&indicator=top-vwi", "/targets?area=kent-csp&plan=kent-2011"]
)
def test_axe_finds_nothing_on_targets_and_nothing_runs_over(visit, path, size):
    """Opened at each size: the grid works out some of its heights when its rows come."""
    visit.resize(size)
    visit.open(path)
    visit.accessible()
