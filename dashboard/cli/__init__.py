"""The `csp` command. Each command lives in its own module, imported when it is called."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from data.errors import CspError
from data.templates import TemplateKind

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Ward maps, peak months and targets for Community Safety Partnerships.",
)

StoreOption = Annotated[
    Path | None, typer.Option("--store", help="Folder of the store. Default: $CSP_STORE, else ./store.")
]


@app.command()
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files, folders and zips. None, with --wards: build again what the store holds."),
    ] = None,
    store: StoreOption = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Leave out what the store holds.")] = False,  # noqa: FBT002  a flag
    wards: Annotated[int | None, typer.Option("--wards", help="Year of the wards to count by.")] = None,
) -> None:
    """Add files to the store and publish a new version of it."""
    if not paths and wards is None:
        raise typer.BadParameter("name files, folders or zips, or choose other wards with --wards.")
    from data.sources.digest import Digests

    # They begin at once, and all that a build needs is imported meanwhile: each takes half a second.
    digests = Digests(paths or [])
    from dashboard.cli.build import build_command

    build_command(paths or [], store=store, fresh=fresh, wards=wards, digests=digests)


@app.command()
def demo(store: StoreOption = None) -> None:
    """Write demonstration files and build a store from them (default ./store-demo)."""
    from dashboard.cli.demo import demo_command

    demo_command(store=store)


@app.command()
def serve(
    store: StoreOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8050,
    home: Annotated[str | None, typer.Option(help="Code of the area shown first.")] = None,
) -> None:
    """Serve the dashboard."""
    from dashboard.cli.serve import serve_command

    serve_command(store=store, host=host, port=port, home=home)


@app.command()
def table(
    view: Annotated[str, typer.Argument(help="Name of the view, such as 'wards'.")],
    query: Annotated[str, typer.Argument(help="The query string of the page.")] = "",
    store: StoreOption = None,
) -> None:
    """Write the table behind a chart as CSV."""
    from dashboard.cli.table import table_command

    table_command(view, query, store=store)


@app.command()
def template(
    kind: Annotated[TemplateKind, typer.Argument(help="What is to be filled in.")],
    output: Annotated[
        Path | None, typer.Option("--output", help="The workbook to write. Default: KIND-template.xlsx.")
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", help="Id of a plan whose own rows to write, for editing.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write a workbook to fill in: columns, examples, drop-downs, and a sheet that explains."""
    from dashboard.cli.template import template_command

    template_command(kind, output=output, plan=plan, store=store)


@app.command("target-test")
def target_test(
    area: Annotated[str, typer.Option(help="Code or name of the area the target is for.")],
    measure: Annotated[str, typer.Option(help="The measure, by its id.")],
    source: Annotated[str, typer.Option(help="The source. Default: the measure's first with data.")] = "",
    kind: Annotated[str, typer.Option(help="change, level, maintain, range, at_least, ...")] = "",
    direction: Annotated[str, typer.Option(help="lower or higher. Default: the sign of the change.")] = "",
    change: Annotated[str, typer.Option(help="Percent of the baseline, such as -2.")] = "",
    level: Annotated[str, typer.Option(help="The value to reach.")] = "",
    low: Annotated[str, typer.Option(help="Lower end of a range.")] = "",
    high: Annotated[str, typer.Option(help="Upper end of a range.")] = "",
    baseline: Annotated[str, typer.Option(help="Its months, such as 2022-04:2023-03.")] = "",
    baseline_value: Annotated[str, typer.Option(help="Its value, where a plan states one.")] = "",
    change_of: Annotated[str, typer.Option(help="Of a percentage: the change in percent or points.")] = "",
    category: Annotated[str, typer.Option(help="Of a measure that is split: the part it is about.")] = "",
    form: Annotated[Literal["text", "csv"], typer.Option("--format", help="How to print it.")] = "text",
    store: StoreOption = None,
) -> None:
    """Try a target before adopting it: met by luck, large enough to see, fit for its measure?"""
    from dashboard.cli.target_test import target_test_command
    from dashboard.targets.proposal import Wish

    wish = Wish(
        area=area,
        measure=measure,
        source=source,
        kind=kind,
        direction=direction,
        change=change,
        level=level,
        low=low,
        high=high,
        baseline=baseline,
        stated=baseline_value,
        change_of=change_of,
        category=category,
    )
    target_test_command(wish, form=form, store=store)


@app.command()
def findings(
    area: Annotated[str, typer.Option(help="Code or name of the area.")],
    measure: Annotated[
        list[str] | None, typer.Option(help="A measure, by its id; may be given several times.")
    ] = None,
    priority: Annotated[
        str, typer.Option(help="A priority of the area's plan: all its measures. summary: its top lines.")
    ] = "",
    source: Annotated[str, typer.Option(help="The source. Default: the measure's first with data.")] = "",
    to: Annotated[
        str, typer.Option(help="Last month, such as 2023-02. Default: the last complete one.")
    ] = "",
    window: Annotated[str, typer.Option(help="12m, fytd, fy, cy, q, 1m, 36m, 60m or range.")] = "",
    start: Annotated[str, typer.Option("--from", help="First month of a range.")] = "",
    compare: Annotated[str, typer.Option(help="year, 3y, baseline or none.")] = "",
    ward: Annotated[str, typer.Option(help="A ward of the area to write about, by code or name.")] = "",
    markdown: Annotated[bool, typer.Option("--markdown", help="With a link on every number.")] = False,  # noqa: FBT002  a flag
    base: Annotated[
        str, typer.Option(help="What links begin with: the dashboard's own address, https://...")
    ] = "",
    store: StoreOption = None,
) -> None:
    """Write the findings of an area for a paper, with what to bear in mind; a text a measure."""
    from dashboard.cli.findings import Wanted, findings_command

    wanted = Wanted(
        area=area,
        measures=tuple(measure or ()),
        priority=priority,
        source=source,
        to=to,
        window=window,
        start=start,
        compare=compare,
        ward=ward,
    )
    findings_command(wanted, markdown=markdown, base=base.rstrip("/"), store=store)


@app.command()
def claims(
    paths: Annotated[
        list[Path], typer.Argument(help="CSV of published figures, or of indicators with their targets.")
    ],
    form: Annotated[str, typer.Option("--format", help="csv or html.")] = "csv",
    store: StoreOption = None,
) -> None:
    """Check published figures against one another and against the store. Ends with 1 where some are wrong."""
    from dashboard.cli.claims import ClaimsFormat, claims_command

    if form not in set(ClaimsFormat):
        raise typer.BadParameter(f"{form!r} is no format. The formats are: {', '.join(ClaimsFormat)}.")
    claims_command(paths, form=ClaimsFormat(form), store=store)


@app.command()
def check(store: StoreOption = None) -> None:
    """Check that the store adds up."""
    from dashboard.cli.check import check_command

    check_command(store=store)


def main() -> None:
    """Run a command. Ends with 0, 1 (stopped, with the reason), 2 (usage) or 75 (another build runs)."""
    code = _run()
    # All is written and closed. Putting away the libraries one by one would take a tenth of a second.
    os._exit(code)


def _run() -> int:
    try:
        code = _called()
        sys.stdout.flush()
    except CspError as error:
        typer.echo(str(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read the table has read enough.
        return 0
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}." if error.filename else f"{error}."
        typer.echo(
            f"{reason} What to do: check the path, who may write there, and the room on the disk.", err=True
        )
        return 1
    return code


def _called() -> int:
    try:
        app()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
