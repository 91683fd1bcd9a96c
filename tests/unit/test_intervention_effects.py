"""What is said of made-up worlds: what was planted is found, what was not is not, and months add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import intervention_effects
from dashboard.comparisons import Mark
from dashboard.effect_words import beside_words, list_title, paper_sentence, verdict_words
from dashboard.intervention_effects import Judged, judge, judged_in
from dashboard.intervention_ground import Counted, Ground
from dashboard.intervention_months import base_months
from dashboard.interventions import Intervention
from dashboard.month_run import MonthRun
from dashboard.question import ask
from dashboard.released import NOT_SUPPLIED, Amount
from dashboard.selection import Selection
from dashboard.vocabulary import vocabulary_of
from data.month import Month
from tests.unit.overdispersed import draw_overdispersed
from tests.unit.small_reference import FIRST, LAST, NORTH, PATROLS, small_reference

MONTHS = tuple(FIRST.until(LAST))
PLACE, NEAR, FAR = f"W{NORTH}1", f"W{NORTH}2", f"W{NORTH}3"
PHI = 2.0
BEGAN = Month(2022, 5)
SEASON = np.array([1 + 0.2 * np.sin(2 * np.pi * month.month / 12) for month in MONTHS])
Counts = Sequence[int | None]


def run_of(code: str, counts: Counts, marks: tuple[Mark, ...] = ()) -> MonthRun:
    amounts = tuple(NOT_SUPPLIED if n is None else Amount("shown" if n else "zero", n) for n in counts)
    return MonthRun(code, code, "ward", MONTHS[: len(amounts)], amounts, marks, PHI)


def judged_of(
    place: Counts,
    near: Counts,
    far: Counts,
    *,
    item: Intervention = PATROLS,
    marks: tuple[Mark, ...] = (),
    to: Month = LAST,
) -> Judged:
    """What is made of three wards' months in a district of nothing else; NEAR is next to PLACE."""
    reference = replace(small_reference(), dispersion={(1, "ward"): PHI, (1, "district"): PHI})
    reference.structure(("neighbours",), lambda: ({PLACE: "contiguous"}, {PLACE: [NEAR]}))
    selection = Selection.from_query(f"area={NORTH}&to={to}", vocabulary_of(reference)).selection
    upto = to.index - FIRST.index + 1
    whole = [None if None in values else sum(values) for values in zip(place, near, far, strict=True)]
    runs = {
        code: run_of(code, counts[:upto], marks)
        for code, counts in ((PLACE, place), (NEAR, near), (FAR, far), (NORTH, whole))
    }
    counted = Counted(
        ask(reference, selection),
        reference.series["all_crime", "force_extract"],
        Ground((PLACE,), (NORTH,), "Northam", (NEAR,)),
        runs,
    )
    patched = pytest.MonkeyPatch()
    with patched.context() as patch:
        patch.setattr(intervention_effects, "count_ground", lambda *_, **__: counted)
        return judge(reference, selection, item=item, measure="all_crime")


