"""A figure as it is written: commas between thousands are no part of it, and others are not guessed at."""

from __future__ import annotations

import re
from typing import Final

# No count of people, offences or pounds of a county comes near it; sums of it still fit into the store.
LARGEST: Final = 10**12
_GROUPED: Final = re.compile(r"[^\d,]*\d{1,3}(?:,\d{3})+(?:\D.*)?", re.S)


def without_commas(text: str) -> str:
    """'1,155' without its comma; '12,5', which may be 12.5, as it stands: it is no number then."""
    return text.replace(",", "") if "," in text and _GROUPED.fullmatch(text) else text
