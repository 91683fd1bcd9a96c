"""Every figure the Ashford paper prints stands in the findings of its measure, with the verb of the test.

The demonstration is fitted to the paper. Where the paper speaks of a rise or a fall that is within usual
variation, the findings have its numbers and not its verb.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from dashboard.amounts import compared
from dashboard.held_reference import load_reference
from dashboard.periods import span_words
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection, parse
from dashboard.views.assessment import build_assessment
from dashboard.vocabulary import vocabulary_of
from dashboard.wording import count, month_name, number, signed_count, signed_percent
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store

ROOM = Path(__file__).parents[2] / "data" / "demonstration"
ASHFORD, KENT = "E07000105", "E10000016"
with (ROOM / "facts" / "figures.csv").open(encoding="utf-8", newline="") as stream:
    ROWS = [
        row
        for row in csv.DictReader(stream)
        if row["figure_id"].startswith("001_") and row["statistic"] != "target"
    ]
FITTED = {
    row["figure"]: row
    for row in yaml.safe_load((ROOM / "fitted.yaml").read_text(encoding="utf-8"))["figures"]
}
# What the store does not hold, each with the reason: nothing can be said of it.
CANNOT = {
    "001_cpw_town_centre": "the wording does not say whether the 14 are warnings or notices",
    **dict.fromkeys(
        [
            *("001_oss_access_da_specialist", "001_oss_access_solicitors", "001_oss_access_police"),
            *("001_oss_women", "001_oss_men", "001_oss_abuse_emotional", "001_oss_abuse_coercive"),
            *("001_rape_prev_sa_change_pct", "001_yo_male", "001_yo_male17"),
            *("001_iom_nominals", "001_iom_offending", "001_iom_offences"),
            *("001_prob_male", "001_prob_age", "001_prob_violence"),
        ],
        "the paper states no period for it",
    ),
    **dict.fromkeys(
        ["001_sexual_prev_sa_change_pct_a", "001_sexual_prev_sa_change_pct_b"],
        "no period is stated, and the two contradict each other",
    ),
}
# The months a figure without a period of its own is of, from the sentence it stands in.
PERIODS = {"001_all_crime_ward_victoria_prev": ("2022-03", "2023-02")}
SAYABLE = [row for row in ROWS if row["figure_id"] not in CANNOT]
RANKS = re.compile(r"(joint )?(?:(\d\w\w) )?largest (?:percentage )?(increase|decrease|reduction)")


@pytest.fixture(scope="module")
def reference(demo_store: Path) -> Reference:
    """The demonstration as a named partner sees it."""
    settings = Settings(store=demo_store, home=ASHFORD, audience=Audience.RESTRICTED)
    return load_reference(Store(demo_store), settings)


def selection_of(reference: Reference, row: dict[str, str]) -> Selection:
    """The page of a row's measure, area and months; of all crime where the measure has none of its own."""
    vocabulary = vocabulary_of(reference)
    area = ASHFORD
    if row["area_type"] == "district":
        area = next(
            a.code for a in reference.areas.values() if (a.name, a.level) == (row["area"], "district")
        )
    elif row["area_type"] == "county" or row["measure"] == "oss_visitors":
        area = KENT
    charted = bool(vocabulary.series_of(area, row["measure"]))
    measure = row["measure"] if charted else "all_crime"
    start, to = PERIODS.get(row["figure_id"], (row["period_start"], row["period_end"]))
    if FITTED.get(row["figure_id"], {}).get("status") != "fitted":
        start, to = "2022-03", "2023-02"
    parsed = parse(f"area={area}&measure={measure}&window=range&from={start}&to={to}", vocabulary)
    assert parsed.notices == ()
    return parsed.selection


@cache
def text_of(reference: Reference, selection: Selection) -> str:
    """The findings as one run of words."""
    return " ".join(item.words for item in build_assessment(reference, selection).extra["statements"])


def test_the_rows_that_cannot_be_said_are_those_the_demonstration_leaves_out() -> None:
    left_out = {row["figure"] for row in FITTED.values() if row["status"] == "left_out"}
    assert set(CANNOT) == left_out & {row["figure_id"] for row in ROWS}
    assert (len(SAYABLE), len(CANNOT)) == (99, 19)


@pytest.mark.parametrize("row", SAYABLE, ids=lambda row: row["figure_id"])
def test_a_published_figure_stands_in_the_findings(row: dict[str, str], reference: Reference) -> None:
    text = text_of(reference, selection_of(reference, row))
    fitted = FITTED[row["figure_id"]]["status"] == "fitted"
    for pattern in from_months(row) if fitted else as_published(row):
        assert re.search(pattern, text), pattern


