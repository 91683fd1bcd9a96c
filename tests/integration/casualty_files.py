"""Road casualties of ten years as tidy series files, one casualty a record, for a slow second opinion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.month import Month

ASHFORD, CANTERBURY, MEDWAY, FORCE = "E07000105", "E07000106", "E06000035", "E23000032"
DISTRICTS = {ASHFORD: "Ashford", CANTERBURY: "Canterbury", MEDWAY: "Medway"}
WARDS = {f"E0509000{number}": list(DISTRICTS)[number // 2] for number in range(6)}
PEOPLE = 20_000
FIRST, LAST, PROVISIONAL = Month(2014, 1), Month(2023, 6), Month(2023, 1)
SPLIT_FROM = Month(2021, 1)
USERS = ("pedestrian", "pedal cyclist", "car occupant", "not known")
SEVERITIES = ("killed", "seriously_injured", "slightly_injured")
RELEASE = "Severity adjusted by adjusted-2023.csv."


@dataclass(frozen=True)
class Casualty:
    """Somebody hurt: how badly, as what, when and where. `chance` is that of a serious injury."""

    district: str
    ward: str
    month: Month
    severity: str
    user: str
    hour: str
    chance: float

    @property
    def ksi(self) -> bool:
        """Whether killed or seriously injured, as recorded."""
        return self.severity != "slightly_injured"

    @property
    def adjusted(self) -> float:
        """What the casualty counts for in adjusted figures."""
        return 1.0 if self.severity == "killed" else self.chance


def draw_casualties() -> list[Casualty]:
    """About nine a month and district, two of them killed or seriously injured; more as serious from 2016."""
    draw = np.random.default_rng(77)
    found = []
    for month in FIRST.until(LAST):
        for ward, district in WARDS.items():
            for _ in range(int(draw.poisson(4.5))):
                chance = float(np.round(draw.beta(1, 3), 3))
                serious = draw.random() < chance * (0.7 if month < Month(2016, 1) else 1.0)
                severity = "killed" if draw.random() < 0.02 else SEVERITIES[1 if serious else 2]
                user = USERS[int(draw.choice(4, p=(0.2, 0.1, 0.6, 0.1)))]
                hour = f"{int(draw.integers(6, 22)):02d}"
                found.append(Casualty(district, ward, month, severity, user, hour, chance))
    return found


def write_casualty_files(folder: Path, casualties: Iterable[Casualty]) -> Path:
    """Lookups, population and a tidy series: severities by ward, KSI in categories, adjusted KSI."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        folder / "csp.csv",
        "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM",
        [f"{code},{name},E2200{code[-4:]},{name},{FORCE},Kent" for code, name in DISTRICTS.items()],
    )
    _write(
        folder / "wards.csv",
        "lsoa21_code,lsoa21_name,ward25_code,ward25_name,ltla25_code,ltla25_name",
        [f"E0100000{w[-1]},Lsoa {w},{w},Ward {w[-1]},{d},{DISTRICTS[d]}" for w, d in WARDS.items()],
    )
    _write(
        folder / "census2021_lsoa21.csv",
        "lsoa21_code,total_residents,total_households",
        [f"E0100000{w[-1]},{PEOPLE},{PEOPLE // 2}" for w in WARDS],
    )
    people = list(casualties)
    lines: list[str] = []
    for severity in SEVERITIES:
        hurt = Counter((c.month, c.ward) for c in people if c.severity == severity)
        lines += [
            _line(month, ward, severity, hurt[month, ward]) for month in FIRST.until(LAST) for ward in WARDS
        ]
    lines += _categories(people, "road_user", lambda c: c.user)
    lines += _categories(people, "hour", lambda c: c.hour)
    for month in FIRST.until(LAST):
        for district in DISTRICTS:
            adjusted = sum(c.adjusted for c in people if (c.month, c.district) == (month, district))
            lines.append(_line(month, district, "ksi_adjusted", f"{adjusted:.3f}", note=RELEASE))
    _write(
        folder / "casualties.csv", "period,area,measure,value,source,breakdown,category,status,note", lines
    )
    return folder


def _categories(people: list[Casualty], name: str, of: Callable[[Casualty], str]) -> list[str]:
    """KSI by district, month and category, since there are any; a category without one is left out."""
    hurt = Counter((c.month, c.district, of(c)) for c in people if c.ksi and c.month >= SPLIT_FROM)
    return [
        _line(month, district, "ksi_casualties", value, breakdown=name, category=category)
        for (month, district, category), value in sorted(hurt.items())
    ]


def _line(
    month: Month,
    area: str,
    measure: str,
    value: object,
    *,
    breakdown: str = "",
    category: str = "",
    note: str = "",
) -> str:
    status = "provisional" if month >= PROVISIONAL else "final"
    return f"{month},{area},{measure},{value},stats19,{breakdown},{category},{status},{note}"


def _write(path: Path, head: str, lines: Iterable[str]) -> None:
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
