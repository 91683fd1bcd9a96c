"""Answers that come late, or in another order than they were asked for: the screen is of one address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
ANSWER = "_dash-update-component"
# What is painted into pictures; Plotly's part of one waits until `drawn` is called.
PAINTED = """() => {
  const pen = CanvasRenderingContext2D.prototype;
  const paint = pen.fillText;
  window.painted = [];
  pen.fillText = function (words, ...at) {
    window.painted.push(words);
    return paint.call(this, words, ...at);
  };
  const draw = window.Plotly.toImage;
  window.Plotly.toImage = async (...figure) => {
    const url = await draw(...figure);
    return new Promise((done) => (window.drawn = () => done(url)));
  };
}"""


def test_an_open_table_keeps_what_was_asked_for_last_and_a_closed_one_nothing(visit):
    visit.open("/compare?to=2023-02")
    button = visit.page.locator("#card-rates button[data-do=table]")
    table = visit.page.locator("#table-rates")
    button.click()
    expect(table).to_contain_text("All crime")
    with visit.holding("/table/rates.*burglary") as come:
        visit.control("measure").select_option("burglary")
        come()
        visit.control("measure").select_option("robbery")
        expect(table).to_contain_text("Robbery")
    visit.settled()
    expect(table).to_contain_text("Robbery")
    button.click()
    with visit.holding("/table/rates") as come:
        button.click()
        come()
        button.click()
    visit.settled()
    expect(table).to_be_empty()


def test_the_words_of_a_picture_are_those_of_its_chart(visit):
    visit.open("/compare?to=2023-02")
    page = visit.page
    page.evaluate(PAINTED)
    asked = []
    page.on("request", lambda request: "/figure/" in request.url and asked.append(request.url))
    caption, copy = page.locator("#caption-rates"), page.locator("#card-rates button[data-do=copy-picture]")

    def picture() -> str:
        page.wait_for_function("() => window.drawn")
        with visit.hears("icture"):
            page.evaluate("window.drawn()")
        words = " ".join(page.evaluate("window.painted"))
        page.evaluate("window.drawn = null; window.painted = []")
        return words

    # Asked for before the answer, painted after it: still the chart that was on the screen.
    with visit.holding(ANSWER, "burglary") as come:
        visit.control("measure").select_option("burglary")
        come()
        copy.click()
        page.wait_for_function("() => window.drawn")
        assert "burglary" not in asked[-1]
    expect(caption).to_contain_text("Burglary per 1,000")
    words = picture()
    assert "All crime per 1,000" in words
    assert "Burglary" not in words
    # The answer comes before the figure does: the figure is asked for again.
    with visit.holding("/figure/rates.*burglary") as come:
        copy.click()
        come()
        visit.control("measure").select_option("robbery")
        expect(caption).to_contain_text("Robbery per 1,000")
    assert "Robbery per 1,000" in picture()
    assert "robbery" in asked[-1]


def test_a_link_changes_what_it_says_and_keeps_what_was_chosen_since(visit):
    visit.open("/compare?to=2023-02")
    other = visit.page.locator("#matrix tbody th a").nth(3)
    name = other.inner_text()
    with visit.holding(ANSWER, "burglary") as come:
        visit.control("measure").select_option("burglary")
        come()
        other.click()
    expect(visit.page.locator("#matrix tr.home th")).to_have_text(name)
    visit.settled()
    assert visit.control("measure").input_value() == "burglary"
    expect(visit.page.locator("#caption-rates")).to_contain_text("Burglary")


def test_the_keyboard_downloads_what_is_on_the_screen_after_a_step_back(visit):
    visit.open("/peaks?to=2023-02")
    visit.control("measure").select_option("robbery")
    visit.settled()
    link = visit.page.locator("#card-years a[data-do=csv]")
    link.focus()
    visit.page.go_back()
    visit.settled()
    expect(link).to_be_focused()
    with visit.page.expect_download() as download:
        visit.page.keyboard.press("Enter")
    assert "all_crime" in download.value.suggested_filename
