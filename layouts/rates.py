"""Rates as rows: a dot with its interval on one scale, the numbers and the rank in words beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from layouts import tags


def build_rates(extra: Mapping[str, Any], *, caption: str) -> list[Markup]:
    """`View.extra` of `rates` and `similar`: `rows` (dashboard/views/rates.py), `ticks` [(percent, words)],
    `lines` [(percent, name)] of groups, which run through every row.
    """
    if not extra["rows"]:
        return []
    lines = "".join(
        f'<span class="rate-line rate-line-{number}" style="left:{at:g}%"></span>'
        for number, (at, _) in enumerate(extra["lines"])
    )
    areas = [row for row in extra["rows"] if row["kind"] != "group"]
    groups = [row for row in extra["rows"] if row["kind"] == "group"]
    body = [_row(row, lines) for row in areas]
    body += [_row(row, lines, line=number) for number, row in enumerate(groups)]
    return [
        tags.Table(
            [
                tags.Caption(caption),
                tags.Thead(
                    tags.Tr(
                        [
                            tags.Th("Area", scope="col"),
                            tags.Td(
                                tags.Div(_ticks(extra["ticks"]), className="rate-ticks"),
                                className="rate-plot",
                                **{"aria-hidden": "true"},
                            ),
                            tags.Th("Rate (95%)", scope="col", className="number"),
                            tags.Th("n", scope="col", className="number"),
                            tags.Th("Rank, and the ranks chance leaves open", scope="col"),
                        ]
                    )
                ),
                tags.Tbody(body),
            ],
            className="rates",
        )
    ]


def _ticks(ticks: Sequence[tuple[float, str]]) -> list[Markup]:
    return [tags.Span(words, className="rate-tick", style={"left": f"{at}%"}) for at, words in ticks]


def _row(row: Mapping[str, Any], lines: str, *, line: int | None = None) -> Markup:
    """A group's row has the line that runs through the others before its name."""
    name: list[Markup | str] = [row["name"]]
    if line is not None:
        name.insert(0, tags.Span(className=f"rate-key rate-line-{line}", **{"aria-hidden": "true"}))
    span = f" ({row['range']})" if row["range"] else ""
    kind = "rate-own" if row["own"] else "rate-group" if line is not None else ""
    return tags.Tr(
        [
            tags.Th(name, scope="row"),
            tags.Td(
                tags.Div(Markup(lines + _marks(row)), className="rate-track"),  # noqa: S704 - our own numbers
                className="rate-plot",
                **{"aria-hidden": "true"},
            ),
            tags.Td([tags.B(row["rate"]), " ", tags.Span(f"({row['interval']})")], className="number"),
            tags.Td(row["n"], className="number"),
            tags.Td([row["place"], tags.Span(span)] if span else row["place"], className="rate-rank"),
        ],
        className=kind,
    )


def _marks(row: Mapping[str, Any]) -> str:
    dot = f'<span class="rate-dot" style="left:{row["at"]:g}%"></span>'
    if row["low"] is None:
        return dot
    return f'<span class="rate-whisker" style="left:{row["low"]:g}%;width:{row["wide"]:g}%"></span>{dot}'
