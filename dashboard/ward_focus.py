"""The ward in focus: where it lies, whether the page's area has all of it, and its months."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.disclosure import fixed_at, released_wards
from dashboard.month_run import MonthRun, month_run
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.records import Area, Series
from dashboard.reference import Reference
from dashboard.released import NOT_SUPPLIED
from dashboard.selection import Selection

# A part of a ward is added up from its LSOAs, month by month: as far back as a chart is read.
_PART_MONTHS = 60


@dataclass(frozen=True)
class WardFocus:
    """The ward of a selection. `district` holds it; `peers` is the smallest county or force that holds that.

    `part`: the page's area has only some of its LSOAs, and the numbers are of those.
    """

    question: Question
    code: str
    name: str
    district: str
    peers: Area | None
    part: bool

    @property
    def district_name(self) -> str:
        """The district's name."""
        return self.question.reference.name(self.district)

    @property
    def words(self) -> str:
        """'Victoria, ward of Ashford', 'Victoria, the part in Ashford town centre'."""
        if self.part:
            return f"{self.name}, the part in {self.question.area_name}"
        return f"{self.name}, ward of {self.district_name}"

    @property
    def part_of(self) -> str | None:
        """The custom area, where it has only a part of the ward."""
        return self.question.area if self.part else None


def ward_in_focus(reference: Reference, selection: Selection) -> WardFocus | None:
    """The ward that the address names; None where it names none."""
    code = selection.ward
    ward = reference.areas.get(code) if code is not None else None
    if ward is None or code is None:
        return None
    question = ask(reference, selection)
    district = ward.parent or question.area
    own = reference.custom.get(question.area)
    return WardFocus(
        question=question,
        code=code,
        name=reference.name(code),
        district=district,
        peers=next(iter(reference.groups(district)), None),
        part=own is not None and own.cut and code in own.parts,
    )


def ward_run(focus: WardFocus) -> MonthRun | None:
    """The months of the ward, or of the area's part of it; None without a series."""
    series = focus.question.series
    if series is None or not series.ward_level:
        return None
    run = month_run(focus.question, area=focus.code)
    if run is None or not focus.part:
        return run
    reference = focus.question.reference
    return reference.recall(
        ("part run", series.series_id, focus.part_of, focus.code, focus.question.selection.to),
        lambda: _part_run(focus, series, run),
    )


def _part_run(focus: WardFocus, series: Series, run: MonthRun) -> MonthRun:
    """The same months, with the counts of a part and the changes of its ground."""
    reference = focus.question.reference
    if fixed_at(reference, series=series, level="ward"):
        what = focus.question.measure.label
        return replace(run, months=(), amounts=(), refused=f"{what} is not shown for parts of wards.")
    months = run.months[-_PART_MONTHS:]
    windows = [Window("1m", month, month) for month in months]
    released = released_wards(
        reference,
        series=series,
        districts=[focus.district],
        window=windows[-1],
        compare=windows[:-1],
        part_of=focus.part_of,
    )
    cell = next((cell for cell in released.cells if cell.ward == focus.code), None)
    amounts = (*cell.before, cell.now) if cell is not None else (NOT_SUPPLIED,) * len(months)
    changed = tuple(
        mark
        for mark in focus.question.marks
        if mark not in run.marks and mark.first in months[1:] and mark.kind == "break"
    )
    return replace(
        run, name=focus.words, months=months, amounts=amounts, marks=(*changed, *run.marks), caveats=()
    )
