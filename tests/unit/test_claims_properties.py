"""A paper made from counts and rounded never contradicts itself; spoilt in one place, it does."""

from __future__ import annotations

import tempfile
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.claims.check import check_claims
from dashboard.claims.claims import Claims
from dashboard.claims.finding import ClaimVerdict
from dashboard.claims.printed import Printed, Range, change_percent, percent_counts
from data.sources.claim_rows import read_claims
from tests.unit.claim_lists import BEFORE, as_csv, figure, indicator, judge

Rows = list[dict[str, str]]
MONTHS = (*(f"2022-{month:02d}" for month in range(4, 13)), "2023-01", "2023-02", "2023-03")
THEN = {"period_start": "2021-04", "period_end": "2022-03"}
ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
counts = st.integers(min_value=1, max_value=400)


def printed(value: Fraction, decimals: int, rounding: str) -> str:
    """As a spreadsheet prints it."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding))


@st.composite
def papers(draw: st.DrawFn) -> Rows:
    """A table of sites with two years, changes, shares, months and quarters, all from the same counts."""
    decimals, rounding = draw(st.sampled_from([0, 1])), draw(ROUNDINGS)
    sites = [(draw(counts), draw(counts)) for _ in range(draw(st.integers(min_value=5, max_value=8)))]
    rows: Rows = []

    def level(id_: str, now: int, then: int, **where: str) -> None:
        rows.append(figure(f"{id_}_now", now, **BEFORE, comparator_value=then, **where))
        rows.append(figure(f"{id_}_then", then, **THEN, **where))
        pct = printed(Fraction(100 * (now - then), then), decimals, rounding)
        rows.append(figure(f"{id_}_pct", pct, statistic="change_pct", unit="percent", **BEFORE, **where))
        rows.append(figure(f"{id_}_n", now - then, statistic="change_n", **BEFORE, **where))

    for i, (now, then) in enumerate(sites):
        where = {"area": f"District {i}", "measure": "oss_visitors"}
        level(f"s{i}", now, then, **where)
        part = draw(st.integers(min_value=0, max_value=now))
        parts = {"male": part, "female": now - part}
        for sex, count in parts.items():
            value = printed(Fraction(100 * count, now), decimals, rounding)
            share = {"statistic": "share_pct", "unit": "percent", "subject": sex}
            rows.append(
                figure(f"s{i}_{sex}", value, **{**where, **share, "measure": "oss_visitors_gender_pct"})
            )
    whole = {"area": "Kent", "area_type": "county", "measure": "oss_visitors"}
    level("all", sum(now for now, _ in sites), sum(then for _, then in sites), **whole)
    monthly = draw(st.lists(counts, min_size=12, max_size=12))
    rows += of_months(monthly, kept=draw(st.integers(min_value=1, max_value=4)))
    return rows


def of_months(monthly: list[int], *, kept: int) -> Rows:
    """A year's total, its quarters, and its highest and lowest months with their places."""
    where = {"area": "Medway"}
    rows = [figure("year", sum(monthly), **where)]
    for at in range(0, 12, 3):
        span = {"period_start": MONTHS[at], "period_end": MONTHS[at + 2]}
        rows.append(figure(f"q{at}", sum(monthly[at : at + 3]), **span, **where))
    order = sorted(range(12), key=lambda at: -monthly[at])
    for way, listed in (("highest", order[:kept]), ("lowest", order[::-1][:kept])):
        for place, at in enumerate(listed, 1):
            nth = {1: "", 2: "2nd ", 3: "3rd "}.get(place, f"{place}th ")
            cells = {"statistic": "month_total", "subject": MONTHS[at], "rank_text": f"{nth}{way} month"}
            rows.append(figure(f"{way}{place}", monthly[at], **cells, **where))
    return rows


def verdicts(rows: Rows) -> dict[str, ClaimVerdict]:
    with tempfile.TemporaryDirectory() as folder:
        found = judge(Path(folder), rows)
    assert len(found) == len(rows)
    return found


@settings(max_examples=50)
@given(papers())
def test_a_paper_made_from_counts_never_contradicts_itself(rows: Rows) -> None:
    bad = {id_: item.reason for id_, item in verdicts(rows).items() if item.bad}
    assert bad == {}


@settings(max_examples=50)
@given(papers(), st.data())
def test_one_spoilt_figure_is_found(rows: Rows, data: st.DataObject) -> None:
    """Whatever is derived, or is a part of a sum: a change, a total, a quarter, a place."""
    spoilt = data.draw(
        st.sampled_from([row for row in rows if not row["figure_id"].endswith(("male", "female"))])
    )
    by = data.draw(st.integers(min_value=2, max_value=500))
    value = Decimal(spoilt["value"])
    # Months with a place are spoilt past the next listed one; a month that keeps its place may be right.
    if "month" in spoilt.get("rank_text", ""):
        by = 1000 if "lowest" in spoilt.get("rank_text", "") else -1000
    changed = [{**row, "value": str(value + by)} if row is spoilt else row for row in rows]
    assert any(item.bad for item in verdicts(changed).values()), (spoilt, by)


