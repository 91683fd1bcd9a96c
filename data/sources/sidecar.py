"""The file beside an input file that says something about it: `<file>.yaml`, `demonstration.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from data.errors import UnreadableFileError

DEMONSTRATION: Final = "demonstration.yaml"


def is_sidecar(path: Path) -> bool:
    """Whether a file only says something about another one."""
    if path.suffix.lower() not in {".yaml", ".yml"}:
        return False
    return path.name == DEMONSTRATION or path.with_suffix("").is_file()


def read_keys(path: Path) -> dict[str, Any]:
    """The keys of `<file>.yaml` beside the file at `path`; none when there is no such file.

    Raises UnreadableFileError when it is not YAML of `key: value` lines.
    """
    beside = path.with_name(f"{path.name}.yaml")
    if not beside.is_file():
        return {}
    try:
        content = yaml.safe_load(beside.read_bytes())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableFileError(
            f"its sidecar {beside.name} is not YAML.", file=path.name, remedy="write one `key: value` a line."
        ) from error
    return {str(key): value for key, value in content.items()} if isinstance(content, dict) else {}


def says_made_up(path: Path) -> bool:
    """Whether a file says that it is made up: by `demonstration.yaml` in its folder or by its own sidecar."""
    return (path.parent / DEMONSTRATION).is_file() or read_keys(path).get("demonstration") is True
