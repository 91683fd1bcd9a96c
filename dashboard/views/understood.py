"""How each file was read: what the build took its sheets, rows and columns for."""

from __future__ import annotations

from dashboard.disclosure import marking
from dashboard.records import rows
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import number
from data import queries

_COLUMNS = (Column("file", "File"), Column("understood", "As it was understood"))


def build_understood(reference: Reference, selection: Selection) -> View:  # noqa: ARG001 - of the whole store
    """The view `understood`: a row for each sentence, of the whole store, whatever is selected."""
    files = reference.recall("files", lambda: list(rows(queries.get_files(reference.snapshot))))
    told = [file for file in files if file["understood"]]
    sentences = [(file["name"], line) for file in told for line in file["understood"].splitlines()]
    count = f"{number(len(told))} file{'' if len(told) == 1 else 's'}"
    return View(
        name="understood",
        title=f"How {count} {'was' if len(told) == 1 else 'were'} understood"
        if told
        else "No file needed explaining",
        caption="Check these against the files: what is wrong here is wrong in every figure from them",
        alt="A table of sentences, each with its file.",
        table=Table(_COLUMNS, tuple(sentences)),
        source="the files of the store",
        geography="the whole store",
        marking=marking(reference),
        demonstration=any(bool(file["demonstration"]) for file in told),
        empty="" if told else "Every file has columns that say what they are.",
    )
