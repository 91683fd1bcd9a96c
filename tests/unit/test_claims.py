"""Every check with the smallest list that fails it and the smallest that passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.claims.finding import Verdict
from tests.unit.claim_lists import BEFORE, figure, indicator, judge

WRONG, RIGHT, OPEN = Verdict.CONTRADICTS, Verdict.AGREES, Verdict.CANNOT_BE_CHECKED
Rows = list[dict[str, str]]
THEN = {"period_start": "2021-04", "period_end": "2022-03"}
PERCENT = {"statistic": "change_pct", "unit": "percent", **BEFORE}
NUMBER = {"statistic": "change_n", **BEFORE}
SHARE = {"statistic": "share_pct", "unit": "percent"}
VISITORS = {"measure": "oss_visitors", "area_type": "location"}
QUARTERS = ("2022-04", "2022-06"), ("2022-07", "2022-09"), ("2022-10", "2022-12"), ("2023-01", "2023-03")


def changed(pct: object, now: int = 46, before: int = 60) -> Rows:
    return [figure("now", now), figure("then", before, **THEN), figure("pct", pct, **PERCENT)]


def pair(pct: object, number: object) -> Rows:
    return [figure("pct", pct, **PERCENT), figure("n", number, **NUMBER)]


def quarters(*values: int, year: int) -> Rows:
    parts = zip(values, QUARTERS, strict=True)
    return [
        figure("year", year),
        *(figure(f"q{first}", v, period_start=first, period_end=last) for v, (first, last) in parts),
    ]


def areas(total: int, *parts: int) -> Rows:
    listed = [figure(f"a{i}", part, area=f"District {i}") for i, part in enumerate(parts)]
    return [figure("whole", total, area="Kent", area_type="county"), *listed]


def peak(value: int, rank: str = "peak month", *, other: int = 90, total: object = "") -> Rows:
    rows = [
        figure("peak", value, statistic="month_total", subject="2022-08", rank_text=rank),
        figure("other", other, statistic="month_total", subject="2022-11"),
    ]
    return [*rows, figure("year", total)] if total != "" else rows


def share(value: object, base: int = 20, **cells: object) -> Rows:
    visits = figure("base", base, **VISITORS)
    part = figure("share", value, **{**VISITORS, **SHARE, "measure": "oss_repeat_visitors_pct", **cells})
    return [visits, part]


def genders(women: object, men: object) -> Rows:
    return [
        figure("women", women, **{**SHARE, "measure": "attendees_pct"}, subject="women"),
        figure("men", men, **{**SHARE, "measure": "attendees_pct"}, subject="men"),
    ]


def ranked(*placed: tuple[object, str]) -> Rows:
    return [
        figure(f"r{i}", value, area=f"District {i}", rank_text=rank) for i, (value, rank) in enumerate(placed)
    ]


def target(**cells: object) -> Rows:
    return [indicator("t", **cells)]


# what it is about -> (rows, the row judged, verdict, words of the reason)
CASES: dict[str, tuple[Rows, str, Verdict, str]] = {
    "a percentage that follows": (changed(-23.3), "pct", RIGHT, "46 against 60"),
    "a percentage at its printed precision": (changed(-23), "pct", RIGHT, ""),
    "a percentage that does not follow": (changed(-24), "pct", WRONG, "−23.3%, not −24%"),
    "a percentage with the wrong sign": (changed(23.3), "pct", WRONG, "not 23.3%"),
    "a percentage of nothing": (changed(100, 5, 0), "pct", WRONG, "change from zero"),
    "a number that follows": (
        [figure("now", 46), figure("then", 60, **THEN), figure("n", -14, **NUMBER)],
        *("n", RIGHT, "−14"),
    ),
    "a number that does not follow": (
        [figure("now", 46), figure("then", 60, **THEN), figure("n", -15, **NUMBER)],
        *("n", WRONG, "−14, not −15"),
    ),
    "a value before in the cell beside it": (
        [figure("now", 46, **BEFORE, comparator_value=60), figure("pct", -24, **PERCENT)],
        *("pct", WRONG, "46 against 60"),
    ),
    "points of a percentage": (
        [
            figure("now", 2, **SHARE),
            figure("then", 4.1, **{**SHARE, **THEN}),
            figure("n", -2.1, **{**NUMBER, "unit": "percent"}, subject="percentage points"),
        ],
        *("n", RIGHT, ""),
    ),
    "a number and a percentage of one start": (pair(18.1, 13), "n", RIGHT, "13 is 18.1% of 72"),
    "a number and a percentage of none": (pair(18.4, 13), "n", WRONG, "No whole count before"),
    "a number and a percentage of two signs": (pair(-6.5, 10), "pct", WRONG, "No whole count before"),
    "quarters of a year": (quarters(10, 20, 30, 40, year=100), "year", RIGHT, "4 periods listed make 100"),
    "quarters of another year": (quarters(10, 20, 30, 40, year=101), "year", WRONG, "make 100, not 101"),
    "districts of a county": (areas(15, 1, 2, 3, 4, 5), "whole", RIGHT, "5 areas listed make 15"),
    "districts of another county": (areas(16, 1, 2, 3, 4, 5), "whole", WRONG, "make 15, not 16"),
    "a few of its districts": (areas(16, 1, 2, 3, 4), "whole", OPEN, ""),
    "two areas by name": (
        [
            figure("both", 8, area="Dartford & Gravesham", area_type="partnership"),
            figure("one", 3, area="Dartford"),
            figure("two", 4, area="Gravesham"),
        ],
        *("both", WRONG, "make 7, not 8"),
    ),
    "offences of a sum": (
        [
            figure("all", 12, measure="violent_crime"),
            figure("a", 7, measure="violence_against_the_person"),
            figure("b", 3, measure="sexual_offences"),
            figure("c", 1, measure="robbery"),
        ],
        *("all", WRONG, "parts make 11"),
    ),
    "a part larger than its whole": (
        [figure("part", 9, measure="rape"), figure("whole", 8, measure="sexual_offences")],
        *("part", WRONG, "only 8 in all (sexual offences)"),
    ),
    "an overall change outside its parts": (
        [
            figure("a", 62, **PERCENT, subject="medium"),
            figure("b", 15, **PERCENT, subject="high"),
            figure("all", 70, **PERCENT, subject="overall"),
        ],
        *("all", WRONG, "does not lie between"),
    ),
    "a peak that is the largest": (peak(90, other=89), "peak", RIGHT, ""),
    "a peak that is not the largest": (peak(90, other=91), "peak", WRONG, "other: 91"),
    "a lowest month that is not": (peak(90, "lowest month", other=89), "peak", WRONG, "other: 89"),
    "a peak that leaves too much": (peak(90, total=1200), "peak", WRONG, "cannot be at most 90"),
    "a lowest month that leaves too little": (
        peak(90, "lowest month", other=100, total=1000),
        *("peak", WRONG, "cannot be at least 90"),
    ),
    "a second place behind one": (ranked((9, ""), (8, "2nd highest")), "r1", RIGHT, ""),
    "a second place behind two": (ranked((9, ""), (10, ""), (8, "2nd highest")), "r2", WRONG, "2 listed"),
    "a second place below a third": (
        ranked((5, "2nd highest"), (6, "3rd highest")),
        *("r0", WRONG, "Ranked before r1"),
    ),
    "joint places": (
        ranked((7, "joint 2nd highest"), (7, "joint 2nd highest"), (9, "highest")),
        *("r0", RIGHT, ""),
    ),
    "a place beyond the last": (
        [figure("r", 43, statistic="rank", unit="", rank_text="43rd of 42 forces")],
        *("r", WRONG, "no place 43"),
    ),
    "a rank beside other words": (
        [figure("r", 3, statistic="rank", unit="", rank_text="2nd highest")],
        *("r", WRONG, "say 2"),
    ),
    "a share some count gives": (share(10), "share", RIGHT, "2 of 20 gives 10%"),
    "a share no count gives": (share(11), "share", WRONG, "2 is 10%, 3 is 15%"),
    "a share with its counts": (share(17, 46, numerator=8), "share", RIGHT, "8 of 46 is 17.4%"),
    "a share with other counts": (share(18, 46, numerator=8), "share", WRONG, "17.4%, not 18%"),
    "a share with its own base": (share(11, 18, denominator=18), "share", RIGHT, "2 of 18"),
    "more than all": (share(101), "share", WRONG, "no part of a whole"),
    "categories of a whole": (genders(93, 7), "men", RIGHT, "makes 100%"),
    "categories that round to more": (genders(93.5, 7), "men", RIGHT, ""),
    "categories of more than a whole": (genders(93, 9), "men", WRONG, "make 102%"),
    "two values for one thing": ([figure("a", 5), figure("b", 6)], "a", WRONG, "b prints 6"),
    "one value at two precisions": (
        [figure("a", 5.04, **SHARE), figure("b", 5, **SHARE)],
        *("a", OPEN, ""),
    ),
    "two ends of a range": ([figure("a_low", 40), figure("a_high", 50)], "a_low", OPEN, ""),
    "a value beside it that is another": (
        [figure("now", 5, **BEFORE, comparator_value=4), figure("then", 3, **THEN)],
        *("now", WRONG, "then prints 3"),
    ),
    "an id twice": ([figure("a", 5), figure("a", 5)], "a", WRONG, "Row 2 has the same id"),
    "a period backwards": (
        [figure("a", 5, period_start="2023-03", period_end="2022-02")],
        *("a", WRONG, "ends (Feb 2022) before it starts (Mar 2023)"),
    ),
    "a comparison backwards, in words": (
        [
            figure(
                "a",
                5,
                **{**PERCENT, **dict.fromkeys(BEFORE, "")},
                note="published as March 2023-February 2022",
            )
        ],
        *("a", WRONG, "before it starts"),
    ),
    "four months against twelve": (
        [figure("a", 5, period_end="2022-07", **BEFORE, comparator_value=5)],
        *("a", WRONG, "4 months"),
    ),
    "a year against a year": ([figure("a", 5, **BEFORE, comparator_value=5)], "a", OPEN, ""),
    "a month outside its year": (
        [figure("a", 5, statistic="month_total", subject="2023-07")],
        *("a", WRONG, "Jul 2023 lies outside"),
    ),
    "a decrease of less than nothing": (
        [figure("a", -5, **PERCENT, note="published as decrease of -5%")],
        *("a", WRONG, "cancel out"),
    ),
    "a decrease": ([figure("a", -5, **PERCENT, note="published as decrease of 5%")], "a", OPEN, ""),
    "a rise called a decrease": (
        [figure("a", 5, **PERCENT, rank_text="2nd largest decrease in Kent")],
        *("a", WRONG, "5 is called a decrease"),
    ),
    "a decrease that is an increase": (
        [figure("a", 5, **PERCENT, note="printed as 'decrease increase of 6%'")],
        *("a", WRONG, "cannot be both"),
    ),
    "parts of a thing": ([figure("a", 2.4)], "a", WRONG, "no number of things"),
    "less than nothing": ([figure("a", -2)], "a", WRONG, "less than nothing"),
    "a borough as large as the force": (
        [figure("a", 900), figure("force", 900, area="Kent", area_type="force")],
        *("a", WRONG, "where the force (Kent) has 900"),
    ),
    "a borough of the force": (
        [figure("a", 90), figure("force", 900, area="Kent", area_type="force")],
        *("a", OPEN, ""),
    ),
    "a target that follows": (
        target(target_change_pct=-2, baseline_value=659, target_value=646),
        *("t", RIGHT, "645.82"),
    ),
    "a target that does not follow": (
        target(target_change_pct=-1, baseline_value=102904, target_value=101950),
        *("t", WRONG, "101,874.96"),
    ),
    "a target short of its percentage": (
        target(polarity="higher_is_better", target_change_pct=25, baseline_value=18, target_value=22),
        *("t", WRONG, "so 23"),
    ),
    "a target in parts": (target(target_value=2.4), "t", WRONG, "takes 2 to meet it"),
    "a target kept": (
        target(unit="percent", target_kind="maintain", baseline_value=79.3, target_value=79.3),
        *("t", OPEN, ""),
    ),
    "a target not kept": (
        target(unit="percent", target_kind="maintain", baseline_value=82.8, target_value=79.3),
        *("t", WRONG, "maintained"),
    ),
    "a target the wrong way": (
        target(baseline_value=100, target_value=110),
        *("t", WRONG, "less is better"),
    ),
    "a percentage the wrong way": (target(target_change_pct=5), "t", WRONG, "wrong way"),
    "a plan backwards": (target(plan_start="2024-04"), "t", WRONG, "The plan ends"),
    "a baseline backwards": (
        target(baseline_period="2022-03 to 2021-04"),
        *("t", WRONG, "The baseline period ends"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_check_fails_what_is_wrong_and_passes_what_is_right(name: str, tmp_path: Path) -> None:
    rows, id_, verdict, words = CASES[name]
    found = judge(tmp_path, rows)[id_]
    assert (found.verdict, words in found.reason) == (verdict, True), found.reason


def test_two_lists_are_held_against_one_another(tmp_path: Path) -> None:
    note = "published target, not an observation; see indicators.csv t"
    aim = {"statistic": "target", "unit": "count", "note": note}
    base = {"source": "a paper", "baseline_value": 100, "baseline_period": "2021-04 to 2022-03"}
    figures = [figure("f", 90, **aim), figure("then", 100, **THEN)]
    same = judge(tmp_path, figures, [indicator("t", target_value=90, **base)])
    assert (same["f"].verdict, same["t"].verdict) == (RIGHT, RIGHT)
    other = judge(tmp_path, figures, [indicator("t", target_value=80, **base)])
    assert other["f"].recomputed == 80 and other["f"].difference == 10
    assert other["t"].verdict is WRONG
    moved = judge(tmp_path, figures, [indicator("t", target_value=90, **{**base, "baseline_value": 101})])
    assert "then has 100, not 101" in moved["t"].reason


def test_figures_of_two_papers_are_never_set_together(tmp_path: Path) -> None:
    found = judge(tmp_path, [figure("a", 5), figure("b", 6, source="another paper")])
    assert {item.verdict for item in found.values()} == {OPEN}


def test_a_bound_is_held_to_nothing(tmp_path: Path) -> None:
    found = judge(tmp_path, [figure("a", 250, note="published as 'over 250'; lower bound"), figure("b", 300)])
    assert {item.verdict for item in found.values()} == {OPEN}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"value": "about 40"}, "value"),
        ({"value": "1e999"}, "value"),
        ({"period_start": "April 2022"}, "period_start"),
        ({"period_end": ""}, "period_end"),
        ({"measure": ""}, "measure"),
        ({"figure_id": ""}, "figure_id"),
        ({"comparator_value": "n/a"}, "comparator_value"),
    ],
)
def test_a_row_that_cannot_be_read_keeps_its_place(
    cells: dict[str, str], column: str, tmp_path: Path
) -> None:
    found = judge(tmp_path, [figure("ok", 5), {**figure("bad", 6), **cells}])
    assert len(found) == 2
    bad = next(item for id_, item in found.items() if id_ != "ok")
    assert bad.verdict is OPEN
    assert bad.reason.startswith(f"list0.csv, row 3, column {column!r}:")
    assert "What to do:" in bad.reason
