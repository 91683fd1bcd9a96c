"""What becomes of a template's example rows. They are marked in their column `example`.

A file of nothing but examples is loaded, as demonstration data, where there is nothing real beside it;
otherwise, and as soon as a file has rows of its own, its examples are set aside.
"""

from __future__ import annotations

from typing import Final

COLUMN: Final = "example"
REASON: Final = "an example row of the template"
REMEDY: Final = "delete it, or write over it and clear its cell in the column 'example'."
UNDERSTOOD: Final = (
    "Only the template's example rows: shown as demonstration data while nothing real is there."
)
