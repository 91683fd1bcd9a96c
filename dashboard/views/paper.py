"""An assessment as text for a paper: plain, or Markdown with links.

Plain text has no links: it is pasted into papers that are printed. In Markdown every number is a reference
(`[11,311][1]`), and the addresses stand at the foot, so that the text stays readable as it is; they have
every key and the store version, like those of Copy link. Both end with source, period, marking and version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from dashboard.assessment.bearing import HEADING as BEARING
from dashboard.assessment.published import HEADING as PUBLISHED
from dashboard.assessment.statement import Link, Statement
from dashboard.periods import month_words
from dashboard.views.view import View
from data.month import Month

# Under these headings stands a list; under the others a paragraph.
LISTED = (PUBLISHED, BEARING)


def to_text(view: View, *, day: dt.date) -> str:
    """Title, headings and paragraphs, then what it rests on."""
    lines = [view.title, "", view.marking, ""]
    for heading, statements in paragraphs(view):
        lines += [heading, ""]
        lines += [f"- {item.words}" for item in statements] if heading in LISTED else [_joined(statements)]
        lines.append("")
    return "\n".join([*lines, *_rests(view, day=day), view.marking, ""])


def to_markdown(view: View, *, day: dt.date, base: str = "") -> str:
    """The same with a link on every number; `base` is what the addresses begin with, such as https://csp.example."""
    found: dict[str, int] = {}

    def linked(item: Statement) -> str:
        return "".join(
            escape(part.words)
            if part.link is None
            else f"[{escape(part.words)}][{found.setdefault(_address(view, part.link, day), len(found) + 1)}]"
            for part in item.parts
        )

    lines = [f"# {escape(view.title)}", "", f"**{view.marking}**", ""]
    for heading, statements in paragraphs(view):
        words = [linked(item) if heading != BEARING else escape(item.words) for item in statements]
        lines += [f"## {heading}", ""]
        lines += [f"- {item}" for item in words] if heading in LISTED else [" ".join(words)]
        lines.append("")
    lines += [escape(line) for line in _rests(view, day=day)]
    lines += ["", f"**{view.marking}**", ""]
    return "\n".join([*lines, *(f"[{place}]: {base}{address}" for address, place in found.items()), ""])


def paragraphs(view: View) -> Iterator[tuple[str, Sequence[Statement]]]:
    """Each heading with its statements, in order."""
    statements: Sequence[Statement] = view.extra.get("statements", ())
    for heading, found in groupby(statements, key=lambda item: item.heading):
        yield heading, tuple(found)


def escape(words: str) -> str:
    """Words that Markdown would take for its own marks are kept as they are."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in words)


def _joined(statements: Sequence[Statement]) -> str:
    return " ".join(item.words for item in statements)


def _rests(view: View, *, day: dt.date) -> list[str]:
    """What the text rests on, in one line."""
    printed = f"{day.day} {month_words(Month.of(day))}"
    parts = [
        view.period,
        view.basis,
        view.geography,
        view.source,
        "demonstration data" if view.demonstration else "",
    ]
    return [
        "; ".join(
            _inside(part) for part in [*parts, f"store version {view.store_version}, read {printed}"] if part
        )
        + "."
    ]


def _inside(words: str) -> str:
    """As part of a sentence."""
    words = words.rstrip(".")
    return f"no{words[2:]}" if words.startswith("No comparison") else words


def _address(view: View, link: Link, day: dt.date) -> str:
    return f"{link.page}?{link.full}&version={view.store_version}&asof={day.isoformat()}"
