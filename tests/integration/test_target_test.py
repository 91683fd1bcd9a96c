"""The target tester on stores made by the real build: its evidence, its panel, its command, what it hides."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from callbacks.target_test import propose, start
from dashboard.disclosure import released_total
from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.reference import Reference
from dashboard.targets.position import read_positions
from dashboard.targets.proposal import Proposal, Wish, read_proposal, wish_of
from dashboard.targets.tester import try_target
from dashboard.targets.trial import Trial, read_trial
from dashboard.views.csv import to_csv
from dashboard.views.target_test import build_target_trial
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from layouts import ids
from tests.integration.small_files import ASHFORD, LAST, SmallCounty

YEAR = Window("range", Month(2022, 4), Month(2023, 3))


def tried(reference: Reference, **words: str) -> Trial:
    return read_trial(reference, read_proposal(reference, Wish(**{"area": ASHFORD, **words})))


def words_of(reference: Reference, check: str, **words: str) -> str:
    found = try_target(tried(reference, **words)).findings
    return next(item.words for item in found if item.check == check)


def seen_by(reference: Reference, audience: Audience) -> Reference:
    settings = replace(reference.settings, audience=audience)
    return load_reference(Store(settings.store), settings)


def test_the_baseline_and_the_years_are_sums_of_the_records(
    small_reference: Reference, county: SmallCounty
) -> None:
    found = tried(small_reference, measure="all_crime", change="-2", baseline="2022-04:2023-03")

    def summed(window: Window) -> int:
        return county.total(
            measure="all_crime",
            source="force_extract",
            first=window.first,
            last=window.last,
            districts=[ASHFORD],
        )

    assert found.counted == summed(YEAR)
    assert [year.window.first for year in found.years] == [Month(2020, 4), Month(2021, 4), Month(2022, 4)]
    for year in found.years:
        assert year.value == summed(year.window)
    # Two of the three hold months of the pandemic.
    assert [bool(year.left_out) for year in found.years] == [True, True, False]
    assert found.last == LAST
    assert found.phi is not None
    mean = tried(small_reference, measure="all_crime", change="-2", baseline="2021-08:2023-07")
    assert mean.counted == summed(Window("range", Month(2021, 8), Month(2023, 7))) / 2


def test_without_months_the_latest_complete_year_stands(small_reference: Reference) -> None:
    found = tried(small_reference, measure="all_crime", change="-2")
    assert found.window == Window("range", LAST - 11, LAST)
    assert "No months were named" in words_of(small_reference, "baseline", measure="all_crime", change="-2")


@pytest.mark.parametrize(
    ("baseline", "said"),
    [
        ("2018-04:2019-03", "are not supplied"),
        ("2023-04:2024-03", "Dec 2023 is partial and Jan 2024 to Mar 2024 are not supplied."),
        ("2022-04:2022-09", "are 6 months: a year’s target needs a whole year"),
        ("2022-04:2022-04", "is one month"),
    ],
)
def test_a_baseline_that_is_not_there_says_so(small_reference: Reference, baseline: str, said: str) -> None:
    asked = {"measure": "all_crime", "change": "-2", "baseline": baseline}
    assert said in words_of(small_reference, "baseline", **asked)
    assert try_target(tried(small_reference, **asked)).chance is None


def test_a_measure_without_data_names_the_file_that_would_fill_it(small_reference: Reference) -> None:
    words = words_of(small_reference, "baseline", measure="violence_with_injury", change="-2")
    assert "The store holds nothing of violence with injury here. It comes from" in words


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.PUBLIC])
def test_a_sensitive_series_is_tried_on_its_fixed_periods_only(
    small_reference: Reference, county: SmallCounty, audience: Audience
) -> None:
    reference = seen_by(small_reference, audience)
    asked = {"measure": "hate_crime", "change": "5", "direction": "higher"}
    whole = tried(reference, **asked, baseline="2022-04:2023-03")
    series = reference.series["hate_crime", "force_extract"]
    shown = released_total(reference, series=series, area=ASHFORD, window=YEAR).amount.value
    assert whole.counted == shown
    assert whole.caveats
    crooked = tried(reference, **asked, baseline="2022-05:2023-04")
    assert crooked.counted is None
    assert "shown by fixed periods only" in crooked.gap
    free = tried(small_reference, **asked, baseline="2022-05:2023-04")
    assert free.counted == county.total(
        measure="hate_crime",
        source="force_extract",
        first=Month(2022, 5),
        last=Month(2023, 4),
        districts=[ASHFORD],
    )


def test_a_ward_is_tried_like_any_area(small_reference: Reference, county: SmallCounty) -> None:
    ward = county.wards_of(ASHFORD)[0]
    found = tried(small_reference, area=ward, measure="all_crime", change="-10", baseline="2022-04:2023-03")
    assert found.counted == county.total(
        measure="all_crime", source="force_extract", first=YEAR.first, last=YEAR.last, ward=ward
    )


def _command(store: Path, *options: str) -> subprocess.CompletedProcess[str]:
    code = "from dashboard.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "target-test", "--store", str(store), *options],
        capture_output=True,
        text=True,
        check=False,
        env={"CSP_AUDIENCE": "restricted", "PATH": "", "PYTHONPATH": ":".join(sys.path)},
    )


def test_the_command_the_panel_and_the_csv_say_the_same(
    small_store: Path, small_reference: Reference, make_app
) -> None:
    options = ["--area", ASHFORD, "--measure", "all_crime", "--change", "-2", "--baseline", "2022-04:2023-03"]
    wish = Wish(area=ASHFORD, measure="all_crime", change="-2", baseline="2022-04:2023-03")
    view = build_target_trial(small_reference, read_proposal(small_reference, wish))
    text = _command(small_store, *options)
    assert text.returncode == 0, text.stderr
    for finding in view.extra["findings"]:
        assert (
            f"{finding['shape']} {finding['label']} ({finding['word']})\n  {finding['words']}" in text.stdout
        )
    printed = _command(small_store, *options, "--format", "csv")
    assert printed.stdout.replace("\r\n", "\n") == to_csv(view).replace("\r\n", "\n")
    values = [getattr(wish, name) for name in ids.TRY_FIELDS]
    *_, body, link = propose(small_reference, f"?area={ASHFORD}&measure=all_crime", values)
    for row in view.table.records():
        assert str(row["finding"]) in body
    app = make_app(Settings(store=small_store, home=ASHFORD, audience=Audience.RESTRICTED))
    answer = app.server.test_client().get(link)
    assert answer.status_code == 200
    assert list(csv.DictReader(io.StringIO(answer.text))) == list(csv.DictReader(io.StringIO(to_csv(view))))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--area", "Ashfrod", "--measure", "all_crime", "--change", "-2"), "such as Ashford"),
        (("--area", ASHFORD, "--measure", "al_crime", "--change", "-2"), "such as all_crime"),
        (("--area", ASHFORD, "--measure", "all_crime", "--change", "x"), "column 'change'"),
    ],
)
def test_what_the_command_does_not_know_ends_it_with_a_remedy(
    small_store: Path, options: tuple[str, ...], said: str
) -> None:
    ended = _command(small_store, *options)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "What to do:" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_panel_starts_from_the_plans_own_target_and_refuses_in_words(demo_store: Path, make_app) -> None:
    settings = Settings(store=demo_store, home=ASHFORD)
    reference = load_reference(Store(demo_store), settings)
    query = f"?area={ASHFORD}&plan=ashford-2023&priority=serious-violence&measure=violence_with_injury"
    _options, *values, body, link = start(reference, query)
    given = dict(zip(ids.TRY_FIELDS, values, strict=True))
    assert given["measure"] == "violence_with_injury"
    assert given["change"] == "-2"
    assert "Met by luck alone" in body
    assert propose(reference, query, values)[-2:] == [body, link]
    refused = propose(reference, query, ["violence_with_injury", "range", *[""] * 7])
    assert "What to do: give low." in refused[-2]
    assert refused[-1] == ""
    client = make_app(settings).server.test_client()
    wrong = client.get("/target-test.csv?area=%3Cb%3E&measure=all_crime&change=-2")
    assert wrong.status_code == 400
    assert wrong.mimetype == "text/plain"
    assert client.get("/table/target-test.csv" + query).text.count("violence_with_injury") == 0


def test_every_target_of_the_catalogues_plans_can_be_tried_and_proposed_again(demo_store: Path) -> None:
    reference = load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))
    for plan in reference.catalogue.plans.values():
        for item in plan.indicators:
            proposal = Proposal(item.area or plan.area, item)
            view = build_target_trial(reference, proposal)
            assert [row["check"] for row in view.table.records()] == [
                "Baseline",
                "Usual year-to-year variation",
                "Smallest change seen in 12 months",
                "Met by luck alone",
                "Percentage and level",
                "Direction and measure",
            ]
            assert all(finding["words"].endswith((".", "?")) for finding in view.extra["findings"])
            if item.kind != "watched":
                again = read_proposal(reference, wish_of(proposal)).indicator
                names = (
                    "kind",
                    "direction",
                    "source",
                    "category",
                    "change_pct",
                    "change_of",
                    "target",
                    "low",
                    "high",
                )
                for name in names:
                    assert getattr(again, name) == getattr(item, name), (item.id, name)


def test_luck_is_the_scorecards_own(demo_store: Path) -> None:
    """One formula in the house: a plan's target, tried, has the chance that the scorecard prints."""
    reference = load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))
    plan = reference.catalogue.plans["ashford-2023"]
    at = Month(2023, 12)
    read = read_positions(reference, plan=plan, indicators=plan.indicators, area=plan.area, to=at)
    compared = 0
    for position in read:
        if position.luck is None:
            continue
        item = position.gauge.indicator
        found = try_target(read_trial(reference, Proposal(item.area or plan.area, item)))
        assert found.chance == pytest.approx(position.luck)
        compared += 1
    assert compared >= 4


def test_a_target_measured_elsewhere_than_the_page_stays_there_when_tried_again(demo_store: Path) -> None:
    """The county's plan is of twelve districts; its figures were printed of Kent excluding Medway."""
    reference = load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))
    query = "?area=kent-csp&plan=kent-2011&indicator=da-incidents"
    plan = reference.catalogue.plans["kent-2011"]
    (own,) = [item for item in plan.indicators if item.measure == "da_incidents"]
    values = [getattr(wish_of(Proposal("E10000016", own)), name) for name in ids.TRY_FIELDS]
    options, *filled, _, _ = start(reference, query)
    assert filled == values
    assert {item.measure for item in plan.indicators} <= {option["value"] for option in options}
    again = propose(reference, query, values)
    assert "17,748" in again[-2]
    assert "E10000016" in again[-1]
