"""Put plans together: of each plan's tables, the one in the latest file that has it, else the catalogue's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pandas as pd
from pydantic import ValidationError

from data.build.due import due_on
from data.build.names import AreaNames, Unknown
from data.build.observations import ASIDE
from data.catalogue.frozen import Frozen
from data.catalogue.models import Catalogue
from data.catalogue.plan import Action, Plan
from data.month import Month
from data.sources.plan_rows import MODELS, names_of_catalogue
from data.templates.plan_columns import PlanTable, row_key

COLUMNS: Final = (
    *("plan", "table_name", "id", "content", "places", "holds", "example", "row_number", "text"),
)
PLAN_COLUMNS: Final = ("plan", "content", "files")
ACTION_COLUMNS: Final = (
    *("plan", "number", "id", "action", "priorities", "indicators", "strand", "measurement", "lead"),
    *("partners", "grade", "due", "due_on", "status", "progress", "first_month", "last_month"),
    *("file_id", "row_number"),
)
# Each after those it names.
_TABLES: Final[tuple[PlanTable, ...]] = (
    *("plan", "priority", "indicator", "action", "framework", "note", "night"),
)
# The model's fields that hold a plan's tables, but for the actions, which have a table of the store.
_PARTS: Final[Mapping[str, PlanTable]] = {
    "priorities": "priority",
    "indicators": "indicator",
    "frameworks": "framework",
    "notes": "note",
    "nights": "night",
}
# The fields of each table that name rows of another.
_TIES: Final[Mapping[PlanTable, tuple[tuple[str, PlanTable], ...]]] = {
    "indicator": (("priorities", "priority"), ("moves", "indicator")),
    "action": (("priorities", "priority"), ("indicators", "indicator")),
    "framework": (("priorities", "priority"),),
    "note": (("priority", "priority"), ("indicator", "indicator")),
}
_CATALOGUE: Final = 0


@dataclass(frozen=True)
class Plans:
    """Rows of the tables plan, action and set_aside. `standing` are the files of which any row stands."""

    plans: pd.DataFrame
    actions: pd.DataFrame
    set_aside: pd.DataFrame
    standing: frozenset[int]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    """A row of a plan's tables. `file_id` is 0 for what the catalogue has."""

    plan: str
    table: PlanTable
    id: str
    content: Mapping[str, Any]
    file_id: int = _CATALOGUE
    row: int | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    holds: frozenset[str] = frozenset()
    example: bool = False
    text: str = ""


def assemble_plans(
    frame: pd.DataFrame, *, catalogue: Catalogue, areas: pd.DataFrame, aliases: pd.DataFrame
) -> Plans:
    """`frame` has the columns of a plan part and file_id, in the order the files were read.

    A row that names what is not there is set aside; what the catalogue ties to something a file has taken
    away is untied, and that is said. `areas` and `aliases` are rows of the tables area and alias.
    """
    entries = [*_of_catalogue(catalogue), *_of_files(frame)]
    work = _Work(catalogue=catalogue, names=AreaNames(areas=areas, aliases=aliases))
    by_plan: dict[str, list[_Entry]] = {}
    for entry in _standing(entries):
        by_plan.setdefault(entry.plan, []).append(entry)
    for plan, own in by_plan.items():
        work.add(plan, own)
    return work.result(frozenset(entry.file_id for own in by_plan.values() for entry in own) - {_CATALOGUE})


def _of_catalogue(catalogue: Catalogue) -> Iterator[_Entry]:
    for plan in catalogue.plans.values():
        head = plan.model_copy(update={"actions": (), **dict.fromkeys(_PARTS, ())})
        yield _Entry(plan.id, "plan", plan.id, _content(head), holds=frozenset(_TABLES[1:]))
        for name, table in {**_PARTS, "actions": "action"}.items():
            for item in getattr(plan, name):
                content = _content(item)
                yield _Entry(plan.id, table, row_key(table, content), content)


