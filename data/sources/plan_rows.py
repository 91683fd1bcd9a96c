"""One row of a plan's tables, from whatever file: checked against the catalogue's models, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from pydantic import ValidationError

from data.catalogue.frozen import Frozen
from data.catalogue.models import Catalogue
from data.catalogue.plan import Action, FrameworkCode, Indicator, Note, Plan, Priority
from data.catalogue.week import Night
from data.sources.kinds import SetAside
from data.sources.period_text import parse_period
from data.sources.tidy_table import number_in
from data.templates.columns import FALSE, TRUE, Column
from data.templates.plan_columns import PLAN_TABLES, PlanTable, row_key

MODELS: Final[Mapping[PlanTable, type[Frozen]]] = {
    "plan": Plan,
    "priority": Priority,
    "indicator": Indicator,
    "action": Action,
    "framework": FrameworkCode,
    "note": Note,
    "night": Night,
}
_ID_REMEDY: Final = "write an id of small letters, digits and hyphens, such as 'serious-violence'."
_MONTH_REMEDY: Final = "write a month: 2023-04, Apr 2023 or a date cell on its first or last day."
_EMPTY_REMEDY: Final = "fill in the cell, or delete the row."


@dataclass(frozen=True)
class Wrong:
    """One cell that is not as it should be. `place` names its column, and the cell where there is one."""

    place: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class PlanRow:
    """A row of a plan's table before it is checked.

    `cells` has what was written, by the columns' places in the model; `places` says where each stands.
    """

    table: PlanTable
    number: int
    cells: Mapping[str, Any]
    places: Mapping[str, str]
    text: str
    example: bool = False
    wrong: tuple[Wrong, ...] = ()

    @property
    def plan(self) -> str:
        """The id of the plan it belongs to, as written."""
        return str(self.cells.get("id" if self.table == "plan" else "plan", ""))

    @property
    def id(self) -> str:
        """What it is known by within the table, as written."""
        return row_key(self.table, self.cells)

    def place(self, field: str) -> str:
        """Where a field of the model stands: its own cell, else the one it is a part of."""
        while field and field not in self.places:
            field = field.rpartition(".")[0]
        return self.places.get(field, field)

    def aside(self, wrong: Iterable[Wrong]) -> SetAside:
        """The row set aside, with every cell of it that is wrong."""
        every = list(wrong)
        if len(every) == 1:
            reason, remedy = every[0].reason, every[0].remedy
        else:
            reason = "; ".join(f"{each.place}: {each.reason}" for each in every)
            remedy = " ".join(f"{each.place}: {each.remedy}" for each in every)
        column = ", ".join(dict.fromkeys(each.place for each in every if each.place))
        return SetAside(row=self.number, column=column or None, reason=reason, remedy=remedy, text=self.text)


def value_of(written: Any, column: Column, *, place: str) -> Any:
    """What a cell means, by the form of its column. Gives a Wrong where it cannot be read as that."""
    if column.form == "ids":
        parts = written if isinstance(written, list) else str(written).replace("\n", ";").split(";")
        return [str(part).strip() for part in parts if part is not None and str(part).strip()]
    if column.form == "month":
        try:
            span = parse_period(str(written))
        except ValueError as error:
            return Wrong(place, f"it is no month: {error}", _MONTH_REMEDY)
        return str(span.last if column.name.endswith("end") else span.first)
    if column.form == "number":
        number = number_in(str(written))
        # NaN is the only number that is not itself.
        return number if number == number else Wrong(place, "it is not a number", "write the number alone.")
    if column.form == "yes":
        said = str(written).strip().lower()
        if said in TRUE | FALSE:
            return said in TRUE
        return Wrong(place, f"{said!r} is neither yes nor no", "write yes or no, or leave the cell empty.")
    return str(written).strip()


def check(row: PlanRow, *, catalogue: Catalogue) -> Frozen | SetAside:
    """The row as its model, else the row set aside with every wrong cell."""
    wrong = list(row.wrong)
    named = {each.place for each in wrong}

    def add(field: str, reason: str, remedy: str) -> None:
        place = row.place(field)
        if place not in named:
            named.add(place)
            wrong.append(Wrong(place, reason, remedy))

    if row.table != "plan" and not row.plan:
        add("plan", "the id of its plan is missing", _EMPTY_REMEDY)
    _check_names(row, add, catalogue=catalogue)
    model: Frozen | None = None
    try:
        model = MODELS[row.table].model_validate(_nested(row))
    except ValidationError as error:
        for item in error.errors():
            add(".".join(str(part) for part in item["loc"]), *_words(item))
    if isinstance(model, Indicator):
        for field, reason in model.unfit().items():
            add(field, reason, "correct the cell, or choose the kind of target that is meant.")
    return model if model is not None and not wrong else row.aside(wrong)


def _check_names(row: PlanRow, add: Callable[[str, str, str], None], *, catalogue: Catalogue) -> None:
    """Measures, sources and themes must be ids of the catalogue."""
    for field, word, ids in names_of_catalogue(row.table, catalogue=catalogue):
        given = row.cells.get(field)
        for written in given if isinstance(given, list) else [str(given or "")]:
            if not written or written in ids:
                continue
            near = get_close_matches(written.lower().replace(" ", "_"), list(ids), n=1)
            meant = f" Perhaps {near[0]!r} is meant." if near else ""
            add(
                field,
                f"{written!r} is no {word} of the catalogue",
                f"choose from the list, or add the {word} to data/catalogue/{word}s.{meant}",
            )


def names_of_catalogue(
    table: PlanTable, *, catalogue: Catalogue
) -> tuple[tuple[str, str, Mapping[str, object]], ...]:
    """The fields of a table that name parts of the catalogue: the field, the word for it, what there is."""
    if table == "indicator":
        return (
            ("measure", "measure", catalogue.measures),
            ("source", "source", catalogue.sources),
            ("alternatives", "measure", catalogue.measures),
        )
    if table == "night":
        return (("measure", "measure", catalogue.measures),)
    return (("themes", "theme", catalogue.themes),) if table == "priority" else ()


def _nested(row: PlanRow) -> dict[str, Any]:
    """The cells as the model has them: 'baseline.start' within 'baseline'."""
    values: dict[str, Any] = {}
    for field, value in row.cells.items():
        outer, _, inner = field.partition(".")
        if inner:
            values.setdefault(outer, {})[inner] = value
        elif not (field == "plan" and row.table != "plan"):
            values[field] = value
    if row.table == "plan":
        values |= {"priorities": (), "indicators": (), "actions": ()}
    return values


def _words(item: Any) -> tuple[str, str]:
    """A fault pydantic found, as a reason and a remedy."""
    given, kind = item.get("input"), item["type"]
    if kind == "missing":
        return "the cell is empty", _EMPTY_REMEDY
    if kind == "string_pattern_mismatch":
        month = "\\d{4}" in str(item.get("ctx", {}).get("pattern"))
        return (f"{given!r} is no month", _MONTH_REMEDY) if month else (f"{given!r} is no id", _ID_REMEDY)
    if kind == "enum":
        allowed = str(item.get("ctx", {}).get("expected")).replace("'", "").removeprefix(", ")
        return f"{given!r} is not one of the words for it", f"write one of {allowed}."
    if kind == "extra_forbidden":
        return "there is no such key", "correct its name, or leave it out."
    if kind == "value_error":
        return str(item["ctx"]["error"]), "correct the cell."
    return str(item["msg"]).lower(), "correct the cell."


def columns_by_field(table: PlanTable) -> dict[str, Column]:
    """A table's columns by their places in the model."""
    return {column.place: column for column in PLAN_TABLES[table].columns}
