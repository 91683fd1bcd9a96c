"""A map that is filled where it stands is, and says, what the same address shows in a new tab."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from visiting import ASHFORD, Visit

pytestmark = pytest.mark.browser
THANET = "E07000114"
# What is drawn, what the figure says, and what the canvas with the words holds.
SHOWN = """(view) => {
  const gd = document.querySelector(`#graph-${view} .js-plotly-plot`);
  const plain = (part) => JSON.parse(JSON.stringify(part, (key, value) => key === "uid" ? undefined : value));
  const canvas = gd.querySelector("canvas.map-words");
  return {
    paths: [...gd.querySelectorAll(":is(.choroplethlayer, .bars, .scatterlayer, .shapelayer) path")].map(
      (path) => [path.getAttribute("d"), path.getAttribute("fill"), getComputedStyle(path).fill,
        path.style.stroke, path.__data__ && path.__data__.loc]),
    texts: [...gd.querySelectorAll("text")].map(
      (text) => [text.textContent, text.getAttribute("x"), text.getAttribute("y")]),
    points: gd.calcdata[0].map((point) => [point.loc, point.z, point.tx, point.s]),
    full: ["z", "zmin", "zmax", "colorscale", "text", "hovertemplate"].map(
      (name) => gd._fullData[0][name] ?? null),
    data: plain(gd.data), layout: plain(gd.layout),
    words: canvas && canvas.toDataURL(),
    key: [...document.querySelectorAll(".map-row .legend li")].map(
      (item) => [item.textContent, item.firstChild.style.background]),
    list: [...document.querySelectorAll(".ward-list li")].map((item) => item.textContent),
  };
}"""
# Each is an own full draw of Plotly's; a map that is filled where it stands makes none.
COUNT = """(view) => {
  window.redrawn = 0;
  document.querySelector(`#graph-${view} .js-plotly-plot`).on("plotly_react", () => { window.redrawn += 1; });
}"""


def shown(page, view):
    return page.evaluate(SHOWN, view)


def hovered(page, view, code):
    """The label at the pointer over an area: its words and colours."""
    place = page.evaluate(
        "([view, code]) => [...document.querySelectorAll(`#graph-${view} .choropleth:first-child > path`)]"
        ".findIndex((path) => path.__data__.loc === code)",
        [view, code],
    )
    path = page.locator(f"#graph-{view} .choropleth:first-child > path").nth(place)
    path.scroll_into_view_if_needed()
    path.hover(force=True)
    label = page.locator(f"#graph-{view} .hoverlayer .hovertext")
    expect(label).to_have_count(1)
    said = label.evaluate("label => [label.textContent, label.querySelector('path').style.fill]")
    page.mouse.move(2, 2)
    expect(label).to_have_count(0)
    return said


@pytest.mark.parametrize(("path", "view"), [("/", "wards"), ("/hotspots", "hotspots")])
def test_a_map_filled_where_it_stands_is_as_one_drawn_from_nothing(visit, context, path, view):
    visit.open(f"{path}?area={ASHFORD}&measure=all_crime")
    visit.page.evaluate(COUNT, view)
    keys = set()
    full = []
    for control, value in (
        ("measure", "hate_crime"),
        ("to", "2022-06"),
        ("area", THANET),
        ("measure", "violence_with_injury"),
        ("map", "geo"),
        ("measure", "burglary"),
        ("show", "change"),
        ("to", "2019-10"),
    ):
        if control in ("map", "show"):
            visit.page.locator(f"button[data-set={control}][data-value={value}]").click()
        else:
            visit.control(control).select_option(value)
        visit.settled()
        full.append(visit.page.evaluate("window.redrawn"))
        other = Visit(context.new_page(), visit.server)
        other.page.set_viewport_size({"width": 1440, "height": 900})
        other.open(visit.path())
        found, wanted = shown(visit.page, view), shown(other.page, view)
        for part, value_of in wanted.items():
            assert found[part] == value_of, (control, value, part)
        code = found["points"][2][0]
        assert hovered(visit.page, view, code) == hovered(other.page, view, code), (control, value)
        keys |= {words for words, _ in found["key"]}
        other.check()
        other.page.close()
    assert {"hidden: small number", "not supplied"} <= keys
    # Another area, another form: a full draw each. The rest was filled where it stood.
    drawn = [after - before for before, after in zip([0, *full], full, strict=False)]
    assert drawn == [0, 0, 1, 0, 1, 0, 0, 0]


def test_a_figure_that_is_as_it_was_is_not_drawn_again(visit):
    visit.open(f"/?area={ASHFORD}")
    visit.page.evaluate(COUNT, "months")
    before = shown(visit.page, "months")
    visit.page.locator("button[data-set=show][data-value=count]").click()
    visit.settled()
    assert visit.page.evaluate("window.redrawn") == 0
    assert shown(visit.page, "months")["paths"] == before["paths"]
    visit.control("measure").select_option("burglary")
    visit.settled()
    assert visit.page.evaluate("window.redrawn") == 1
    assert shown(visit.page, "months")["paths"] != before["paths"]


@pytest.mark.parametrize(
    ("view", "drawn"), [("wards", ".choropleth:first-child > path"), ("months", ".bars .point path")]
)
def test_a_label_at_a_resting_pointer_does_not_keep_the_figure_of_before(visit, view, drawn):
    visit.open(f"/?area={ASHFORD}")
    place = visit.page.locator(f"#graph-{view} {drawn}").nth(4)
    place.scroll_into_view_if_needed()
    place.hover(force=True)
    label = visit.page.locator(f"#graph-{view} .hoverlayer .hovertext")
    expect(label).to_have_count(1)
    before = label.text_content()
    visit.control("measure").select_option("burglary")
    visit.settled()
    assert before not in label.all_text_contents()
    visit.page.mouse.move(2, 2)
    place.hover(force=True)
    expect(label).to_have_count(1)
    assert label.text_content() != before
