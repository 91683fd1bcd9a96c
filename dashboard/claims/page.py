"""The verdicts as one page of HTML that needs nothing else: to send, to print, to keep beside the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from dashboard.claims.finding import Verdict
from dashboard.views.view import Cell, Column, View
from dashboard.wording import number

_STYLE: Final = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,"Segoe UI",Arial,sans-serif;color:#1a1a1a;background:#fff;margin:0 auto;
max-width:1400px;padding:1rem}
h1{font-size:1.5rem;line-height:1.25;color:#12436d;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .5rem;color:#12436d}
p{margin:.25rem 0;max-width:75ch}
.marking{font-weight:700;letter-spacing:.05em}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;padding:0;margin:1rem 0}
nav a{color:#12436d}
a:focus-visible{outline:3px solid #12436d;outline-offset:2px}
.scroll{overflow-x:auto}
.scroll:focus-visible{outline:3px solid #12436d;outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;padding:.25rem 0;color:#444}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ccc}
thead th{border-bottom:2px solid #12436d;white-space:nowrap}
tbody th{font-weight:600;font-size:.9rem;min-width:10rem;max-width:16rem}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.reason{min-width:16rem}
td.period{min-width:7rem}
footer{margin-top:2rem;border-top:1px solid #ccc;padding-top:.5rem;font-size:.9rem;color:#444}
@media (max-width:600px){h1{font-size:1.25rem}tbody th{min-width:7rem;max-width:9rem}}
@media print{body{max-width:none;font-size:11px;padding:0}tr{break-inside:avoid}.scroll{overflow:visible}}
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_SHOWN: Final = ("figure_id", "reason", "published", "recomputed", "difference", "geography", "period")
_SECTIONS: Final = (
    (Verdict.CONTRADICTS, "Contradicts itself"),
    (Verdict.DIFFERS, "Differs from the store"),
    (Verdict.CANNOT_BE_CHECKED, "Cannot be checked"),
    (Verdict.AGREES, "Agrees"),
)


def to_html(view: View) -> str:
    """The page of a `claims` view. All that comes from the file is escaped; nothing is run or loaded."""
    records = view.table.records()
    parts = [
        "<!doctype html>",
        '<html lang="en-GB"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        # Nothing in it may run or load, whatever a file holds.
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{escape(view.title)}</title><style>{_STYLE}</style></head><body>",
        f'<header><p class="marking">{escape(view.marking)}</p><h1>{escape(view.title)}</h1>',
        *(f"<p>{escape(words)}</p>" for words in _about(view)),
        _contents(records),
        "</header><main>",
        *_sections(view.table.columns, records),
        f'</main><footer><p class="marking">{escape(view.marking)}</p></footer></body></html>',
    ]
    return "\n".join(parts) + "\n"


def _about(view: View) -> Iterator[str]:
    if view.source:
        yield f"Read: {view.source}."
    if view.extracted:
        yield f"Checked on {view.extracted}."
    yield (
        "A published number stands for every value that rounds to it. A figure contradicts when the list "
        "disagrees with itself, and differs when the store's own count of the same thing is another."
    )
    yield from view.caveats


def _contents(records: Sequence[dict[str, Cell]]) -> str:
    counts = Counter(row["verdict"] for row in records)
    items = [
        f'<li><a href="#{verdict.value}">{escape(heading)}</a> ({number(counts[verdict.value])})</li>'
        for verdict, heading in _SECTIONS
        if counts[verdict.value]
    ]
    return f'<nav aria-label="Verdicts"><ul>{"".join(items)}</ul></nav>'


def _sections(columns: Sequence[Column], records: Sequence[dict[str, Cell]]) -> Iterator[str]:
    shown = [column for key in _SHOWN for column in columns if column.key == key]
    for verdict, heading in _SECTIONS:
        rows = [row for row in records if row["verdict"] == verdict.value]
        if not rows:
            continue
        name = escape(heading)
        yield (
            f'<section aria-labelledby="{verdict.value}">'
            f'<h2 id="{verdict.value}">{name} ({number(len(rows))})</h2>'
            f'<div class="scroll" role="region" tabindex="0" aria-label="Table: {name}"><table>'
            f"<caption>{escape(verdict.meaning.capitalize())}</caption><thead><tr>"
        )
        yield "".join(f'<th scope="col"{_kind(column)}>{escape(column.label)}</th>' for column in shown)
        yield "</tr></thead><tbody>"
        yield from (_row(shown, row) for row in rows)
        yield "</tbody></table></div></section>"


def _row(columns: Sequence[Column], row: dict[str, Cell]) -> str:
    first, *rest = columns
    # A long id breaks at its underscores.
    name = escape(_text(row[first.key])).replace("_", "_<wbr>")
    cells = [f'<th scope="row">{name}</th>']
    cells += [f"<td{_kind(column)}>{escape(_text(row[column.key]))}</td>" for column in rest]
    return f"<tr>{''.join(cells)}</tr>"


def _kind(column: Column) -> str:
    if column.kind == "decimal":
        return ' class="number"'
    return f' class="{column.key}"' if column.key in ("reason", "period") else ""


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return number(value, len(str(value).partition(".")[2]) if isinstance(value, float) else 0)
