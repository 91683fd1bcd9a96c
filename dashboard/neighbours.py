"""Which wards lie next to which, as the build found it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.reference import Reference
from data import queries

CONTIGUOUS: Final = "contiguous"


def neighbours_of(reference: Reference) -> tuple[Mapping[str, str], Mapping[str, Sequence[str]]]:
    """By ward: how its neighbours were found ('contiguous' or 'nearest'), and who they are."""

    def read() -> tuple[dict[str, str], dict[str, list[str]]]:
        kinds: dict[str, str] = {}
        beside: dict[str, list[str]] = {}
        found = queries.get_neighbours(reference.snapshot)
        columns = (found[name].tolist() for name in ("ward_code", "other_code", "kind"))
        for code, other, kind in zip(*columns, strict=True):
            kinds[code] = kind
            beside.setdefault(code, []).append(other)
        return kinds, beside

    return reference.structure(("neighbours",), read)
