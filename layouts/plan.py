"""The Plan page: how far each priority's actions are, filters, and the actions, overdue first; then what
was done beside what it should move, and whether it worked.

What it lays out comes in `View.extra` of `actions`, as plain values already worded:

`counts`     [{"value", "label", "n", "pressed"}, ...] a button a status; the value "" is all of them
`filters`    [{"key", "label", "chosen", "options": [(value, words, n), ...]}, ...] a select a key
`priorities` [{"id", "label", "pressed", "words", "parts": [{"status", "label", "n", "share"}, ...]}, ...]
`groups`     [{"title", "overdue", "partners", "rows": [{"action", "measurement", "priorities", "strand",
             "lead", "partners", "grade", "due", "due_note", "part", "shape", "status", "status_note",
             "progress", "moves": [{"label", "status", "shape", "words", "query"}, ...]}, ...]}, ...]
`columns`    those of strand, lead, grade and due that any action of the plan has
`aside`      what is to be said of each row of the plan's files that is not among the actions
`plan`       the plan's id, for the line that says how to edit
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.card import build_card, build_graph
from layouts.interventions import build_intervention_card, build_interventions_card
from layouts.markup import build_fragment
from layouts.outputs import TARGETS, build_hint

VIEWS: Final = ("actions", "outputs")
_HEADS: Final = {"strand": "Strand", "lead": "Lead", "grade": "Grade", "due": "Due"}


def build_plan() -> list[Component]:
    """The mounted page, before any action is known."""
    return [
        html.H1("Plan", className="visually-hidden"),
        html.Div(
            [
                build_card(
                    view="actions",
                    width="full",
                    picture=False,
                    link=True,
                    toggle=False,
                    body=[
                        build_fragment(html.Div, name=ids.ACTION_FILTERS, className="action-filters"),
                        build_fragment(html.Div, name=ids.ACTION_LIST, className="action-list"),
                    ],
                ),
                build_card(
                    view="outputs",
                    width="full",
                    body=[
                        html.Div(
                            [
                                build_graph(view="outputs"),
                                build_fragment(html.Div, name=ids.OUTPUT_LIST, className="output-list"),
                            ],
                            className="output-row",
                        )
                    ],
                ),
                build_interventions_card(),
                build_intervention_card(),
            ],
            className="grid",
        ),
    ]


def build_action_filters(extra: Mapping[str, Any]) -> list[Component]:
    """Statuses as buttons and the other filters as selects on the left, priorities with their bars beside."""
    if not extra:
        return []
    return [
        html.Div([_statuses(extra["counts"]), _selects(extra["filters"])], className="action-choices"),
        _priorities(extra["priorities"]),
    ]


def _statuses(counts: Sequence[Mapping[str, Any]]) -> html.Div:
    return html.Div(
        [
            html.Button(
                [f"{item['label']} ", html.B(str(item["n"]))],
                type="button",
                className=f"count count-{item['value'] or 'all'}",
                # Nothing to see there, unless it is where one stands.
                disabled=not item["n"] and not item["pressed"] and bool(item["value"]),
                **{
                    "data-set": "progress",
                    "data-value": item["value"],
                    "aria-pressed": str(item["pressed"]).lower(),
                },
            )
            for item in counts
        ],
        className="action-counts",
        role="group",
        **{"aria-label": "Status"},
    )


def _selects(filters: Sequence[Mapping[str, Any]]) -> html.Div:
    return html.Div(
        [
            html.Label(
                [
                    html.Span(item["label"]),
                    html.Select(
                        [
                            html.Option(f"{words} ({n})", value=value, selected=value == item["chosen"])
                            for value, words, n in item["options"]
                        ],
                        className="form-select",
                        **{"data-set": item["key"]},
                    ),
                ],
                className="field",
            )
            for item in filters
        ],
        className="action-selects",
    )


def _priorities(priorities: Sequence[Mapping[str, Any]]) -> html.Ul:
    """A bar a priority. What it shows is also in the words beside it, so it is hidden from screen readers."""
    return html.Ul(
        [
            html.Li(
                [
                    html.Button(
                        item["label"],
                        type="button",
                        className="action",
                        **{
                            "data-set": "priority",
                            "data-value": "" if item["pressed"] else item["id"],
                            "aria-pressed": str(item["pressed"]).lower(),
                        },
                    ),
                    html.Span(
                        [
                            html.Span(
                                className=f"part part-{part['status']}",
                                style={"width": f"{part['share']:.1f}%"},
                                title=f"{part['label']}: {part['n']}",
                            )
                            for part in item["parts"]
                        ],
                        className="parts",
                        **{"aria-hidden": "true"},
                    ),
                    html.Span(item["words"], className="hint"),
                ]
            )
            for item in priorities
        ],
        className="action-priorities",
        **{"aria-label": "Actions by priority"},
    )


def build_action_list(extra: Mapping[str, Any], *, caption: str) -> list[Component]:
    """The actions as a table, a body a group, then how to change them. The table is only there with rows."""
    if not extra:
        return []
    heads = [name for name in _HEADS if name in extra["columns"]]
    parts: list[Component] = []
    if extra["groups"]:
        parts.append(
            html.Table(
                [
                    html.Caption(caption),
                    html.Thead(
                        html.Tr(
                            [
                                html.Th("Action", scope="col"),
                                *(html.Th(_HEADS[name], scope="col") for name in heads),
                                html.Th("Status", scope="col"),
                                html.Th("Should move", scope="col"),
                            ]
                        )
                    ),
                    *(_group(group, heads) for group in extra["groups"]),
                ],
                className="data actions",
            )
        )
    if extra["aside"]:
        parts.insert(0, html.Ul([html.Li(words) for words in extra["aside"]], className="rows-aside"))
    return [*parts, _how_to_edit(extra["plan"])]


def _group(group: Mapping[str, Any], heads: Sequence[str]) -> html.Tbody:
    n = len(group["rows"])
    title = html.Th(
        [
            group["title"],
            html.Span(f" {n}", className="hint"),
            *build_hint(f"All with {group['partners']}" if group["partners"] else ""),
        ],
        scope="rowgroup",
        colSpan=str(len(heads) + 3),
    )
    return html.Tbody(
        [
            html.Tr(title, className="group-head overdue" if group["overdue"] else "group-head"),
            *(_row(row, heads) for row in group["rows"]),
        ]
    )


def _row(row: Mapping[str, Any], heads: Sequence[str]) -> html.Tr:
    about = [
        words
        for words in (
            f"Shown by: {row['measurement']}" if row["measurement"] else "",
            f"Priorities: {'; '.join(row['priorities'])}" if row["priorities"] else "",
        )
        if words
    ]
    cells = {
        "strand": [row["strand"]],
        "lead": [row["lead"], *build_hint(f"with {row['partners']}" if row["partners"] else "")],
        "grade": [row["grade"]],
        "due": [row["due"], *build_hint(row["due_note"])],
    }
    shape = html.Span(row["shape"], className="shape", **{"aria-hidden": "true"})
    status = html.P([shape, " ", row["status"]], className=f"action-status progress-{row['part']}")
    return html.Tr(
        [
            html.Th(
                [html.Span(row["action"]), *(hint for words in about for hint in build_hint(words))],
                scope="row",
            ),
            *(html.Td(cells[name], **{"data-head": _HEADS[name]}) for name in heads),
            html.Td(
                [status, *build_hint(row["status_note"]), *build_hint(row["progress"])],
                **{"data-head": "Status"},
            ),
            html.Td(_moves(row["moves"]), **{"data-head": "Should move"}),
        ]
    )


def _moves(moves: Sequence[Mapping[str, str]]) -> list[Component]:
    """The indicators with their status, each a link to its own row among the targets."""
    if not moves:
        return []
    return [
        html.Ul(
            [
                html.Li(
                    [
                        html.A(item["label"], href=f"{TARGETS}?{item['query']}"),
                        " ",
                        html.Span(
                            [html.Span(item["shape"], **{"aria-hidden": "true"}), " ", item["words"]],
                            className=f"move-status status-{item['status']}",
                        ),
                    ]
                )
                for item in moves
            ],
            className="moves",
        )
    ]


def _how_to_edit(plan: str) -> html.P:
    return html.P(
        [
            "To change an action: ",
            html.Code(f"csp template actions --plan {plan}"),
            " writes these rows as a workbook; edit it, then ",
            html.Code("csp build"),
            " with that file. A wrong cell is named with its sheet, row and column; the rest loads.",
        ],
        className="hint how-to-edit",
    )