def world(
    *, place: float = 60, near: float = 60, far: float = 600, seed: int = 1, phi: float = PHI
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Three seasonal, over-dispersed wards that grow alike."""
    grown = SEASON * np.linspace(1, 1.3, len(MONTHS))
    return tuple(
        draw_overdispersed(mean * grown, phi, len(MONTHS), 10 * seed + place)  # type: ignore[return-value]
        for place, mean in enumerate((place, near, far))
    )


def since(counts: np.ndarray, factor: float, *, first: Month = BEGAN, last: Month = LAST) -> np.ndarray:
    """Counts times a factor in the months of an intervention."""
    ran = np.array([first <= month <= last for month in MONTHS])
    return np.where(ran, np.round(counts * factor), counts).astype(int)


ONGOING = replace(PATROLS, last=None)


def test_a_planted_fall_is_found_with_the_counts_that_show_it() -> None:
    place, near, far = world()
    found = judged_of(since(place, 0.55), near, far, item=ONGOING)
    reading = found.during
    assert reading is not None and reading.effect is not None
    assert verdict_words(reading) == "fell more than elsewhere"
    after = [i for i, month in enumerate(MONTHS) if month >= BEGAN]
    before = [i - 12 for i in after]
    assert [MONTHS[i] for i in before] == list(reading.base)
    assert reading.before == place[before].sum()
    assert reading.after == since(place, 0.55)[after].sum()
    assert reading.elsewhere_before == (near + far)[before].sum()
    assert reading.elsewhere_after == (near + far)[after].sum()
    assert 0.4 <= reading.effect.ratio <= 0.75
    sentence = paper_sentence(found, label="All crime")
    assert f"from {reading.before} to {reading.after}" in sentence
    assert sentence.endswith("fell more than elsewhere.")


def test_a_fall_everywhere_is_none_and_a_rise_elsewhere_hides_none() -> None:
    place, near, far = world()
    alike = judged_of(*(since(counts, 0.6) for counts in (place, near, far)), item=ONGOING).during
    assert alike is not None and alike.verdict == "none"
    held = judged_of(place, since(near, 2.0), since(far, 2.0), item=ONGOING).during
    assert held is not None and held.verdict == "fell"
    rose = judged_of(since(place, 1.8), near, far, item=ONGOING).during
    assert rose is not None and verdict_words(rose) == "rose more than elsewhere"


def test_where_nothing_was_done_few_are_called() -> None:
    """Two hundred worlds without an effect, over-dispersed and seasonal: about one in twenty is called."""
    verdicts = []
    for seed in range(200):
        found = judged_of(*world(seed=seed), item=ONGOING).during
        assert found is not None
        verdicts.append(found.verdict)
    assert np.mean([verdict in ("fell", "rose") for verdict in verdicts]) <= 0.09
    assert set(verdicts) <= {"fell", "rose", "none", "early"}


def test_what_moved_next_door_is_said() -> None:
    place, near, far = world(place=200, near=100, far=800)
    gone = since(place, 0.6)
    moved = near + (place - gone)
    found = judged_of(gone, moved, far, item=ONGOING)
    assert found.during is not None and found.during.beside is not None
    words = beside_words(found, found.during)
    assert "rose more than the rest" in words and words.endswith("some of it may have moved there.")
    beside = found.during.beside
    assert (beside.before, beside.after) == tuple(
        int(sum(moved[MONTHS.index(month)] for month in months))
        for months in (found.during.base, found.during.months)
    )
    assert beside.apart_after == found.during.elsewhere_after - beside.after
    stayed = judged_of(gone, near, far, item=ONGOING)
    assert stayed.during is not None
    assert "No sign that the ward" in beside_words(stayed, stayed.during)
    both = judged_of(gone, since(near, 0.6), far, item=ONGOING)
    assert both.during is not None
    assert "no sign that it moved there" in beside_words(both, both.during)


def test_too_early_until_the_month_it_names_and_not_after() -> None:
    """Steady counts: month after month it names the same month, and from then on it is read."""
    steady = ([30] * 36, [60] * 36, [600] * 36)
    named = {}
    for months in range(1, 12):
        reading = judged_of(*steady, item=ONGOING, to=BEGAN + (months - 1)).during
        assert reading is not None
        named[months] = (reading.verdict, reading.readable)
    readable = named[1][1]
    assert readable is not None and readable > BEGAN
    length = readable.index - BEGAN.index + 1
    assert {verdict for months, (verdict, _) in named.items() if months < length} == {"early"}
    assert {verdict for months, (verdict, _) in named.items() if months >= length} == {"none"}
    assert {month for _, month in named.values()} == {readable}
    first = judged_of(*steady, item=ONGOING, to=BEGAN).during
    assert first is not None
    assert verdict_words(first) == "too early: can be read from Dec 2022"


def test_a_fall_of_a_quarter_shows_at_that_month_in_about_half_of_trials() -> None:
    readable = judged_of([30] * 36, [60] * 36, [600] * 36, item=ONGOING).during
    assert readable is not None and readable.readable is not None
    shown = []
    for seed in range(120):
        place, near, far = world(place=30, seed=seed)
        found = judged_of(since(place, 0.75), near, far, item=ONGOING, to=readable.readable).during
        assert found is not None
        shown.append(found.verdict == "fell")
    assert 0.35 <= np.mean(shown) <= 0.75


def test_an_operation_too_short_for_its_place_says_so() -> None:
    short = replace(PATROLS, last=dt.date(2022, 6, 30))
    found = judged_of([10] * 36, [60] * 36, [600] * 36, item=short)
    assert found.during is not None and found.after is not None
    assert verdict_words(found.during) == (
        "too little to tell: in 2 months even a fall of a quarter would not show"
    )
    assert found.after.months == tuple(Month(2022, 7).until(LAST))
    assert found.after.base == tuple(Month(2021, 7).until(Month(2022, 3)))
    assert "too little to tell" in list_title([found])


def test_the_title_counts_each_intervention_once_by_its_firmest_reading() -> None:
    steady = judged_of([100] * 36, [60] * 36, [6000] * 36, item=ONGOING)
    fell = judged_of(since(np.array([100] * 36), 0.5), [60] * 36, [6000] * 36, item=ONGOING)
    early = judged_of([30] * 36, [60] * 36, [600] * 36, item=ONGOING, to=BEGAN)
    a, b, c = (replace(ONGOING, id=name) for name in "abc")
    both = [replace(steady, item=a), replace(fell, item=a), replace(steady, item=b), replace(early, item=c)]
    assert list_title(both) == (
        "Did it work? Of 3 interventions, 1 saw its place fall more than elsewhere, 1 shows no sign of a "
        "change beyond elsewhere and 1 is too early to read"
    )
    assert list_title([replace(fell, item=a), replace(steady, item=a)]) == (
        "Did it work? 1 intervention: its place fell more than elsewhere"
    )
    assert list_title([replace(fell, item=a), replace(fell, item=b)]) == (
        "Did it work? 2 interventions saw their places fall more than elsewhere"
    )
    assert list_title([Judged(a, "all_crime", LAST, refused="No months.")]) == (
        "Did it work? 1 intervention: it cannot be read"
    )


def test_a_gap_refuses_and_a_last_month_not_yet_there_waits() -> None:
    place, near, far = ([40] * 36 for _ in range(3))
    assert judged_of([*place[:35], None], near, far, item=ONGOING).during.months[-1] == LAST - 1
    hole = MONTHS.index(BEGAN + 3)
    found = judged_of([*place[:hole], None, *place[hole + 1 :]], near, far, item=ONGOING).during
    assert found is not None and found.effect is None
    assert verdict_words(found) == "Not held whole here and elsewhere: Aug 2022."
    holes = [MONTHS.index(BEGAN - 12), MONTHS.index(BEGAN - 24)]
    before = judged_of(place, near, [None if i in holes[:1] else 40 for i in range(36)], item=ONGOING).during
    assert before is not None and before.base[0] == BEGAN - 24
    assert before.labels == ("May 2021 to Mar 2022 is not what it is set against: not complete.",)
    found = judged_of(place, near, [None if i in holes else 40 for i in range(36)], item=ONGOING).during
    assert found is not None and "the same months before it began (May 2021 to" in found.refused
    nothing = judged_of(place, near, far, item=replace(ONGOING, first=dt.date(2023, 4, 1)))
    assert (nothing.during, nothing.refused) == (None, "It begins in Apr 2023.")


def test_exceptional_months_send_it_a_year_back_or_are_said() -> None:
    covid = Mark("exceptional", "COVID-19", Month(2020, 3), Month(2021, 7))
    place, near, far = ([40] * 36 for _ in range(3))
    lately = replace(PATROLS, first=dt.date(2022, 9, 1), last=dt.date(2022, 10, 31))
    usual = judged_of(place, near, far, item=lately, marks=(covid,)).during
    assert usual is not None and (usual.exceptional, usual.base[0]) == ("", Month(2021, 9))
    snow = Mark("exceptional", "Snow", Month(2021, 9), Month(2021, 9))
    back = judged_of(place, near, far, item=lately, marks=(snow,)).during
    assert back is not None and back.base == (Month(2020, 9), Month(2020, 10))
    assert back.labels == ("Sep 2021 to Oct 2021 is not what it is set against: exceptional (Snow).",)
    told = judged_of(since(np.array(place), 0.3), near, far, item=ONGOING, marks=(covid,)).during
    assert told is not None and told.base[0] == BEGAN - 12
    assert verdict_words(told) == (
        "fell more than elsewhere, with exceptional months (COVID-19) among those compared"
    )
    assert told.labels[0].startswith("May 2021 to Jul 2021 were exceptional (COVID-19)")
    across = Mark("break", "New rules", Month(2022, 6), Month(2022, 6))
    broken = judged_of(place, near, far, item=ONGOING, marks=(across,)).during
    assert broken is not None and "here and elsewhere alike" in broken.labels[0]
    ground = Mark("break", "the area changed", Month(2022, 6), Month(2022, 6), "Its members changed.")
    other = judged_of(place, near, far, item=ONGOING, marks=(ground,)).during
    assert other is not None and other.refused == (
        "Its members changed. Before and after are not the same ground."
    )


def test_more_than_five_readings_are_held_to_a_false_discovery_rate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One of six just beyond its own limits: called by itself, not in the list."""
    reference = small_reference()
    items = tuple(replace(ONGOING, id=f"patrols-{n}") for n in range(6))
    reference.structure.forget()
    reference.structure(("interventions",), lambda: items)
    selection = Selection.from_query(f"area={NORTH}", vocabulary_of(reference)).selection
    steady = judged_of([100] * 36, [60] * 36, [6000] * 36, item=ONGOING)
    just = judged_of(since(np.array([100] * 36), 0.855), [60] * 36, [6000] * 36, item=ONGOING)
    assert just.during is not None and just.during.verdict == "fell"
    made: dict[str, Judged] = {item.id: replace(steady, item=item) for item in items}
    made["patrols-0"] = replace(just, item=items[0])
    pick: Callable[..., Judged] = lambda *_, item, **__: made[item.id]  # noqa: E731
    monkeypatch.setattr(intervention_effects, "judge", pick)
    called = [one.during for one in judged_in(reference, selection) if one.during]
    assert len(called) == 6
    assert verdict_words(called[0]) == (
        "no sign that it changed more than elsewhere: usual among so many readings"
    )


@given(st.integers(0, 400), st.integers(0, 40), st.integers(1, 60), st.integers(0, 2))
def test_months_are_set_against_the_same_months_before_it_began_each_once(
    begun: int, offset: int, length: int, years: int
) -> None:
    start = Month(2000, 1) + begun
    months = tuple((start + offset).until(start + (offset + length - 1)))
    base = base_months(months, begun=start, years=years)
    assert {month.month for month in base} == {month.month for month in months}
    assert len(base) == len({month.month for month in months}) == len(set(base))
    assert all(start - 12 * (years + 1) <= month < start - 12 * years for month in base)
    assert list(base) == sorted(base)
