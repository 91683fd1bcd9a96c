"""Small invented counties for the tests of disclosure control: few wards, few events, every overlap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from data.catalogue import Catalogue, Measure, Source
from data.month import Month

SOURCE = "force"
# Two measures that may be sensitive, one that never is, their sum, in the order of their series ids from 1.
MEASURES = ("first", "second", "open", "total")
LEVELS = {"none": (), "ward": ("ward",), "district": ("ward", "district")}


@dataclass(frozen=True)
class World:
    """`counts[measure][cell, month]`; a cell is a ward, 'unplaced:<district>' or 'elsewhere'."""

    start: Month
    months: int
    last_complete: Month
    wards: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, tuple[str, ...]]]
    sensitivity: Mapping[str, str]
    counts: Mapping[str, np.ndarray]

    @property
    def cells(self) -> tuple[str, ...]:
        """Wards and unplaced of every district, then what is in none."""
        inside = [c for d, wards in self.wards.items() for c in (*wards, f"unplaced:{d}")]
        return (*inside, "elsewhere")

    def cells_of(self, code: str) -> list[int]:
        """The cells an area adds up."""
        if code in self.cells:
            return [self.cells.index(code)]
        members = (code,) if code in self.wards else self.groups[code][1]
        names = [c for m in members for c in self._cells_in(m)]
        if code in self.groups and self.groups[code][0] == "force":
            names.append("elsewhere")
        return [self.cells.index(name) for name in names]

    def _cells_in(self, member: str) -> tuple[str, ...]:
        return (*self.wards[member], f"unplaced:{member}") if member in self.wards else (member,)

    def fixed(self, measure: str, level: str) -> bool:
        """Written out again, without the catalogue: no free windows at 'ward' or above."""
        parts = ("first", "second") if measure == "total" else (measure,)
        found = {self.sensitivity.get(part, "none") for part in parts}
        return "district" in found or (level == "ward" and "ward" in found)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that says so."""
        leaves = [
            Measure(
                id=name,
                label=name,
                noun=name,
                definition=name,
                sources=(SOURCE,),
                sensitive={SOURCE: frozenset(LEVELS[self.sensitivity.get(name, "none")])},
            )
            for name in MEASURES[:3]
        ]
        total = Measure(
            id="total", label="t", noun="t", definition="t", sources=(SOURCE,), sum_of={SOURCE: MEASURES[:3]}
        )
        source = Source(id=SOURCE, label="f", short="f", publisher="f", file_hint="f")
        return Catalogue(
            digest="",
            measures={m.id: m for m in (*leaves, total)},
            sources={SOURCE: source},
            plans={},
            groups={},
            aliases=(),
            names={},
            breaks=(),
        )

    def frames(self) -> dict[str, pd.DataFrame]:
        """The arguments of build_fixed_cells, but for the catalogue."""
        months = [pd.Timestamp(m.first_day) for m in self.start.until(self.start + (self.months - 1))]
        wards, areas = [], []
        for number, measure in enumerate(MEASURES, start=1):
            counts = self.counts[measure]
            for district, codes in self.wards.items():
                for code in (*codes, None):
                    cell = self.cells.index(code or f"unplaced:{district}")
                    wards += [
                        (number, district, code, month, int(value))
                        for month, value in zip(months, counts[cell], strict=True)
                        if value
                    ]
            levels = dict.fromkeys(self.wards, "district") | {
                g: level for g, (level, _) in self.groups.items()
            }
            for code, level in levels.items():
                summed = counts[self.cells_of(code)].sum(axis=0)
                areas += [
                    (number, level, code, month, int(value))
                    for month, value in zip(months, summed, strict=True)
                    if value
                ]
        table = [(d, "district", None) for d in self.wards] + [
            (w, "ward", d) for d, codes in self.wards.items() for w in codes
        ]
        table += [(code, level, None) for code, (level, _) in self.groups.items()]
        members = [(d, d) for d in self.wards] + [(g, d) for g, (_, ds) in self.groups.items() for d in ds]
        last = pd.Timestamp(self.last_complete.first_day)
        return {
            "series": pd.DataFrame(
                [(n, m, SOURCE, True, months[0], months[-1], last) for n, m in enumerate(MEASURES, start=1)],
                columns=[
                    "series_id",
                    "measure",
                    "source",
                    "months",
                    "first_month",
                    "last_month",
                    "last_complete",
                ],
            ),
            "ward_month": pd.DataFrame(
                wards, columns=["series_id", "district_code", "ward_code", "month", "value"]
            ).astype({"month": "datetime64[us]"}),
            "area_month": pd.DataFrame(
                areas, columns=["series_id", "level", "area_code", "month", "value"]
            ).astype({"month": "datetime64[us]"}),
            "areas": pd.DataFrame(table, columns=["code", "level", "parent"]),
            "memberships": pd.DataFrame(members, columns=["group_code", "member_code"]),
        }


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any of them: one to three districts of none to three wards, half a year to two and a half."""
    months = draw(st.integers(6, 30))
    start = Month(2020, 1) + draw(st.integers(0, 11))
    districts = [f"d{n}" for n in range(draw(st.integers(1, 3)))]
    wards = {d: tuple(f"{d}w{n}" for n in range(draw(st.integers(0, 3)))) for d in districts}
    groups = {"force": ("force", tuple(districts))}
    for code, level in (("county", "county"), ("pair", "partnership")):
        members = tuple(d for d in districts if draw(st.booleans()))
        if members:
            groups[code] = (level, members)
    # Areas of one's own: some districts, and some wards of any of them.
    for code, among in (("unitary", districts), ("town", [w for found in wards.values() for w in found])):
        members = tuple(member for member in among if draw(st.booleans()))
        if members:
            groups[code] = ("custom", members)
    cells = sum(len(w) + 1 for w in wards.values()) + 1
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    counts = {}
    for name in MEASURES[:3]:
        rate = draw(st.sampled_from([0.01, 0.05, 0.2, 0.6, 2.0, 8.0]))
        uneven = chance.gamma(0.7, 1 / 0.7, cells) * (chance.random(cells) > 0.2)
        uneven[-1] *= draw(st.sampled_from([0.0, 0.3]))
        counts[name] = chance.poisson(rate * uneven[:, None] * np.ones(months))
    counts["total"] = counts["first"] + counts["second"] + counts["open"]
    return World(
        start=start,
        months=months,
        last_complete=start + (months - 1 - draw(st.integers(0, 3))),
        wards=wards,
        groups=groups,
        sensitivity={
            "first": draw(st.sampled_from(["ward", "district"])),
            "second": draw(st.sampled_from(list(LEVELS))),
        },
        counts=counts,
    )
