"""Read the catalogue's YAML once. A mistake names the file and the key."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from data.catalogue.models import AreaFile, Catalogue, Measure, Source
from data.catalogue.place_kinds import PlaceKinds
from data.catalogue.plan import Plan, Theme
from data.catalogue.recording import Break, Breakdown, Outcomes
from data.errors import CatalogueError

FOLDER = Path(__file__).parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_T = TypeVar("_T")


@cache
def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """The catalogue in `folder`. Raises CatalogueError that names the file and the key at fault."""
    files = sorted(folder.glob("**/*.yaml"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    areas = [_read(path, TypeAdapter(AreaFile)) for path in sorted((folder / "areas").glob("*.yaml"))]
    try:
        return Catalogue(
            digest=digest.hexdigest(),
            measures=_keyed(folder / "measures", Measure),
            sources=_keyed(folder / "sources", Source),
            plans=_keyed(folder / "plans", Plan),
            breakdowns=_keyed(folder / "breakdowns", Breakdown),
            outcomes=_keyed(folder / "outcomes", Outcomes),
            themes=_keyed(folder / "themes", Theme),
            places=_keyed(folder / "places", PlaceKinds),
            groups={group.code: group for item in areas for group in item.groups},
            aliases=tuple(alias for item in areas for alias in item.aliases),
            names={code: name for item in areas for code, name in item.names.items()},
            former_codes={old: code for item in areas for old, code in item.former_codes.items()},
            breaks=tuple(
                item
                for path in sorted((folder / "breaks").glob("*.yaml"))
                for item in _read(path, TypeAdapter(tuple[Break, ...]))
            ),
        )
    except ValidationError as error:
        raise CatalogueError(_words(error), file=str(folder), remedy="correct the catalogue.") from error


def _keyed(folder: Path, model: type[Any]) -> dict[str, Any]:
    items: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        item = _read(path, TypeAdapter(model))
        if item.id != path.stem:
            raise CatalogueError(
                f"the id is {item.id!r}.", file=str(path), column="id", remedy="name the file after the id."
            )
        items[item.id] = item
    return items


def _read(path: Path, adapter: TypeAdapter[_T]) -> _T:
    try:
        # The loader is PyYAML's safe one, in C where libyaml is there.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
        return adapter.validate_python(content)
    except yaml.YAMLError as error:
        raise CatalogueError(
            f"not YAML: {error}", file=str(path), remedy="correct the line it names."
        ) from error
    except ValidationError as error:
        raise CatalogueError(_words(error), file=str(path), remedy="correct the key it names.") from error


def _words(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in item['loc']) or 'file'}: {item['msg']}" for item in error.errors()
    )
