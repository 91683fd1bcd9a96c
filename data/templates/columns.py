"""The columns of a table that people fill in: what each is, and what may stand in it.

One list serves the template that is written, the sheet that explains it and the reader of what comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

# ids: several, with semicolons between. month: its first or last day, or 'Apr 2023'. due: a date, or words.
Form = Literal["text", "ids", "number", "yes", "month", "date", "due"]
# What a drop-down offers: fixed words, or a list of the catalogue by its name.
Choices = tuple[str, ...] | Literal["measures", "sources", "plans", "hours"]
Row = Mapping[str, object]

YES: Final = ("yes", "no")
TRUE: Final = frozenset({"yes", "y", "true", "1", "x"})
FALSE: Final = frozenset({"no", "n", "false", "0", ""})


@dataclass(frozen=True)
class Column:
    """A column by the name in its header. `field` is its place in the model, 'baseline.start'.

    `choices` are all that may be written, or with `open_choices` what is usual. `allowed` says in words what
    may be written where neither they nor the form do.
    """

    name: str
    meaning: str
    needed: bool = False
    form: Form = "text"
    choices: Choices = ()
    open_choices: bool = False
    allowed: str = ""
    field: str = ""
    width: int = 16

    @property
    def place(self) -> str:
        """Where the model has it: under its own name unless said otherwise."""
        return self.field or self.name


@dataclass(frozen=True)
class Sheet:
    """A table by the title of its sheet. `about` says in a sentence what one row of it is."""

    title: str
    about: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return tuple(column.name for column in self.columns)

    @property
    def needed(self) -> frozenset[str]:
        """The columns without which a table is not this one."""
        return frozenset(column.name for column in self.columns if column.needed)


EXAMPLE: Final = Column(
    "example",
    "Says that a row is one of the template's examples. The build never mixes those with your own rows: "
    "delete them, or write over them and clear this cell.",
    form="yes",
    choices=("yes",),
    width=10,
)
