"""Clusters of wards over time: planted blocks on two districts' board of wards, their courses and reasons."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import clusters, neighbours
from dashboard.clusters import ward_clusters
from dashboard.periods import Window
from dashboard.question import ask
from dashboard.recall import Recall
from dashboard.records import Area, Population
from dashboard.reference import Reference
from dashboard.released import Amount, Cell, Released
from dashboard.selection import parse
from dashboard.vocabulary import vocabulary_of
from data.month import Month
from tests.unit.small_reference import EAST, FIRST, FORCE, LAST, NORTH, PAIR, SOUTH, small_reference

SIDE = 12
DISTRICTS = (NORTH, SOUTH, EAST)


def code_of(i: int, j: int) -> str:
    return f"X{i:02}{j:02}"


def district_of(i: int) -> str:
    return DISTRICTS[i * len(DISTRICTS) // SIDE]


BOARD = {code_of(i, j): district_of(i) for i in range(SIDE) for j in range(SIDE)}
# Centres of three by three blocks in different districts.
NEW, KEPT, GONE = (2, 2), (6, 9), (10, 5)


def block(centre: tuple[int, int]) -> set[str]:
    i, j = centre
    return {code_of(i + a, j + b) for a in (-1, 0, 1) for b in (-1, 0, 1)}


def board() -> Reference:
    """The small reference with a board of wards of 1,000 residents each instead of its own."""
    small = small_reference()
    areas = {code: area for code, area in small.areas.items() if area.level != "ward"}
    areas |= {
        code: Area(code, f"Ward {code[1:]}", "ward", district, 2025) for code, district in BOARD.items()
    }
    people = {code: (Population(2021, 1000, 400, "Census 2021"),) for code in BOARD}
    return replace(
        small,
        areas=areas,
        populations={**small.populations, **people},
        recall=Recall(),
        structure=Recall(),
    )


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Reference:
    """Blocks at three times the usual count: new, kept and gone; a ward adjoins those around it."""
    reference = board()
    pairs = [
        (code_of(i, j), code_of(i + a, j + b), "contiguous")
        for i in range(SIDE)
        for j in range(SIDE)
        for a, b in ((0, 1), (1, 0), (0, -1), (-1, 0))
        if 0 <= i + a < SIDE and 0 <= j + b < SIDE
    ]
    frame = pd.DataFrame(pairs, columns=["ward_code", "other_code", "kind"])
    monkeypatch.setattr(neighbours.queries, "get_neighbours", lambda _snapshot: frame)
    plant(monkeypatch)
    return reference


def plant(
    monkeypatch: pytest.MonkeyPatch, *, statuses: dict[str, str] | None = None, fixed: bool = False
) -> list[tuple[Window, ...]]:
    """Released counts of the board; `statuses` of wards whose count may not be seen. Gives what is asked."""
    asked: list[tuple[Window, ...]] = []

    def count(code: str, *, now: bool) -> int:
        high = block(KEPT) | (block(NEW) if now else block(GONE))
        usual = 50 + (7 * int(code[1:3]) + 5 * int(code[3:])) % 11
        return 3 * usual if code in high else usual

    def amount(code: str, *, now: bool) -> Amount:
        status = (statuses or {}).get(code, "shown")
        return Amount(status, count(code, now=now) if status == "shown" else None)  # type: ignore[arg-type]

    def released(_reference, *, series, districts, window, compare):
        asked.append((window, *compare))
        cells = [
            Cell(code, amount(code, now=True), (amount(code, now=False),), district, code)
            for code, district in BOARD.items()
            if district in districts
        ]
        return Released(window, tuple(compare), tuple(cells), (), "OFFICIAL", fixed)

    monkeypatch.setattr(clusters, "released_wards", released)
    return asked


def of(reference: Reference, query: str = f"area={NORTH}&measure=all_crime&source=force_extract"):
    return ward_clusters(ask(reference, parse(query, vocabulary_of(reference)).selection))


def test_planted_blocks_are_new_continuing_and_fading_with_their_reasons(planted: Reference) -> None:
    found = of(planted)
    assert found is not None and not found.refused
    assert (found.area, found.windows[0].words, found.windows[1].words) == (
        FORCE,
        "Apr 2022 to Mar 2023",
        "Apr 2021 to Mar 2022",
    )
    for centre, course in ((NEW, "new"), (KEPT, "continuing"), (GONE, "fading")):
        ward = found.of(code_of(*centre))
        assert ward is not None and ward.course == course
        assert ward.called == (course != "fading")
    touched = block(NEW) | block(KEPT) | block(GONE)
    beside = {code_of(i + a, j + b) for i, j in (NEW, KEPT, GONE) for a in (-2, 0, 2) for b in (-2, 0, 2)}
    assert {ward.code for ward in found.listed} <= touched | beside
    assert [ward.course for ward in found.listed] == sorted(
        (ward.course for ward in found.listed), key=clusters.ORDER.index
    )
    ward = found.of(code_of(*NEW))
    assert ward is not None and ward.now is not None and ward.before is not None
    # Its rate and its neighbours' as one would work them out by hand.
    five = [NEW, (1, 2), (3, 2), (2, 1), (2, 3)]
    mean = sum(3 * (50 + (7 * i + 5 * j) % 11) for i, j in five) / 5
    assert ward.now.around == pytest.approx(mean)
    assert ward.reason.startswith(
        f"it and the 4 wards it adjoins average {mean:.1f} per 1,000 residents against "
        f"{ward.now.overall:.1f} over the 144 wards of Downshire and Eastbourne, in Apr 2022 to Mar 2023"
    )
    assert ward.reason.endswith(f"no cluster in Apr 2021 to Mar 2022 ({ward.before.around:.1f})")


@given(
    area=st.sampled_from([NORTH, SOUTH, EAST, PAIR, FORCE]),
    window=st.sampled_from(["12m", "fytd", "q", "1m", "36m"]),
    compare=st.sampled_from(["year", "3y", "none"]),
    show=st.sampled_from(["count", "rate", "change"]),
)
def test_no_filter_changes_the_answer(area: str, window: str, compare: str, show: str) -> None:
    """One answer for the whole force, worked out once: the same object whichever district asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "_ward_clusters", lambda *given: given[2:])
        found = of(
            WHOLE,
            f"area={area}&measure=all_crime&source=force_extract&window={window}&compare={compare}&show={show}",
        )
    assert found == (FORCE, LAST)


