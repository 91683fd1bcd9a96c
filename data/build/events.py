"""The events of a version: those of its files, and the bank holidays of England and Wales.

Bank holidays come from GOV.UK's list as the package govuk-bank-holidays ships it (2012 to 2028): extra days
for a jubilee, a coronation or a funeral are in it, and days that stand in for a weekend. Nothing is fetched.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.build.names import AreaNames, Unknown
from data.build.observations import ASIDE

COLUMNS: Final = ["name", "kind", "first_day", "last_day", "area_code", "file_id"]
BANK_HOLIDAY: Final = "bank holiday"
_DIVISION: Final = "england-and-wales"


@dataclass(frozen=True)
class Events:
    """Frames in the columns of the tables event and set_aside."""

    events: pd.DataFrame
    set_aside: pd.DataFrame


def assemble_events(frame: pd.DataFrame, *, areas: pd.DataFrame, aliases: pd.DataFrame) -> Events:
    """`frame` has the columns of an event part and file_id, in the order the files were read.

    The same event (name, first day and area) in a later file replaces the earlier one; one in an area that
    the store does not know is set aside. `areas` and `aliases` are rows of the tables area and alias.
    """
    names = AreaNames(areas=areas, aliases=aliases)
    kept: dict[tuple[str, dt.date, str | None], tuple[object, ...]] = {}
    aside: list[tuple[object, ...]] = []
    for row in frame.to_dict("records"):
        code = names.find_written(row["area"]) if row["area"] else None
        if isinstance(code, Unknown):
            place = (int(row["file_id"]), int(row["row_number"]), "area")
            aside.append((*place, code.reason, code.remedy, row["name"]))
            continue
        kept[row["name"], row["first_day"], code] = (
            *(row["name"], row["kind"], row["first_day"], row["last_day"]),
            code,
            int(row["file_id"]),
        )
    events = pd.DataFrame([*bank_holidays(), *kept.values()], columns=COLUMNS)
    return Events(events=events.astype({"file_id": "Int64"}), set_aside=pd.DataFrame(aside, columns=ASIDE))


def bank_holidays() -> list[tuple[object, ...]]:
    """Rows of the table event."""
    # Only a build needs it, and it imports a client for the web that it is not asked to use.
    from govuk_bank_holidays.bank_holidays import BankHolidays

    return [
        (
            f"{day['title']} ({day['notes'].lower()})" if day["notes"] else day["title"],
            BANK_HOLIDAY,
            *(dt.date.fromisoformat(day["date"]),) * 2,
            None,
            None,
        )
        for day in BankHolidays.load_backup_data()[_DIVISION]["events"]
    ]
