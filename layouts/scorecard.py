"""The scorecard's grid: AG Grid Community, its cells drawn by assets/scorecard.js.

Every function named here is a plain name that the script registers: nothing is evaluated in the browser, so
the page's policy stays as strict as everywhere.
"""

from __future__ import annotations

from typing import Any, Final

import dash_ag_grid as dag

from layouts import ids


def _column(field: str, head: str, renderer: str, *, flex: float, least: int, **more: Any) -> dict[str, Any]:
    return {
        "field": field,
        "headerName": head,
        "cellRenderer": renderer,
        "flex": flex,
        "minWidth": least,
        **more,
    }


# Why there is no number takes the room of the numbers.
SPAN: Final = {"function": "scorecardSpan(params)"}
COLUMNS: Final = (
    _column("label", "Indicator", "ScorecardName", flex=2.6, least=150),
    _column(
        "spark",
        "24 months",
        "ScorecardSpark",
        flex=1.2,
        least=110,
        colSpan=SPAN,
    ),
    _column("latest", "Latest", "ScorecardValue", flex=0.9, least=80, colSpan=SPAN),
    _column("ytd", "Year to date", "ScorecardValue", flex=1.2, least=90, colSpan=SPAN),
    _column("baseline", "Baseline", "ScorecardValue", flex=1.2, least=90),
    _column("target", "Target", "ScorecardValue", flex=1.2, least=96),
    _column("expected", "Expected by now", "ScorecardValue", flex=1, least=90),
    _column("words", "Status", "ScorecardStatus", flex=1.4, least=112),
)
THEME: Final = (
    "themeQuartz.withParams({fontFamily: 'inherit', headerFontFamily: 'inherit', cellFontFamily: 'inherit', "
    "fontSize: 16, headerFontSize: 14, foregroundColor: '#0b1f33', textColor: '#0b1f33', "
    "headerTextColor: '#54616e', headerBackgroundColor: '#ffffff', backgroundColor: '#ffffff', "
    "borderColor: '#e6eaee', accentColor: '#12436d', rowHoverColor: '#f4f6f8', wrapperBorder: false, "
    "wrapperBorderRadius: 0, borderRadius: 0, cellHorizontalPadding: 8, headerColumnBorder: false, "
    "headerRowBorder: '1px solid #9aa6b1', headerVerticalPaddingScale: 0.4})"
)


def build_grid() -> dag.AgGrid:
    """The empty grid. Its rows are set for each address."""
    return dag.AgGrid(
        id=ids.SCORECARD,
        className="scorecard",
        columnDefs=list(COLUMNS),
        rowData=[],
        getRowId="params.data.id",
        defaultColDef={
            "sortable": False,
            "resizable": False,
            "suppressMovable": True,
            "wrapText": True,
            "autoHeight": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
            # A cell says more than its own value: a new row is drawn even where that is as it was.
            "equals": {"function": "scorecardSame(params)"},
        },
        rowClassRules={"score-open": "params.data.open"},
        dashGridOptions={
            # As tall as its rows, all of them in the document: they are few, and are printed and searched.
            "domLayout": "autoHeight",
            "ensureDomOrder": True,
            "suppressColumnVirtualisation": True,
            "suppressRowVirtualisation": True,
            "animateRows": False,
            "suppressColumnMoveAnimation": True,
            "suppressNoRowsOverlay": True,
            # One stop on the way through the page: arrows move inside, Tab leaves.
            "suppressHeaderFocus": True,
            "tabToNextCell": {"function": "scorecardLeaves(params)"},
            "isFullWidthRow": {"function": "scorecardIsHead(params)"},
            "fullWidthCellRenderer": "ScorecardHead",
            "getRowHeight": {"function": "scorecardHeight(params)"},
            "isExternalFilterPresent": {"function": "scorecardFolds(params)"},
            "doesExternalFilterPass": {"function": "scorecardShows(params)"},
            "theme": {"function": THEME},
        },
        style={"height": None, "width": "100%"},
    )
