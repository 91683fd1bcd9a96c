"""Words on charts stand where Plotly would write them; a change is asked for once; notices stay away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from visiting import ASHFORD, Visit

pytestmark = pytest.mark.browser
# Our words and those that Plotly writes for the same figure: [text, left, top, right, bottom] in the chart.
BOTH = """async (id) => {
  const gd = document.querySelector(`#graph-${id} .js-plotly-plot`);
  const home = gd.getBoundingClientRect();
  const box = (part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return [left - home.left, top - home.top, right - home.left, bottom - home.top];
  };
  const all = (place, which) => [...place.querySelectorAll(which)]
    .map((part) => [part.textContent.replace(/\\s+/g, ""), ...box(part)]);
  const ours = all(gd, ".chart-words span");
  const other = document.createElement("div");
  Object.assign(other.style, { position: "absolute", left: home.left + "px", top: home.top + scrollY + "px",
    width: home.width + "px", height: home.height + "px" });
  document.body.append(other);
  const layout = window.csp.chartWords.leaving(structuredClone(gd.layout), false);
  Object.assign(layout, { width: home.width, height: home.height });
  await Plotly.newPlot(other, structuredClone(gd.data), layout, { staticPlot: true });
  const theirs = all(other, ".annotation-text");
  Plotly.purge(other);
  other.remove();
  return [ours, theirs];
}"""
PAGES = {
    "/": ["months"],
    "/peaks": ["years", "control", "ahead"],
    "/compare": ["changes", "funnel"],
    f"/compare?area={ASHFORD}&compare=3y": ["changes"],
    "/hotspots": ["curve"],
}


@pytest.mark.parametrize(("path", "size"), [*((path, "desk") for path in PAGES), ("/", "phone")])
def test_words_stand_where_plotly_writes_them(visit, path, size):
    visit.resize(size)
    visit.open(path)
    compared = 0
    for graph in PAGES[path]:
        if not visit.page.locator(f"#graph-{graph} .chart-words span").count():
            continue
        ours, theirs = visit.page.evaluate(BOTH, graph)
        assert len(ours) == len(theirs)
        for words, *box in ours:
            # A phone leaves some out.
            if box[0] < box[2]:
                assert min(_off(box, other) for said, *other in theirs if said == words) <= 3, (graph, words)
                compared += 1
    visit.check()
    if path == "/":
        assert compared > 4


def _off(box, other):
    """How far apart two boxes' middles are, in pixels, along or down."""
    return max(abs(_middle(box, way) - _middle(other, way)) for way in (0, 1))


def _middle(box, way):
    return (box[way] + box[way + 2]) / 2


def test_names_out_of_files_are_never_markup(visit):
    visit.open("/")
    found = visit.page.evaluate(
        """async () => {
          const gd = document.querySelector("#graph-months .js-plotly-plot");
          const layout = structuredClone(gd.layout);
          layout.annotations = [{ x: 1, y: 1, showarrow: false,
            text: "<b>A &amp; B</b><br><img src=x onerror=alert(1)> &lt;i&gt;" }];
          await Plotly.react(gd, { data: structuredClone(gd.data), layout });
          const word = gd.querySelector(".chart-words span");
          return [word.textContent, [...word.querySelectorAll("*")].map((part) => part.localName)];
        }"""
    )
    assert found == ["A & B<img src=x onerror=alert(1)> <i>", ["b", "br"]]


def test_a_change_is_asked_for_once_though_it_is_asked_for_ahead(visit, context):
    visit.open(f"/?area={ASHFORD}")
    asked = []
    visit.page.on(
        "request", lambda request: asked.append(request.post_data) if request.method == "POST" else None
    )
    for control, value in (("measure", "burglary"), ("area", "E07000114")):
        asked.clear()
        visit.control(control).select_option(value)
        visit.settled()
        pages = [body for body in asked if '"graph-wards"' in body]
        assert len(pages) == 1, "asked for ahead, and handed over when Dash asks"
        other = Visit(context.new_page(), visit.server)
        other.page.set_viewport_size({"width": 1440, "height": 900})
        other.open(visit.path())
        title = other.page.locator("#title-months").inner_text()
        expect(visit.page.locator("#title-months")).to_have_text(title)
        other.page.close()


def test_a_step_back_is_not_answered_with_what_was_asked_for_ahead_and_never_taken(visit):
    visit.open("/?to=2023-02")
    visit.control("to").select_option("2023-01")
    visit.settled()
    visit.page.evaluate("csp.ahead('?to=2023-02')")
    visit.settled()
    with visit.page.expect_request(
        lambda request: '"graph-wards"' in (request.post_data or "") and "2023-02" in request.post_data
    ):
        visit.page.go_back()
    visit.settled()
    expect(visit.page.locator("#caption-wards")).to_contain_text("to Feb 2023")


def test_a_notice_that_was_put_away_stays_away_while_it_holds(visit):
    visit.open("/?colour=red&shape=round")
    shown = visit.page.locator(".notice:visible")
    expect(shown).to_have_count(2)
    first = shown.first.inner_text()
    shown.first.get_by_role("button", name="Dismiss").click()
    expect(shown).to_have_count(1)
    visit.page.locator("button[data-set=show][data-value=rate]").click()
    visit.settled()
    expect(shown).to_have_count(1)
    assert shown.first.inner_text() != first
