"""What was done beside what it should move, on the Plan page.

What it lays out comes in `View.extra` of `outputs`, as plain values already worded:

`rows`       [{"output", "counts": [{"count", "counted", "note"}, ...], "months", "when", "outcomes":
             [{"label", "value", "why", "query"}, ...]}, ...]
`missing`    [{"label", "file", "owner", "moves"}, ...] outputs without counts
`lanes`      how many outputs the chart has, 0 without a chart
`caveat`     what stands over them all
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

TARGETS: Final = "/targets"
_FEW: Final = 6


def build_hint(words: str) -> list[Component]:
    """Small words below others; nothing where there are none."""
    return [html.Span(words, className="hint below")] if words else []


def build_output_list(extra: Mapping[str, Any]) -> list[Component]:
    """What was done with what stands beside it, then the outputs without counts and who owes which file."""
    # The style sheet makes the chart beside it as tall as its lanes.
    parts: list[Component] = [html.Span(className=f"lanes-{extra['lanes']}" if extra["lanes"] else "undrawn")]
    if extra["rows"]:
        parts += [html.P(f"{extra['caveat']}.", className="output-caveat"), _counted(extra["rows"])]
    if extra["missing"]:
        parts.append(_missing(extra["missing"]))
    return parts


def _counted(rows: Sequence[Mapping[str, Any]]) -> html.Table:
    heads = ("What was done", "Months", "Beside, in the same months")
    return html.Table(
        [
            html.Caption("Outputs beside outcomes"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(_counts(row), scope="row"),
                            html.Td([row["months"], *build_hint(row["when"])], **{"data-head": heads[1]}),
                            html.Td(_beside(row["outcomes"]), **{"data-head": heads[2]}),
                        ]
                    )
                    for row in rows
                ]
            ),
        ],
        className="data outputs",
    )


def _counts(row: Mapping[str, Any]) -> list[Component]:
    """The output, unless its only count has its name; then each count."""
    named = [item["counted"] for item in row["counts"]] == [row["output"]]
    return [
        *([] if named else build_hint(row["output"])),
        *(
            html.P([html.B(item["count"]), f" {item['counted']}", *build_hint(item["note"])])
            for item in row["counts"]
        ),
    ]


def _beside(outcomes: Sequence[Mapping[str, str]]) -> list[Component]:
    return [
        html.P(
            [
                html.A(item["label"], href=f"{TARGETS}?{item['query']}"),
                f": {item['value']}",
                *build_hint(item["why"]),
            ]
        )
        for item in outcomes
    ]


def _missing(missing: Sequence[Mapping[str, str]]) -> html.Details:
    """Open where they are few; a plan of thirty would push everything else off the page."""
    n = len(missing)
    return html.Details(
        [
            html.Summary(
                f"{n} output{'' if n == 1 else 's'} without counts, and the file that would give them"
            ),
            html.Ul(
                [
                    html.Li(
                        [
                            html.B(item["label"]),
                            f": {item['file']}",
                            f", owed by {item['owner']}" if item["owner"] else "",
                            f"; should move {item['moves']}" if item["moves"] else "",
                        ]
                    )
                    for item in missing
                ]
            ),
        ],
        open=n <= _FEW,
        className="missing",
    )
