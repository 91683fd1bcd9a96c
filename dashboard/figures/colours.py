"""The colours of every figure, after the Government Analysis Function's palettes.

Source: "Data visualisation: colours in charts" (analysisfunction.civilservice.gov.uk): dark blue, teal,
dark pink and orange for categories, three blues for a sequence, with paler steps added at the light end.
"""

from __future__ import annotations

from typing import Final

FONT: Final = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

INK: Final = "#0B1F33"
MUTED: Final = "#54616E"
GRID: Final = "#E3E7EB"
ACCENT: Final = "#12436D"
ORANGE: Final = "#F46A25"
# The orange of the palette has a contrast of 3.1 on white: enough for a line, not for words.
ORANGE_TEXT: Final = "#A8430A"

BAR: Final = "#6BACE6"
BAR_LOWEST: Final = "#A9BDD1"

# From pale to dark. A figure of n classes takes `SEQUENTIAL[n]`.
SEQUENTIAL: Final[dict[int, tuple[str, ...]]] = {
    1: ("#6BACE6",),
    2: ("#CFE2F5", "#2073BC"),
    3: ("#DCEAF8", "#6BACE6", "#12436D"),
    4: ("#E4EFFA", "#9CC7EE", "#2073BC", "#12436D"),
    5: ("#E4EFFA", "#B3D2F0", "#6BACE6", "#2073BC", "#12436D"),
    6: ("#E4EFFA", "#C3DBF3", "#94C3ED", "#559DDD", "#2073BC", "#12436D"),
}

# From the strongest fall to the strongest rise. Neither is good or bad by itself: no red, no green.
DIVERGING: Final[tuple[str, ...]] = ("#17655F", "#9AD3CD", "#F4F4F2", "#DDA8C5", "#801650")

ZERO: Final = "#FFFFFF"
HIDDEN: Final = "#B4BBC3"
NOT_SUPPLIED: Final = "#E6DFCF"
# Areas around the ones a map is about.
OTHERS: Final = "#EEF0F2"
# The edge of a cluster of high wards: apart from every fill by its pale rim.
CLUSTER: Final = "#801650"

_DARK: Final = frozenset({"#2073BC", "#12436D", "#17655F", "#801650"})


def text_on(colour: str) -> str:
    """The colour of words printed on a fill of this palette, at a contrast of at least 4.5."""
    return "#FFFFFF" if colour in _DARK else INK
