"""The Findings page in Chromium: read, followed number by number, copied both ways, by mouse and by key."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAPER = "/findings?to=2023-02"


def number(visit, words):
    """A number of the text that leads somewhere."""
    return visit.page.locator("#assessment").get_by_role("link", name=words, exact=True).first


def test_numbers_lead_to_their_views_and_back_leads_to_the_text(visit):
    visit.open(PAPER)
    text = visit.page.locator("#assessment")
    expect(text).to_contain_text("All crime in Ashford fell from 11,763 (Mar 2021 to Feb 2022) to 11,311")
    visit.resize("phone")
    last = text.locator("a[href^='/hotspots']").last
    last.scroll_into_view_if_needed()
    assert visit.page.evaluate("scrollY") > 844
    last.press("Enter")
    expect(visit.page.locator("#title-hotspots")).to_be_visible()
    visit.settled()
    # A page begins at its head, and so does the keyboard.
    assert visit.page.evaluate("scrollY") == 0
    expect(visit.page.locator("main")).to_be_focused()
    visit.page.go_back()
    visit.settled()
    visit.resize("desk")
    expect(visit.page.locator("nav a[aria-current]")).to_have_text("Findings")
    for words, address, shown in (
        ("11,763", r"/\?to=2022-02&window=range&from=2021-03$", "#card-months"),
        ("1,033", r"/peaks\?to=2023-02&month=2022-11$", "#card-control"),
        ("2,284", r"/hotspots\?to=2023-02&ward=E05011775$", "#card-hotspots"),
        ("158,710", r"/compare\?to=2023-02&area=E10000016$", "main .card-box"),
    ):
        number(visit, words).click()
        expect(visit.page).to_have_url(re.compile(address))
        visit.settled()
        expect(visit.page.locator(shown).first).to_be_visible()
        assert visit.page.locator(".notice").count() == 0
        visit.page.go_back()
        visit.settled()
        expect(number(visit, words)).to_be_visible()


def test_a_filter_writes_another_text_and_a_ward_has_its_own(visit):
    visit.open(PAPER)
    visit.control("measure").select_option("robbery")
    text = visit.page.locator("#assessment")
    expect(text).to_contain_text("Robbery in Ashford was within usual variation: 66 robberies")
    visit.open(f"{PAPER}&ward=E05011775")
    expect(visit.page.locator("#title-assessment")).to_have_text(
        "All crime in Victoria, Mar 2022 to Feb 2023"
    )
    expect(text).to_contain_text("Of the wards of Ashford Victoria was highest of 39 by count")
    # Other wards' published figures are not its own.
    expect(text).not_to_contain_text("Beaver")


def test_text_and_markdown_are_copied_with_marking_source_and_version(visit, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open(PAPER)
    copied = {}
    for form, said in (("Copy text", "Text copied"), ("Copy Markdown", "Markdown copied")):
        with visit.hears(said):
            visit.page.locator("#card-assessment").get_by_role("button", name=form).click()
        copied[form] = visit.page.evaluate("navigator.clipboard.readText()")
        for words in ("OFFICIAL", "Police force extract", "Mar 2022 to Feb 2023", "store version v0"):
            assert words in copied[form]
    assert "](" not in copied["Copy text"]
    addresses = re.findall(r"^\[\d+\]: (\S+)$", copied["Copy Markdown"], flags=re.M)
    assert addresses
    assert all(address.startswith(visit.server + "/") for address in addresses)
    visit.open(addresses[1].removeprefix(visit.server))
    assert visit.page.locator(".notice").count() == 0


def test_without_a_clipboard_the_old_way_copies(visit):
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visit.open(PAPER)
    with visit.hears("Text copied"):
        visit.page.locator("#card-assessment").get_by_role("button", name="Copy text").click()


def test_the_keyboard_copies_and_follows_a_number(visit, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open(PAPER)
    visit.control("compare").focus()
    keys = visit.page.keyboard
    for _ in range(4):
        keys.press("Tab")
        if visit.page.locator(".copies :focus").count():
            break
    with visit.hears("Text copied"):
        keys.press("Enter")
    keys.press("Tab")
    keys.press("Tab")
    expect(visit.page.locator("#assessment :focus")).to_have_text("11,763")
    keys.press("Enter")
    expect(visit.page).to_have_url(re.compile("from=2021-03"))


@pytest.mark.parametrize("path", [PAPER, "/findings?area=E23000032&measure=hate_crime&window=q"])
def test_axe_finds_nothing_and_nothing_runs_over(visit, path):
    visit.open(path)
    visit.page.locator("#card-assessment").get_by_role("button", name="Table", exact=True).click()
    expect(visit.page.locator("#table-assessment table")).to_be_visible()
    for _ in visit.sizes():
        visit.accessible()
