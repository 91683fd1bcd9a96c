"""One frozen object for what a deployment may set, read once from `CSP_*` variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from data.errors import CspError


class Audience(StrEnum):
    """Who may look: decides what is hidden, and is never part of an address."""

    RESTRICTED = "restricted"
    PARTNER = "partner"
    PUBLIC = "public"


@dataclass(frozen=True)
class Settings:
    """`home` is an area code, or None for the first district of the store."""

    store: Path = Path("store")
    home: str | None = None
    audience: Audience = Audience.PARTNER
    threads: int = 1

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read CSP_STORE, CSP_HOME, CSP_AUDIENCE and CSP_THREADS. Raises CspError for a bad value."""
        env = os.environ if environment is None else environment
        audience = env.get("CSP_AUDIENCE", Audience.PARTNER)
        if audience not in set(Audience):
            raise CspError(
                f"CSP_AUDIENCE is {audience!r}, which is no audience.",
                remedy=f"set it to one of {', '.join(Audience)}.",
            )
        threads = env.get("CSP_THREADS", "1")
        if not threads.isdigit() or int(threads) < 1:
            raise CspError(f"CSP_THREADS is {threads!r}.", remedy="set it to a whole number from 1.")
        return cls(
            store=Path(env.get("CSP_STORE", "store")),
            home=env.get("CSP_HOME") or None,
            audience=Audience(audience),
            threads=int(threads),
        )