def from_months(row: dict[str, str]) -> list[str]:
    """The words that say a figure made of months, as patterns."""
    value = float(row["value"])
    shown, change = re.escape(number(value)), re.escape(signed_percent(value))
    if row["statistic"] == "change_pct":
        # A share of a base, so always with its n.
        beside = []
        if row["comparator_area_value"]:
            county = re.escape(signed_percent(float(row["comparator_area_value"])))
            beside = [rf"Kent excluding Medway \(12 districts\) [^.]+\({county} of"]
        return [rf"[:,] \S+ \({change} of [\d,]+\)", *beside, *rank_words(row)]
    if row["statistic"] == "change_n":
        return [rf"[:,] {re.escape(signed_count(value))}[ ,.]"]
    if row["statistic"] == "month_total":
        return [rf"{month_name(Month.parse(row['subject']))} \({shown}\)"]
    before = re.escape(count(float(row["comparator_value"]))) if row["comparator_value"] else ""
    if row["statistic"] == "ward_total":
        name = row["subject"].replace(" and ", " & ").removesuffix(" Weald")
        if not row["period_start"]:
            return [rf"{name} was highest with [\d,]+ \([^)]+\), up from {shown} by"]
        earlier = rf" \([^)]+\), (?:up from|against) {before} " if before else ""
        return [rf"{name} (?:was highest )?(?:with )?{shown}\b{earlier}"]
    window = re.escape(span_words(Month.parse(row["period_start"]), Month.parse(row["period_end"])))
    # Where it is a rise or a fall the earlier count comes first, else the later one.
    return [rf"{shown}[a-zA-Z ]* \({window}\)", *([rf"(?:from|against) {before} \("] if before else [])]


def rank_words(row: dict[str, str]) -> list[str]:
    """'joint 3rd lowest of 12', and how many had fewer where the paper says so."""
    said = row["rank_text"]
    found = RANKS.match(said)
    words = []
    if found:
        place = f"{found[2]} " if found[2] else ""
        end = "highest" if found[3] == "increase" else "lowest"
        words.append(f"was the {found[1] or ''}{place}{end} of 12 in Kent excluding Medway")
    many = re.search(r"one of only (three|four) ", said)
    if many:
        words.append(f"Of the 12 districts, {({'three': 3, 'four': 4})[many[1]]} had fewer than before")
    return words


def as_published(row: dict[str, str]) -> list[str]:
    """The words that say a figure its source printed, as patterns."""
    value = float(row["value"])
    shown = {"percent": f"{number(value, 0 if value.is_integer() else 1)}%", "gbp": f"£{number(value)}"}
    where = row["subject"] if row["statistic"] == "ward_total" else ""
    return [rf"{where.replace(' and ', ' & ')}\s?{re.escape(shown.get(row['unit'], number(value)))} \("]


CHANGES = [
    row
    for row in SAYABLE
    if row["statistic"] == "change_pct" and FITTED[row["figure_id"]]["status"] == "fitted"
]


@pytest.mark.parametrize("row", CHANGES, ids=lambda row: row["figure_id"])
def test_the_verb_is_the_tests_and_not_the_papers(row: dict[str, str], reference: Reference) -> None:
    selection = selection_of(reference, row)
    question = ask(reference, selection)
    whole = compared(question, area=selection.area, window=question.window, comparison=question.comparison)
    label = f"{question.measure.label} in {question.area_name}"
    text = text_of(reference, selection)
    assert whole.usual is not None
    # By hand: 2(√now − √before)/√(2φ), with Huffman's 3/8, beyond 1.96.
    now, before = whole.value or 0, whole.previous or 0.0
    phi = reference.phi(series=question.series, level="district")
    z = 2 * ((now + 0.375) ** 0.5 - (before + 0.375) ** 0.5) / (2 * phi) ** 0.5
    if abs(z) > 1.96:
        assert f"{label} {'rose' if now > before else 'fell'} from {number(before)}" in text
    else:
        assert f"{label} was within usual variation: {number(now)}" in text
        assert f"{label} rose" not in text
        assert f"{label} fell" not in text


def test_the_paper_calls_rises_and_falls_that_are_none(reference: Reference) -> None:
    """Robbery, rape, drugs and weapons: the paper's verbs, refused by the test."""
    for measure in ("robbery", "rape", "drug_offences", "possession_of_weapons", "violence_with_injury"):
        row = next(row for row in CHANGES if (row["measure"], row["area"]) == (measure, "Ashford"))
        assert (
            "was within usual variation" in text_of(reference, selection_of(reference, row)).partition(".")[0]
        )
