"""What is marked on an axis of months: where it falls, what is named, and what keeps quiet."""

from __future__ import annotations

import datetime as dt
import re

import plotly.graph_objects as go
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.marks import (
    Mark,
    build_mark_names,
    build_mark_shapes,
    events_in,
    tick_room,
)
from data.month import Month

YEAR = list(Month(2022, 4).until(Month(2023, 3)))


def of_days(label: str, first: str, last: str, kind: str = "event") -> Mark:
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return Mark(Month.of(days[0]), Month.of(days[1]), label, kind, days=days)


CARNIVAL = of_days("Carnival", "2022-07-09", "2022-07-09")
SUMMER = of_days("Summer holidays", "2022-07-22", "2022-09-02", "holiday")
BOXING = of_days("Boxing Day", "2022-12-26", "2022-12-26", "holiday")


def test_days_are_ticks_under_the_axis_and_holidays_are_one_quiet_shape() -> None:
    shapes = build_mark_shapes(YEAR, [CARNIVAL, SUMMER, BOXING])
    holidays, events = shapes
    go.Figure({"data": [], "layout": {"shapes": shapes}})
    # From 22 July (21 of its 31 days gone by) along to 2 September; 26 December upright.
    line, tick = holidays["path"].split("M")[1:]
    assert line == f"{2.5 + 21 / 31:.3g},-6H{4.5 + 2 / 30:.3g}"
    assert tick == f"{7.5 + 25.5 / 31:.3g},-2V-8"
    assert events["path"].startswith(f"M{2.5 + 8.5 / 31:.3g},")
    assert holidays["line"]["width"] < events["line"]["width"]
    assert tick_room(YEAR, [BOXING])["ticklabelstandoff"] > 0
    assert tick_room(YEAR, [Mark(YEAR[3], YEAR[3], "Rules", "break")]) == {}


def test_holidays_are_not_named_over_the_chart_but_in_its_words() -> None:
    names = build_mark_names(YEAR, [CARNIVAL, SUMMER, BOXING])
    assert [name["text"] for name in names] == ["▾ Carnival"]
    assert events_in([SUMMER, CARNIVAL], Month(2022, 7)) == "Carnival, Summer holidays"
    assert events_in([SUMMER, CARNIVAL, BOXING], Month(2022, 10), Month(2022, 12)) == "Boxing Day"
    assert events_in([SUMMER], Month(2022, 10)) == ""


def test_a_name_of_an_event_gives_way_but_a_break_is_always_named() -> None:
    crowd = [of_days(f"Festival {i}", f"2022-07-0{i}", f"2022-07-0{i}") for i in range(1, 6)]
    rules = Mark(Month(2022, 7), Month(2022, 7), "Counting rules", "break")
    names = [name["text"] for name in build_mark_names(YEAR, [*crowd, rules])]
    assert names == ["Counting rules", "▾ Festival 1"]
    assert len(re.findall("M", build_mark_shapes(YEAR, crowd)[0]["path"])) == 5


def test_an_intervention_is_a_band_over_its_days() -> None:
    work = of_days("Operation", "2022-06-16", "2022-08-31", "intervention")
    (band,) = build_mark_shapes(YEAR, [work])
    assert (band["x0"], band["x1"]) == (2.0, 4.5)
    assert build_mark_names(YEAR, [work])[0]["text"] == "Operation"


def test_marks_fall_into_their_quarter() -> None:
    quarters = [Month(2022, month) for month in (1, 4, 7, 10)]
    line, path = build_mark_shapes(quarters, [Mark(Month(2022, 7), Month(2022, 7), "Rules", "break"), BOXING])
    assert line["x0"] == 1.5
    assert path["path"] == f"M{2.5 + (2 + 25.5 / 31) / 3:.3g},-2V-8"


@given(
    st.integers(2, 40),
    st.lists(
        st.tuples(
            st.dates(dt.date(2018, 1, 1), dt.date(2026, 12, 31)),
            st.integers(0, 400),
            st.sampled_from(["event", "holiday", "intervention", "break", "exceptional"]),
        ),
        max_size=12,
    ),
)
def test_nothing_is_drawn_outside_the_axis(length: int, spans: list[tuple[dt.date, int, str]]) -> None:
    months = [Month(2021, 4) + i for i in range(length)]
    marks = [
        of_days(f"M{i}", first.isoformat(), (first + dt.timedelta(days=more)).isoformat(), kind)
        for i, (first, more, kind) in enumerate(spans)
    ]
    shapes = build_mark_shapes(months, marks)
    places = [float(shape[key]) for shape in shapes for key in ("x0", "x1") if key in shape]
    for shape in shapes:
        places += [float(x) for x in re.findall(r"[MH](-?[\d.]+)", shape.get("path", ""))]
    names = build_mark_names(months, marks)
    places += [name["x"] for name in names]
    assert all(-0.51 <= place <= length - 0.49 for place in places)
    must = {
        mark.label
        for mark in marks
        if mark.kind not in ("event", "holiday") and mark.touches(months[0], months[-1])
    }
    assert must <= {name["text"].strip("▾ ") for name in names}
