"""Open a workbook in a process of its own first: one that takes all memory, or never ends, ends only that.

A sheet is laid out from its first cell to its last. Two cells are enough to ask for half a terabyte, and the
library that reads it does not raise then: it ends the process.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile

MEMORY: Final = 2**30
SECONDS: Final = 60
# As Python objects ten million cells are a gigabyte.
CELLS: Final = 10_000_000
_OPEN: Final = """
import resource, sys
from python_calamine import CalamineError, CalamineWorkbook
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
cells = 0
try:
    workbook = CalamineWorkbook.from_path(sys.argv[1])
    for name in workbook.sheet_names:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except CalamineError:
            continue
        cells += sheet.total_height * sheet.total_width
except CalamineError:
    pass
print(cells)
"""


def check_workbook(file: InputFile) -> None:
    """Raises UnreadableFileError for a file that cannot be opened as a workbook without harm.

    One that is no workbook, or a damaged one, passes: the kinds say what is wrong with it.
    """
    try:
        ended = subprocess.run(  # noqa: S603  this program's own Python, without a shell
            [sys.executable, "-I", "-c", _OPEN, str(file.path), str(MEMORY)],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much(file, f"more than {SECONDS} seconds") from error
    if ended.returncode == 1 and "MemoryError" not in ended.stderr:
        raise UnreadableFileError(
            "the workbook is damaged.", file=file.name, remedy="open it and save it again, or save it as CSV."
        )
    if ended.returncode or not ended.stdout.strip().isdecimal():
        raise _too_much(file, f"more than {MEMORY // 2**30} GiB of memory")
    cells = int(ended.stdout)
    if cells > CELLS:
        raise _too_much(file, f"room for {cells:,} cells, of which {CELLS:,} are read")


def _too_much(file: InputFile, needed: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"the workbook cannot be opened: it takes {needed}.",
        file=file.name,
        remedy="delete what stands far below and right of the table and save it again, or save it as CSV.",
    )
