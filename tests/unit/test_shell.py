"""The bar between address and controls, tables as HTML, and notices: no browser, no server."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from small_reference import EAST, NORTH, SOUTH, small_reference

from callbacks.shell import read_bar, to_outputs
from callbacks.sight import Sight
from dashboard.line import line_of
from dashboard.question import ask
from dashboard.selection import parse
from dashboard.views.view import Column, Table, View
from dashboard.vocabulary import vocabulary_of
from data.errors import StoreMissingError
from layouts import ids
from layouts.card import card_words, table_caption
from layouts.markup import to_html
from layouts.table import build_table, cell_text


@pytest.fixture(scope="module")
def sight():
    reference = replace(small_reference(home=NORTH), snapshot=SimpleNamespace(version="v00017"))
    earlier = replace(reference, snapshot=SimpleNamespace(version="v00016"))
    return Sight(
        published=lambda: reference,
        kept={"v00016": earlier}.get,
        today=lambda: dt.date(2026, 11, 21),
    )


def named(bar, what="values"):
    return dict(zip(ids.FILTERS, getattr(bar, what), strict=True))


def test_an_empty_address_fills_every_control_with_one_of_its_options(sight):
    bar = read_bar(sight, search="")
    assert bar.address == ""
    values, options = named(bar), named(bar, "options")
    assert values["area"] == NORTH
    for name in ids.FILTERS:
        if options[name]:
            assert values[name] in [option["value"] for option in options[name] if not option.get("disabled")]
    assert options["start"] == []
    assert not bar.notices


def test_the_address_a_control_wrote_is_shortened_and_means_the_same(sight):
    changed = read_bar(sight, search=f"?area={SOUTH}&window=12m&measure=nothing", edited=True)
    assert changed.address == f"?area={SOUTH}"
    assert not changed.notices, "what no longer fits goes quietly"
    again = read_bar(sight, search=changed.address)
    assert (again.values, again.link) == (changed.values, changed.link)
    opened = read_bar(sight, search=f"?area={SOUTH}&measure=nothing")
    assert opened.address == f"?area={SOUTH}&measure=nothing", "a link stays as it is"
    assert opened.notices


def test_options_already_on_the_page_are_not_sent_again(sight):
    bar = read_bar(sight, search="?compare=none", edited=True, shown="")
    assert all(options is None for options in bar.options)
    bar = read_bar(sight, search=f"?area={EAST}", edited=True, shown="")
    assert named(bar, "options")["area"] is None
    assert named(bar, "options")["plan"] is not None
    earlier = read_bar(sight, search="?version=v00016", shown="")
    assert None not in earlier.options, "another version may have others"


def test_a_range_begins_where_the_months_shown_do(sight):
    first = read_bar(sight, search="").first
    bar = read_bar(sight, search=f"?window=range&from={first}", edited=True)
    assert named(bar)["start"] == first
    assert first in [option["value"] for option in named(bar, "options")["start"]]


def test_the_link_to_copy_holds_every_choice_the_version_and_the_day(sight):
    link = read_bar(sight, search="").link
    for part in (f"area={NORTH}", "measure=", "to=", "map=hex", "version=v00017", "asof=2026-11-21"):
        assert part in link
    back = read_bar(sight, search="?" + link)
    assert not back.notices
    assert back.link == link


def test_a_link_of_a_kept_version_shows_its_figures_and_offers_the_newest(sight):
    bar = read_bar(sight, search="?version=v00016&asof=2026-10-01&compare=none")
    words = to_html(bar.notices)
    assert "as they were sent on 2026-10-01" in words
    assert 'href="?compare=none"' in words
    assert "version=v00016" in bar.link
    changed = read_bar(sight, search=f"?version=v00016&asof=2026-10-01&area={SOUTH}", edited=True)
    assert changed.address == f"?area={SOUTH}&version=v00016&asof=2026-10-01"


def test_a_link_of_a_version_that_is_gone_and_unknown_keys_are_said(sight):
    bar = read_bar(sight, search="?version=v00002&colour=red")
    words = to_html(bar.notices)
    assert "v00002, which is no longer kept" in words
    assert "colour" in words
    assert words.count("Dismiss") == 2
    assert "version=v00017" in bar.link
    changed = read_bar(sight, search=f"?version=v00002&area={SOUTH}", edited=True)
    assert changed.address == f"?area={SOUTH}"


def test_without_a_store_the_shell_says_what_to_do():
    def reference():
        raise StoreMissingError("there is no store.", remedy="run 'csp demo'.")

    sight = Sight(published=reference, kept=lambda _: None, today=dt.date.today)
    outputs = to_outputs(sight, search="")
    assert outputs[0] is None, "no bar has been shown"
    assert "csp demo" in json.loads(outputs[1])["notices"]["html"]


TABLE = Table(
    columns=(
        Column("ward_code", "Code", "code", csv_only=True),
        Column("ward_name", "Ward"),
        Column("value", "Crimes", "integer"),
        Column("change_pct", "Change, %", "percent", 1),
        Column("month", "Month", "month"),
        Column("status", "Status", "status"),
    ),
    rows=(
        ("E1", "Aylesford & East <Stour>", 1843, -3.84, "2022-11", "shown"),
        ("E2", "Weald", None, None, "2022-12", "not_supplied"),
    ),
    note="Not placed: 163.",
)


def test_a_table_is_a_real_one_escaped_and_printed_for_readers():
    text = to_html(build_table(TABLE, caption="Wards & months"))
    assert text.startswith('<table class="data"><caption>Wards &amp; months</caption>')
    assert "E1" not in text
    assert '<th scope="row">Aylesford &amp; East &lt;Stour&gt;</th>' in text
    assert '<td class="number">1,843</td><td class="number">−3.8%</td>' in text
    assert '<td class="month">Nov 2022</td>' in text
    assert "<td>not supplied</td>" in text
    assert '<td colspan="5">Not placed: 163.</td>' in text


def test_every_cell_of_a_csv_kind_prints():
    assert cell_text(Column("rate", "Rate", "decimal", 1), 0.05) == "0.1"
    assert cell_text(Column("value", "n", "integer"), 0) == "0"
    assert cell_text(Column("value", "n", "integer"), None) == ""


def test_a_card_prints_its_own_period_basis_source_and_demonstration():
    view = View(
        "wards",
        "Title",
        TABLE,
        period="Mar 2022",
        basis="against x",
        source="s",
        demonstration=True,
        caveats=("A", "B"),
    )
    words, basis = card_words(view, said=("A",))
    assert "Title" in to_html(words)
    assert "card-empty" not in to_html(words)
    assert to_html(basis) == ("Mar 2022 · against x · s · demonstration data · B<span hidden> · A</span>")
    assert table_caption(view).endswith("OFFICIAL")


def test_an_empty_view_says_why_instead_of_its_basis():
    words, basis = card_words(View("wards", "Wards", TABLE, period="Mar 2022", empty="No months. Add files."))
    assert "No months. Add files." in to_html(words)
    assert basis == []


def test_the_line_says_what_each_page_is_about(sight):
    question = ask(sight.look(""), parse("", vocabulary_of(sight.look(""))).selection)
    overview, targets, store = (line_of(question, path=path) for path in ("/", "/targets", "/data"))
    assert overview.what.startswith(f"{question.measure.label} in {question.geography()}, ")
    assert f"{store.rest}".startswith(f"Version {question.reference.version}, built ")
    assert question.plan is not None
    assert question.plan.label in targets.what
    assert question.measure.label not in targets.what
    assert targets.rest == f"{question.plan.publication}."
    assert {overview.marking, targets.marking, store.marking} == {"OFFICIAL"}
