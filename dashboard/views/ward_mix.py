"""What the count of the ward in focus is made of, type by type, beside its district."""

from __future__ import annotations

from typing import Any

from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.released import Amount
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.views.ward import alone, without_ward
from dashboard.vocabulary import LEAD
from dashboard.ward_focus import WardFocus, ward_in_focus
from dashboard.ward_mix import MixPart, WardMix, ward_mix
from dashboard.wording import LEAST_BASE, number, percent, printed
from data.catalogue import Combine

_NO_EXTRA: dict[str, Any] = {"rows": [], "apart": [], "district": "", "totals": ""}
_MORE, _LESS, _USUAL = "larger share", "smaller share", "within usual variation"


def build_ward_mix(reference: Reference, selection: Selection) -> View:
    """The view `ward-mix`: of the month in focus, else of the page's window."""
    question = alone(ask(reference, selection).focused())
    focus = ward_in_focus(reference, selection)
    if focus is None:
        return without_ward("ward-mix", question, extra=_NO_EXTRA)
    mix = ward_mix(focus)
    about = {**question.described(compare=()), "geography": focus.words}
    if mix is None or mix.total.value is None:
        return View(
            name="ward-mix",
            title=f"What it is made of in {focus.name}",
            table=Table(_columns(focus), ()),
            empty=_why_none(question, focus, mix),
            extra=_NO_EXTRA,
            **about,
        )
    source = reference.catalogue.sources[mix.source]
    about |= question.described(window=mix.window, compare=(), caveats=_caveats(mix))
    if mix.source != selection.source:
        about["source"] = source.label
    return View(
        name="ward-mix",
        title=title(mix, focus),
        caption=f"{mix.measure.label} by type · {mix.window.words} · {source.short}",
        table=_table(mix, focus),
        extra={
            "rows": [_row(mix, part) for part in mix.parts],
            "apart": [_apart(part, focus) for part in mix.apart],
            "district": focus.district_name,
            "totals": f"{_value(mix.total)} in the ward, {_value(mix.district)} in {focus.district_name}",
        },
        **{
            **about,
            "geography": focus.words,
            "measure": mix.measure.label,
            "definition": mix.measure.definition,
            "basis": f"shares of the ward beside those of {focus.district_name}",
        },
    )


def title(mix: WardMix, focus: WardFocus) -> str:
    """The type with the share furthest above the district's, where that is beyond usual variation."""
    part = mix.leading()
    if part is not None:
        here = f"{percent(part.share, 0)} of {number(mix.total.value)} {mix.measure.noun} here"
        there = f"{percent(part.district_share, 0)} of {number(mix.district.value)} in {focus.district_name}"
        return f"{part.measure.label}: {here}, {there}"
    if any(item.more is not None for item in mix.parts):
        return f"No type has a larger share than in {focus.district_name} beyond usual variation"
    return f"{mix.measure.label} by type: {_value(mix.total)}"


def _value(amount: Amount) -> str:
    if amount.value is None:
        return amount.status.replace("_", " ")
    return number(amount.value) + (" (partial)" if amount.status == "partial" else "")


def _row(mix: WardMix, part: MixPart) -> dict[str, Any]:
    """A row of the card; `size` and `mark` are the two shares in percent of the largest of them all."""
    shares = [share for item in mix.parts for share in (item.share, item.district_share) if share is not None]
    longest = max(shares, default=1.0) or 1.0
    return {
        "name": part.measure.label,
        "chosen": part.chosen,
        "value": _value(part.amount),
        "share": percent(part.share) if part.share is not None else "",
        "district": percent(part.district_share) if part.district_share is not None else "",
        "size": round(100 * (part.share or 0.0) / longest, 1),
        "mark": None if part.district_share is None else round(100 * part.district_share / longest, 1),
        "verdict": _verdict(part) if part.more or part.less else "",
    }


def _verdict(part: MixPart) -> str:
    if part.more is None:
        return ""
    return _MORE if part.more else _LESS if part.less else _USUAL


def _apart(part: MixPart, focus: WardFocus) -> str:
    """'Apart from these, anti-social behaviour: 198, of 1,399 in Ashford'."""
    words = f"{part.measure.label}, no crime and not in these: {_value(part.amount)}"
    return f"{words} of {_value(part.district)} in {focus.district_name}"


def _caveats(mix: WardMix) -> list[str]:
    notes = [mix.note] if mix.note else []
    if any(part.more is not None for part in mix.parts):
        notes.append(
            "A larger or smaller share: against the rest of the district, beyond usual variation, false "
            "discoveries held at 5% over the list"
        )
    elif (mix.total.value or 0) < LEAST_BASE:
        notes.append(f"Under {LEAST_BASE} in the ward no shares are worked out")
    return notes


def _why_none(question: Question, focus: WardFocus, mix: WardMix | None) -> str:
    if question.series is None:
        return question.absent()
    if mix is not None:
        return f"{mix.measure.label} in {focus.name} is {_value(mix.total)} for {mix.window.words}."
    if question.measure.crime_type and question.measure.combine is Combine.ADDITIVE:
        return f"No source in the store gives crime by type for the wards of {focus.district_name} in " + (
            f"{question.window.words}."
        )
    lead = question.reference.catalogue.measures[LEAD].label
    return f"{question.measure.label} is no sum of types. Choose {lead} to see the ward’s crime types."


def _columns(focus: WardFocus) -> tuple[Column, ...]:
    return (
        Column("type", "Type"),
        Column("value", "Ward", "integer"),
        Column("share", "Share", "percent", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
        Column("district_value", focus.district_name, "integer"),
        Column("district_share", "Its share", "percent", 1),
        Column("against_district", "Against the rest of the district"),
        Column("in_total", "In the total", csv_only=True),
    )


def _table(mix: WardMix, focus: WardFocus) -> Table:
    rows: list[tuple[Any, ...]] = []
    for part, inside in [*((part, "yes") for part in mix.parts), *((part, "no") for part in mix.apart)]:
        rows.append(
            (
                part.measure.label,
                part.amount.value,
                printed(part.share),
                "count",
                part.amount.status,
                part.district.value,
                printed(part.district_share),
                _verdict(part),
                inside,
            )
        )
    whole = (
        mix.measure.label,
        mix.total.value,
        None,
        "count",
        mix.total.status,
        mix.district.value,
        None,
        "",
        "total",
    )
    return Table(_columns(focus), (whole, *rows))
