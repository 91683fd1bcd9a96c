"""WCAG 2.2 AA as far as axe can tell, on every page, both map forms, desk and phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
SIZES = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "path",
    [
        "/?map=hex",
        "/?map=geo",
        "/?measure=ksi_casualties&window=36m&show=rate",
        "/?measure=all_crime&source=police_uk",
        "/targets?to=2023-12&indicator=top-vwi",
        "/targets?area=kent-csp&plan=kent-2011",
        "/plan",
        "/plan?strand=prevent&progress=overdue",
        "/compare",
        "/compare?priority=crime&cells=change&sort=-all_crime",
        "/data",
    ],
)
def test_axe_finds_nothing_and_nothing_runs_over(visit, path, size):
    width, height = SIZES[size]
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.open(path)
    if path.startswith("/?"):
        visit.page.locator(".ward-list button").first.click()
        expect(visit.page.locator("#ward-panel h3")).to_have_count(1)
        visit.page.locator("#card-wards").get_by_role("button", name="Table", exact=True).click()
        expect(visit.page.locator("#table-wards table")).to_be_visible()
        visit.settled()
    results = Axe().run(visit.page, options=TAGS)
    found = [
        (item["id"], [node["html"][:160] for node in item["nodes"][:3]])
        for item in results.response["violations"]
    ]
    assert found == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