def _of_files(frame: pd.DataFrame) -> Iterator[_Entry]:
    for row in frame.to_dict("records"):
        yield _Entry(
            plan=row["plan"],
            table=row["table_name"],
            id=row["id"],
            content=json.loads(row["content"]),
            file_id=int(row["file_id"]),
            row=int(row["row_number"]),
            places=json.loads(row["places"]),
            holds=frozenset(row["holds"].split(",")) - {""},
            example=bool(row["example"]),
            text=row["text"],
        )


def _content(item: Frozen) -> Mapping[str, Any]:
    return item.model_dump(mode="json", exclude_defaults=True)


def _standing(entries: list[_Entry]) -> Iterator[_Entry]:
    """For each plan and table the rows of the latest file that has it. Examples are only added."""
    holder: dict[tuple[str, str], int] = {}
    for entry in entries:
        if not entry.example:
            holder |= {(entry.plan, table): entry.file_id for table in (entry.table, *entry.holds)}
    taken = set[tuple[str, str, str]]()
    for entry in entries:
        key = (entry.plan, entry.table, entry.id)
        if holder.get(key[:2]) == entry.file_id or (entry.example and key not in taken):
            taken.add(key)
            yield entry


class _Work:
    """The plans while they are put together, one after the other."""

    def __init__(self, *, catalogue: Catalogue, names: AreaNames) -> None:
        self._catalogue = catalogue
        self._names = names
        self._plans: list[tuple[str, str, bool]] = []
        self._actions: list[tuple[Any, ...]] = []
        self._aside: list[tuple[Any, ...]] = []
        self._notices: list[str] = []

    def add(self, plan: str, entries: list[_Entry]) -> None:
        """One plan, from the rows that stand for it."""
        head = next((entry for entry in entries if entry.table == "plan"), None)
        found = self._head(head) if head else None
        if found is None:
            why = Unknown(
                f"there is no plan {plan!r}"
                if head is None
                else f"the row of its plan {plan!r} is set aside",
                "give the plan's own row too, or correct the id."
                if head is None
                else "correct that row first.",
            )
            for entry in entries:
                if entry is not head:
                    self._set_aside(entry, "plan", why)
            return
        kept: dict[str, dict[str, _Entry]] = {}
        for table in _TABLES[1:]:
            own = [entry for entry in entries if entry.table == table]
            kept[table] = self._rows(own, {**kept, table: {entry.id: entry for entry in own}})
        whole = self._whole(found, kept)
        self._plans.append(
            (plan, whole.model_dump_json(exclude_defaults=True), any(e.file_id for e in entries))
        )
        for number, entry in enumerate(kept["action"].values(), 1):
            self._actions.append(_action_row(plan, number, entry))

    def _whole(self, head: Mapping[str, Any], kept: Mapping[str, Mapping[str, _Entry]]) -> Plan:
        parts = {key: [entry.content for entry in kept[table].values()] for key, table in _PARTS.items()}
        return Plan.model_validate({**head, **parts})

    def _head(self, entry: _Entry) -> Mapping[str, Any] | None:
        """The plan's own row with the code of its area; None where it is set aside."""
        content = dict(entry.content)
        if entry.file_id == _CATALOGUE:
            return content
        if not self._taken(entry):
            return None
        found = self._names.find(str(content["area"]), parent=None)
        if isinstance(found, Unknown):
            self._set_aside(entry, "area", found)
            return None
        return {**content, "area": found}

    def _rows(self, own: list[_Entry], known: Mapping[str, Mapping[str, _Entry]]) -> dict[str, _Entry]:
        """The rows of one table of which all that they name is there."""
        fit = [found for entry in own if (found := self._fit(entry, known)) is not None]
        ids = {entry.id for entry in fit}
        return {entry.id: self._untied(entry, ids) for entry in fit}

    def _fit(self, entry: _Entry, known: Mapping[str, Mapping[str, _Entry]]) -> _Entry | None:
        """The row, if all that it names is there."""
        for key, table in _TIES.get(entry.table, ()):
            written = entry.content.get(key) or ()
            named = [written] if isinstance(written, str) else list(written)
            unknown = [name for name in named if name not in known.get(table, {})]
            if not unknown:
                continue
            left = [name for name in named if name not in unknown]
            listed = ", ".join(repr(name) for name in unknown)
            if entry.file_id == _CATALOGUE and (left or key != "priorities"):
                self._notices.append(
                    f"Plan {entry.plan!r}: the catalogue's {entry.table} {entry.id!r} is no longer tied to "
                    f"{listed}, which the files do not have."
                )
                entry = replace(
                    entry,
                    content={**entry.content, key: None if isinstance(written, str) else left},
                )
                continue
            why = Unknown(
                f"the plan has no {table} {listed}",
                f"correct the id, or add the {table} to the plan; rows set aside do not count.",
            )
            self._set_aside(entry, key, why)
            return None
        return self._placed(entry) if self._taken(entry) else None

    def _placed(self, entry: _Entry) -> _Entry | None:
        """The row with the code of the area it is measured in; None where it is set aside."""
        written = entry.content.get("area")
        if entry.table not in ("indicator", "night") or written is None or entry.file_id == _CATALOGUE:
            return entry
        found = self._names.find(str(written), parent=None)
        if isinstance(found, Unknown):
            self._set_aside(entry, "area", found)
            return None
        return replace(entry, content={**entry.content, "area": found})

    def _untied(self, entry: _Entry, ids: set[str]) -> _Entry:
        """The row without its ties to rows of its own table that are set aside."""
        moves = entry.content.get("moves", ())
        left = [name for name in moves if name in ids]
        if len(left) == len(moves):
            return entry
        self._notices.append(
            f"Plan {entry.plan!r}: the {entry.table} {entry.id!r} is not tied to rows set aside."
        )
        return replace(entry, content={**entry.content, "moves": left})

    def _taken(self, entry: _Entry) -> bool:
        """Whether this program takes a row as the one that read it did: models and measures may change."""
        wrong: dict[str, str] = {}
        try:
            model = MODELS[entry.table].model_validate(entry.content)
        except ValidationError as error:
            wrong = {str(item["loc"][0]): "this is no longer read as it was" for item in error.errors()}
        else:
            for key, word, ids in names_of_catalogue(entry.table, catalogue=self._catalogue):
                value = getattr(model, key)
                for name in value if isinstance(value, tuple) else (value,):
                    if name is not None and name not in ids:
                        wrong[key] = f"{name!r} is no {word} of the catalogue"
        for key, reason in [*wrong.items()][:1]:
            self._set_aside(entry, key, Unknown(reason, "correct the cell and build the file again."))
        return not wrong

    def _set_aside(self, entry: _Entry, key: str, why: Unknown) -> None:
        if entry.file_id == _CATALOGUE:
            self._notices.append(
                f"Plan {entry.plan!r}: the catalogue's {entry.table} {entry.id!r}: {why.reason}."
            )
            return
        place = entry.places.get(key, key)
        self._aside.append((entry.file_id, entry.row, place, why.reason, why.remedy, entry.text))

    def result(self, standing: Iterable[int]) -> Plans:
        """Everything added."""
        return Plans(
            plans=pd.DataFrame(self._plans, columns=list(PLAN_COLUMNS)),
            actions=pd.DataFrame(self._actions, columns=list(ACTION_COLUMNS)),
            set_aside=pd.DataFrame(self._aside, columns=ASIDE),
            standing=frozenset(standing),
            notices=tuple(self._notices),
        )


def _action_row(plan: str, number: int, entry: _Entry) -> tuple[Any, ...]:
    action = Action.model_validate(entry.content)
    return (
        *(plan, number, action.id, action.action, list(action.priorities), list(action.indicators)),
        *(action.strand, action.measurement, action.lead, action.partners, action.grade),
        *(action.due, due_on(action.due), str(action.status), action.progress),
        *(Month.parse(text).first_day if text else None for text in (action.start, action.end)),
        *((entry.file_id, entry.row) if entry.file_id else (None, None)),
    )
