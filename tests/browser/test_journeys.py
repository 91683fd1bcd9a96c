"""What the three readers do, in Chromium: open a link, choose, go back, take figures away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect
from visiting import ASHFORD, Visit

pytestmark = pytest.mark.browser


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text.replace(",", ""))


def test_a_deep_link_restores_every_control_and_a_change_redraws_once(visit):
    visit.open(f"/?area={ASHFORD}&measure=all_crime&to=2023-02&map=geo&show=count&compare=none")
    assert visit.control("to").input_value() == "2023-02"
    assert visit.control("compare").input_value() == "none"
    expect(visit.page.get_by_role("button", name="Geographic")).to_have_attribute("aria-pressed", "true")
    expect(visit.page.locator("#line")).to_contain_text("All crime in Ashford")
    expect(visit.page.locator("#badge")).to_be_visible()
    before = visit.page.locator("#graph-months .bars .point path").first.get_attribute("d")
    visit.drawn.clear()
    visit.control("to").select_option("2022-06")
    expect(visit.page).to_have_url(re.compile(r"to=2022-06"))
    visit.settled()
    assert len(visit.drawn) == 1
    assert visit.page.locator("#graph-months .bars .point path").first.get_attribute("d") != before

    visit.page.go_back()
    expect(visit.control("to")).to_have_value("2023-02")
    visit.settled()
    assert visit.page.locator("#graph-months .bars .point path").first.get_attribute("d") == before
    visit.page.go_forward()
    expect(visit.control("to")).to_have_value("2022-06")
    visit.settled()
    assert len(visit.drawn) == 3


def test_who_chooses_on_before_the_next_answer_is_where_they_chose_to_be(visit):
    visit.open("/")
    # The second choice is made with the answer to the first, and answered when what waits has had its turn.
    visit.page.evaluate(
        """to => {
            const ask = window.fetch;
            window.fetch = async (...request) => {
                const second = String((request[1] || {}).body).includes("to=2022-06");
                if (second) await new Promise((go) => setTimeout(go, 600));
                return ask(...request);
            };
            const choose = (event) => {
                if (!event.detail.has("bar")) return;
                window.removeEventListener("csp:words", choose);
                to.value = "2022-06";
                to.dispatchEvent(new Event("change", { bubbles: true }));
            };
            window.addEventListener("csp:words", choose);
        }""",
        visit.control("to").element_handle(),
    )
    visit.control("area").select_option(label="Swale")
    expect(visit.page.locator("#line")).to_contain_text("Swale")
    expect(visit.page.locator("#line")).to_contain_text("Jun 2022")
    visit.settled()
    assert visit.path() == "/?area=E07000113&to=2022-06"
    expect(visit.control("to")).to_have_value("2022-06")


def test_the_first_screen_is_the_home_area_and_never_empty(visit):
    visit.open("/")
    expect(visit.control("area")).to_have_value(ASHFORD)
    expect(visit.page.locator("#graph-wards .choroplethlayer path").first).to_be_visible()
    expect(visit.page.locator(".gauge")).to_have_count(6)
    expect(visit.control("start")).not_to_be_visible()
    expect(visit.control("plan")).to_be_visible()
    expect(visit.page.locator("#graph-months .bars .point")).to_have_count(12)
    assert visit.page.locator(".card-empty:visible").count() == 0
    assert visit.page.locator("html").get_attribute("lang") == "en-GB"


def test_casualties_are_read_over_years_and_by_what_they_are_made_of(visit):
    visit.open("/?measure=all_crime")
    expect(visit.page.locator("#card-splits")).not_to_be_visible()
    visit.control("measure").select_option("ksi_casualties")
    visit.settled()
    card = visit.page.locator("#card-splits")
    expect(card).to_be_visible()
    expect(card.locator(".split-head")).to_contain_text(
        ["Severity", "Road user", "Age", "Road", "Hour of the day"]
    )
    # The same numbers on the card and in its table.
    total = visit.page.locator("#spans tbody tr").first.locator("td").nth(2).inner_text()
    columns = card.locator(".column-value").all_inner_texts()
    assert sum(int(text) for text in columns if text) == int(total)
    spans = visit.page.locator("#spans")
    expect(spans.locator("thead th")).to_contain_text(
        ["", "Month", "Year to date", "12 months", "3 years", "5 years"]
    )
    expect(spans).to_contain_text("a year")
    expect(visit.page.locator("#line")).to_contain_text("Provisional from")
    expect(visit.page.locator("#graph-months .chart-words span", has_text="provisional")).to_be_visible()

    visit.control("window").select_option("36m")
    visit.settled()
    visit.page.get_by_role("button", name="Rate", exact=True).click()
    expect(visit.page.locator("#title-wards")).to_contain_text("per 10,000 residents a year")


def test_outcomes_stand_where_the_source_publishes_them(visit):
    visit.open("/?measure=all_crime&source=force_extract")
    expect(visit.page.locator("#card-outcomes")).not_to_be_visible()
    visit.control("source").select_option("police_uk")
    visit.settled()
    card = visit.page.locator("#card-outcomes")
    expect(card.locator("#title-outcomes")).to_contain_text("Charged or summonsed: ")
    whole = card.locator("#outcomes tbody").first.locator("tr").nth(1)
    n, *cells = whole.locator("td").all_inner_texts()
    counts = [int(numbers(cell.partition("(")[2])[0]) for cell in cells]
    assert sum(counts) == int(numbers(n)[0])
    expect(card.locator("tr.recent")).to_have_count(6)
    expect(card.locator("#basis-outcomes")).to_contain_text("too recent for final rates")


def test_the_keyboard_reaches_a_ward_through_the_list_and_stays_there(visit):
    visit.open("/")
    visit.page.keyboard.press("Tab")
    expect(visit.page.locator(":focus")).to_have_text("Skip to content")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#page")).to_be_focused()
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        if visit.page.locator(".ward-list :focus").count():
            break
    name = visit.page.locator(".ward-list :focus span").first.inner_text()
    expect(visit.page.locator("#graph-wards path.pointed")).to_have_count(1)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#ward-panel h3")).to_have_text(name)
    expect(visit.page).to_have_url(re.compile("ward=E0"))
    visit.settled()
    expect(visit.page.locator(".ward-list :focus span").first).to_have_text(name)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#ward-panel h3")).to_have_count(0)


def test_map_and_months_are_ways_in_and_let_go_again(visit):
    visit.open("/")
    month = visit.page.locator("#graph-months .bars .point").nth(3)
    month.click(position={"x": 8, "y": 20}, force=True)
    expect(visit.page).to_have_url(re.compile(r"month=\d{4}-\d\d"))
    visit.settled()
    visit.page.locator("#graph-months .bars .point").nth(3).click(position={"x": 8, "y": 20}, force=True)
    expect(visit.page).not_to_have_url(re.compile("month="))
    visit.settled()
    # Of a double click the second would let go what the first chose.
    visit.page.locator("#graph-wards .choroplethlayer path").nth(5).dblclick(force=True)
    visit.settled()
    expect(visit.page).to_have_url(re.compile("ward=E0"))
    expect(visit.page.locator("#ward-panel h3")).to_have_count(1)
    visit.page.locator("#graph-months .bars .point").nth(3).dblclick(position={"x": 8, "y": 20}, force=True)
    visit.settled()
    expect(visit.page).to_have_url(re.compile(r"month=\d{4}-\d\d"))


@pytest.mark.parametrize("view", ["wards", "months", "targets", "findings"])
def test_table_and_csv_say_the_same_and_follow_the_filters(visit, view):
    visit.open(f"/?area={ASHFORD}&measure=all_crime&to=2023-02")
    card = visit.page.locator(f"#card-{view}")
    card.get_by_role("button", name="Table", exact=True).click()
    table = card.locator(".card-table table")
    before = table.element_handle()
    visit.control("to").select_option("2022-09")
    visit.settled()
    visit.page.wait_for_function("table => !table.isConnected", arg=before)
    expect(table).to_be_visible()
    rows = table.locator("tbody tr").all_inner_texts()
    with visit.page.expect_download() as download:
        card.get_by_role("link", name="Download CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    written = list(csv.DictReader(io.StringIO(text)))
    assert len(written) == len(rows)
    for row, record in zip(rows, written, strict=True):
        if (record.get("value") or "").isdigit():
            assert record["value"] in numbers(row)


def test_two_readers_do_not_disturb_each_other(visit, new_context):
    visit.open("/?to=2023-02")
    other = Visit(new_context().new_page(), visit.server)
    other.open("/?to=2021-06&compare=none")
    visit.control("compare").select_option("3y")
    visit.settled()
    assert other.control("compare").input_value() == "none"
    assert other.control("to").input_value() == "2021-06"
    expect(visit.control("to")).to_have_value("2023-02")
    other.check()


def test_a_link_with_nonsense_falls_back_and_says_so(visit):
    visit.open("/?area=E99999999&colour=red&to=2099-13")
    expect(visit.control("area")).to_have_value(ASHFORD)
    notices = visit.page.locator(".notice")
    expect(notices).to_have_count(3)
    notices.first.get_by_role("button", name="Dismiss").click()
    expect(visit.page.locator(".notice:visible")).to_have_count(2)


def test_what_is_copied_carries_title_period_source_and_marking(visit, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open("/")
    card = visit.page.locator("#card-wards")
    with visit.hears("Table copied"):
        card.get_by_role("button", name="Copy table").click()
    read = "async type => await (await (await navigator.clipboard.read())[0].getType(type)).text()"
    html = visit.page.evaluate(read, "text/html")
    assert "border" in html
    assert "OFFICIAL" in html
    with visit.hears("Link copied"):
        card.get_by_role("button", name="Copy link").click()
    link = visit.page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"area=E07000105.*measure=.*version=v\d+&asof=\d{4}-\d\d-\d\d$", link)
    for view in ("wards", "months", "targets"):
        with visit.hears("Picture copied"):
            visit.page.locator(f"#card-{view}").get_by_role("button", name="Copy picture").click()
        size = visit.page.evaluate(
            "async () => (await (await navigator.clipboard.read())[0].getType('image/png')).size"
        )
        assert size > 20_000


def test_without_a_clipboard_pictures_are_downloaded(visit):
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visit.open("/")
    with visit.page.expect_download() as download:
        visit.page.locator("#card-months").get_by_role("button", name="Copy picture").click()
    assert download.value.suggested_filename == "months.png"


def test_the_data_page_keeps_the_filters_and_shows_its_tables(visit):
    visit.open("/?to=2023-02")
    visit.page.get_by_role("link", name="Data", exact=True).click()
    expect(visit.page).to_have_url(re.compile(r"/data\?to=2023-02$"))
    for view in ("sources", "placing"):
        expect(visit.page.locator(f"#card-{view} table").first).to_be_visible()
    expect(visit.page.locator("#card-coverage table")).to_be_visible()
    expect(visit.page.locator("#definitions dt").first).to_be_visible()
    visit.page.go_back()
    expect(visit.page.locator("#graph-wards .choroplethlayer path").first).to_be_visible()