WHOLE = board()


def test_exceptional_months_and_breaks_are_said(planted: Reference) -> None:
    found = of(planted)
    assert found is not None
    assert any("Apr 2021 to Mar 2022 holds exceptional months: COVID-19" in words for words in found.caveats)
    assert any("compare the two averages" in words for words in found.caveats)


def test_districts_without_figures_are_left_out_and_named(
    planted: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    south = {code: "not_supplied" for code, district in BOARD.items() if district == SOUTH}
    plant(monkeypatch, statuses=south)
    found = of(planted)
    assert found is not None and found.lacking == ("Southwick",)
    assert not set(south) & set(found.wards)
    assert any("96 of 144 wards" in words for words in found.caveats)
    assert "Clusters leave out Southwick: no figures there." in found.caveats


def test_many_hidden_counts_refuse_and_few_are_said(
    planted: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = sorted(BOARD)
    plant(monkeypatch, statuses=dict.fromkeys(codes[:40], "hidden"), fixed=True)
    found = of(planted)
    assert found is not None and found.refused == (
        "No clusters: 40 of 144 ward counts are hidden, and the low ones with them."
    )
    assert not found.wards
    planted.recall.forget()
    plant(monkeypatch, statuses=dict.fromkeys(codes[:20], "hidden"), fixed=True)
    found = of(planted)
    assert found is not None and not found.refused and len(found.wards) == 124


def test_a_measure_too_rare_for_a_year_is_judged_over_the_months_its_rates_need(
    planted: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = plant(monkeypatch)
    found = of(planted, f"area={NORTH}&measure=ksi_casualties&source=road_casualties")
    assert found is not None and not found.refused
    assert asked == [(Window("range", FIRST, LAST), Window("range", FIRST - 36, LAST - 36))]
    short = of(planted, f"area={NORTH}&measure=ksi_casualties&source=road_casualties&to=2022-12")
    assert short is not None and short.refused == (
        "No clusters: a ward has too few for a rate under 36 months, and the store does not hold 36 complete "
        "months up to Dec 2022 for most districts."
    )


@settings(max_examples=40)
@given(st.lists(st.integers(0, 15), min_size=3, max_size=3))
def test_the_window_is_the_longest_that_most_districts_hold(runs: list[int]) -> None:
    reference = board()
    series = reference.series["all_crime", "force_extract"]
    to = Month(2023, 3)
    for district, run in zip(DISTRICTS, runs, strict=True):
        held = {to - k: "complete" for k in range(run)} | {to - run: "partial"}
        reference.structure(("statuses", series.series_id, district), lambda held=held: held)  # type: ignore[misc]
    found = clusters._window(reference, series, reference.catalogue.measures["all_crime"], FORCE, to)
    middle = sorted(runs)[1]
    if middle < clusters.LEAST_MONTHS:
        assert isinstance(found, str) and "districts" in found
    else:
        assert isinstance(found, Window)
        assert (found.last, found.length) == (to, min(middle, 12))


def test_without_neighbours_or_ward_figures_there_is_a_word_or_nothing(
    planted: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = pd.DataFrame([], columns=["ward_code", "other_code", "kind"])
    monkeypatch.setattr(neighbours.queries, "get_neighbours", lambda _snapshot: empty)
    found = of(planted)
    assert found is not None
    assert found.refused == "No clusters: the store does not know which wards adjoin."
    lone = replace(planted, members={}, recall=Recall(), structure=Recall())
    found = of(lone)
    assert found is not None and "no county or force of the store holds all of Northam" in found.refused
