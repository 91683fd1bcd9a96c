"""What the sidecar of a workbook or CSV says of its tables: for all its sheets, or for one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.sheet_marks import Meaning
from data.sources.sidecar import read_keys


class Says(BaseModel):
    """Of one sheet. Empty where the sidecar says nothing.

    `measures` gives a label of the sheet the id of its measure; `marks` says what stands for what;
    `percentages` whether 0.123 is 12.3% ('fractions') or 0.123% ('percent'); `skip`: the sheet is left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = ""
    measure: str = ""
    area: str = ""
    area_parent: str = ""
    period: str = ""
    percentages: Literal["", "fractions", "percent"] = ""
    marks: Mapping[str, Meaning] = Field(default_factory=dict)
    measures: Mapping[str, str] = Field(default_factory=dict)
    skip: bool = False

    @field_validator("source", "measure", "area", "area_parent", "period", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> str:
        # YAML reads a year as a number.
        return "" if value is None else str(value)


class FileSays(Says):
    """Of the file, and of its sheets by name."""

    kind: str = ""
    extracted: str = ""
    demonstration: bool = False
    sheets: Mapping[str, Says] = Field(default_factory=dict)

    @field_validator("extracted", mode="before")
    @classmethod
    def _date_as_text(cls, value: Any) -> str:
        return "" if value is None else str(value)

    def of(self, sheet: str) -> Says:
        """What holds for a sheet: its own words before the file's."""
        general = self.model_dump(include=set(Says.model_fields))
        own = self.sheets.get(sheet, Says())
        return Says(**general | own.model_dump(exclude_unset=True))


def read_says(file: InputFile) -> FileSays:
    """The sidecar. Raises UnreadableFileError that names the key at fault."""
    try:
        return FileSays(**read_keys(file.path))
    except (ValidationError, TypeError) as error:
        where = "; ".join(
            f"{'.'.join(map(str, item['loc']))}: {item['msg']}"
            for item in (error.errors() if isinstance(error, ValidationError) else ())
        )
        known = ", ".join(FileSays.model_fields)
        raise UnreadableFileError(
            f"its sidecar {file.path.name}.yaml is not understood ({where or error}).",
            file=file.name,
            remedy=f"use the keys {known}.",
        ) from error