@given(st.integers(min_value=1, max_value=300), st.data(), st.sampled_from([0, 1, 2]), ROUNDINGS)
def test_a_share_is_possible_exactly_when_a_count_prints_so(
    base: int, data: st.DataObject, decimals: int, rounding: str
) -> None:
    """Against counting through every whole number of the base."""
    percent = data.draw(st.decimals(min_value=0, max_value=100, places=decimals))
    shown = Printed.of(str(percent))
    assert shown is not None
    half = Fraction(1, 2 * 10**decimals)
    slow = [k for k in range(base + 1) if abs(Fraction(100 * k, base) - Fraction(percent)) <= half]
    assert [k for k in percent_counts(shown.rounded, base) if 0 <= k <= base] == slow
    count = data.draw(st.integers(min_value=0, max_value=base))
    own = Printed.of(printed(Fraction(100 * count, base), decimals, rounding))
    assert own is not None
    assert count in percent_counts(own.rounded, base)


@given(*[st.integers(min_value=1, max_value=10**6)] * 2, st.sampled_from([0, 1, 2]), ROUNDINGS)
def test_a_change_as_printed_is_always_possible(now: int, before: int, decimals: int, rounding: str) -> None:
    exact = Fraction(100 * (now - before), before)
    shown = Printed.of(printed(exact, decimals, rounding))
    assert shown is not None
    found = change_percent(Range.exactly(now), Range.exactly(before))
    assert found == Range.exactly(exact)
    assert shown.rounded.meets(found)


def _mix(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


NUMBERS = _mix(
    "", "0", "-5", "5", "5.0", "12", "100", "-100", "33.3", "101", "999999999999999", "0.000000001"
)
SPANS = st.sampled_from(
    [
        *[("", ""), ("1900-01", "2999-12"), ("2022-04", "2023-03"), ("2023-03", "2022-04")],
        *[("2022-04", "2022-06"), ("2022-07", "2023-03"), ("2021-04", "2022-03"), ("2022-04", "2022-04")],
        ("2999-12", "2999-12"),
    ]
)
RANKS = _mix(
    "", "highest month", "2nd lowest", "joint 3rd largest decrease; highest", "0th of 0", "32nd of 42"
)
NOTES = _mix(
    "", "published as 'over 5'", "published as around 5", "compared with '2021'", "comparator is Kent"
)


@st.composite
def odd_rows(draw: st.DrawFn) -> dict[str, str]:
    """A figure that makes no sense, of things that others in its list are about too."""
    (start, end), (first, last) = draw(SPANS), draw(SPANS)
    return figure(
        str(draw(st.integers(0, 9))),
        draw(NUMBERS),
        area=draw(_mix("Kent", "Kent and Medway", "Medway", "Ashford", "")),
        area_type=draw(_mix("force", "county", "district", "ward", "moon", "")),
        measure=draw(_mix("oss_visitors", "oss_repeat_visitors_pct", "violent_crime", "robbery", "rape")),
        unit=draw(_mix("count", "percent", "gbp", "")),
        statistic=draw(
            _mix("total", "month_total", "share_pct", "change_pct", "change_n", "rank", "mean", "target", "x")
        ),
        subject=draw(_mix("", "2022-05", "2031-01", "male", "female", "other", "overall", "Ashford")),
        period_start=start,
        period_end=end,
        comparator_period_start=first,
        comparator_period_end=last,
        comparator_value=draw(NUMBERS),
        comparator_area_value=draw(NUMBERS),
        numerator=draw(NUMBERS),
        denominator=draw(NUMBERS),
        rank_text=draw(RANKS),
        note=draw(NOTES),
    )


@st.composite
def odd_indicators(draw: st.DrawFn) -> dict[str, str]:
    (start, end), (first, last) = draw(SPANS), draw(SPANS)
    return indicator(
        str(draw(st.integers(0, 9))),
        plan_start=start,
        plan_end=end,
        baseline_period=f"{first} to {last}",
        target_kind=draw(_mix("maintain", "level", "change_pct", "")),
        polarity=draw(_mix("lower_is_better", "higher_is_better", "")),
        target_change_pct=draw(NUMBERS),
        baseline_value=draw(NUMBERS),
        target_value=draw(NUMBERS),
        actual_value=draw(NUMBERS),
        actual_period=draw(_mix("", "2022-04 to 2023-03", "soon")),
    )


@settings(max_examples=200)
@given(st.lists(odd_rows(), max_size=12), st.lists(odd_indicators(), max_size=4))
def test_no_list_makes_a_check_fail_and_no_row_is_lost(rows: Rows, targets: Rows) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lists = [
            read_claims(path)
            for number, given_rows in enumerate((rows, targets))
            if given_rows
            for path in [Path(folder) / f"{number}.csv"]
            if path.write_text(as_csv(given_rows), encoding="utf-8")
        ]
        found = check_claims(Claims.of(*lists))
        assert len(found) == len(rows) + len(targets)
        assert all(item.reason for item in found)
