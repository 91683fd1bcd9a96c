"""Did it work? From a register and real files through the build to the page, against sums made by hand."""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path

import pytest

from callbacks.interventions import OUTPUTS, build_section
from dashboard.disclosure import marking
from dashboard.effect_words import verdict_words
from dashboard.held_reference import load_reference
from dashboard.intervention_effects import Judged, judge, judged_in
from dashboard.interventions import read_register
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.intervals import USUAL_Z
from dashboard.views.csv import to_csv
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import (
    ASHFORD,
    CANTERBURY,
    COUNTY,
    FORCE,
    KENT,
    LAST,
    MEDWAY,
    SmallCounty,
    write_own_areas,
    write_small_files,
)

HEAD = "name,from,to,place,measure,kind,note"
# The crime of Ashford's Town rises to two and a half times from December 2022.
REGISTER = (
    "Market patrols,2022-12-01,,Town (Ashford),all_crime,patrol,",
    "Gates,2022-03-01,2022-05-31,Alder,all_crime,environmental,",
    "Clean-up,2023-11-20,,Elm,all_crime,,",
    "Lights,2023-09-01,,Alder,all_crime,,",
    "Old clean-up,2020-02-01,2020-03-31,Birch,all_crime,,",
    "Licensing,2023-02-01,2023-06-30,Ashford,all_crime; residents_feel_safe_day,licensing,",
    "Neighbourhood,2022-03-01,2022-05-31,south-ashford,all_crime,,",
    "Centre,2022-03-01,2022-05-31,town-centre-ashford,all_crime; burglary,,",
    "Grown,2023-05-01,2023-07-31,grown,all_crime,,",
    "County,2023-02-01,2023-03-31,Kent excluding Medway,all_crime,,",
    "Force,2023-02-01,2023-03-31,Kent and Medway,all_crime,,",
    "Safe homes,2023-02-01,2023-03-31,Elm,hate_crime,,",
)
CLAIMS = (
    "figure_id,source,section,area,area_type,measure,unit,period_start,period_end,statistic,value,note",
    "f1,002 A paper,Crime,Town,location,all_crime,percent,2023-01,2023-03,change_pct,-5.6,",
    "f2,002 A paper,Crime,Town,location,burglary,percent,2020-01,2020-03,change_pct,-50,",
    "f3,002 A paper,Crime,Ashford,district,all_crime,percent,2022-03,2022-05,change_pct,3,",
)
TO = f"to={LAST}"


@pytest.fixture(scope="module")
def folder(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = write_small_files(tmp_path_factory.mktemp("worked-files"), county)
    write_own_areas(files / "our_areas.csv", county)
    (files / "register.csv").write_text("\n".join((HEAD, *REGISTER)) + "\n", encoding="utf-8")
    (files / "claims.csv").write_text("\n".join(CLAIMS) + "\n", encoding="utf-8")
    folder = tmp_path_factory.mktemp("worked-store")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 6, tzinfo=dt.UTC))
    return folder


@pytest.fixture(scope="module")
def reference(folder: Path) -> Reference:
    settings = Settings(store=folder, home=ASHFORD, audience=Audience.RESTRICTED)
    return load_reference(Store(folder), settings)


def select(reference: Reference, query: str = TO) -> Selection:
    return Selection.from_query(query, vocabulary_of(reference)).selection


def judged(reference: Reference, name: str, measure: str = "all_crime", query: str = TO) -> Judged:
    (item,) = (item for item in read_register(reference) if item.name == name)
    return judge(reference, select(reference, query), item=item, measure=measure)


def view(reference: Reference, name: str, query: str = TO) -> View:
    return build_view(name, reference, select(reference, query))


def ward(county: SmallCounty, name: str, district: str = ASHFORD) -> str:
    return next(code for code, found in county.wards.items() if found == (name, district))


def total(county: SmallCounty, months: tuple[Month, ...], *, ward: str | None = None, districts=(ASHFORD,)):
    return sum(
        county.total(
            measure="all_crime", source="force_extract", first=m, last=m, ward=ward, districts=districts
        )
        for m in months
    )


def test_the_four_counts_and_their_ratio_are_those_of_the_records(
    reference: Reference, county: SmallCounty
) -> None:
    found = judged(reference, "Market patrols")
    reading = found.during
    assert reading is not None and reading.effect is not None and found.counted is not None
    months, base = tuple(Month(2022, 12).until(LAST)), tuple(Month(2021, 12).until(Month(2022, 11)))
    assert (reading.months, reading.base, found.after) == (months, base, None)
    town = ward(county, "Town")
    assert reading.before == total(county, base, ward=town)
    assert reading.after == total(county, months, ward=town)
    assert reading.elsewhere_before == total(county, base) - reading.before
    assert reading.elsewhere_after == total(county, months) - reading.after
    phi = reference.phi(series=found.counted.series, level="ward")
    rest = max(phi, reference.phi(series=found.counted.series, level="district"))
    a, b, c, d = (
        n + 0.5 for n in (reading.before, reading.after, reading.elsewhere_before, reading.elsewhere_after)
    )
    assert reading.effect.ratio == pytest.approx((b / a) / (d / c))
    error = math.sqrt(phi * (1 / a + 1 / b) + rest * (1 / c + 1 / d))
    assert reading.effect.interval.low == pytest.approx(reading.effect.ratio * math.exp(-USUAL_Z * error))
    assert reading.verdict == "rose"


def test_the_neighbours_are_the_wards_that_share_a_boundary(
    reference: Reference, county: SmallCounty
) -> None:
    found = judged(reference, "Market patrols")
    assert found.counted is not None and found.during is not None and found.during.beside is not None
    # A row of six squares is a district: Cedar and Elm are left and right of Town, Canterbury’s above it.
    names = {reference.name(code) for code in found.counted.ground.beside}
    assert names == {"Cedar", "Elm", "Town"}
    base = found.during.base
    near = set(found.counted.ground.beside)
    assert found.during.beside.before == sum(
        total(county, base, ward=code, districts=(reference.areas[code].parent,)) for code in near
    )
    own = [code for code in near if reference.areas[code].parent == ASHFORD]
    assert found.during.beside.apart_before == found.during.elsewhere_before - sum(
        total(county, base, ward=code) for code in own
    )


def test_an_ended_one_is_read_while_it_ran_and_for_a_year_after(
    reference: Reference, county: SmallCounty
) -> None:
    found = judged(reference, "Gates")
    assert found.during is not None and found.after is not None
    assert found.during.months == tuple(Month(2022, 3).until(Month(2022, 5)))
    assert found.after.months == tuple(Month(2022, 6).until(Month(2023, 5)))
    # The last year before it began, once each: the year before the months after it has those of the gates.
    assert found.after.base == tuple(Month(2021, 3).until(Month(2022, 2)))
    assert found.after.before == total(county, found.after.base, ward=ward(county, "Alder"))
    assert any("COVID-19" in label for label in found.during.labels), "the base lies before August 2021"
    earlier = judged(reference, "Gates", query="to=2022-07")
    assert earlier.after is not None and len(earlier.after.months) == 2, "only the months up to the page's"
    assert judged(reference, "Gates", query="to=2022-05").after is None


def test_what_is_too_early_says_from_when_it_can_be_read(reference: Reference) -> None:
    found = judged(reference, "Clean-up")
    assert found.during is not None and found.during.effect is not None
    assert found.during.verdict == "early"
    assert found.during.readable is not None and found.during.readable > LAST
    few = judged(reference, "Lights").during
    assert few is not None and few.verdict == "short"
    assert verdict_words(few) == "too little to tell: in 24 months even a fall of a quarter would not show"
    assert found.labels == ("It began on 20 Nov 2023: months are counted whole.",)
    before = judged(reference, "Clean-up", query="to=2023-10")
    assert (before.during, before.refused) == (None, "It begins in Nov 2023.")


def test_what_has_no_months_before_is_refused(reference: Reference) -> None:
    found = judged(reference, "Old clean-up")
    assert found.during is not None and found.during.effect is None
    assert found.during.refused == (
        "The store does not hold the same months before it began (Feb 2019 to Mar 2019) whole, here and "
        "elsewhere."
    )


def test_a_district_stands_beside_the_rest_of_its_county(reference: Reference, county: SmallCounty) -> None:
    found = judged(reference, "Licensing")
    assert found.during is not None and found.counted is not None
    assert found.counted.ground.whole_name == "Kent excluding Medway"
    months = found.during.months
    assert found.during.after == total(county, months)
    assert found.during.elsewhere_after == total(county, months, districts=KENT) - found.during.after
    assert {reference.name(code) for code in found.counted.ground.beside} >= {"Canterbury"}
    percent = judged(reference, "Licensing", "residents_feel_safe_day")
    assert "is not a count by month" in percent.refused
    beside = judged(reference, "County")
    assert beside.counted is not None and beside.during is not None
    assert beside.during.elsewhere_after == total(county, beside.during.months, districts=(MEDWAY,))
    assert judged(reference, "Force").refused == (
        "The store holds nothing around Kent and Medway to set it beside."
    )


def test_areas_of_ones_own(reference: Reference, county: SmallCounty) -> None:
    found = judged(reference, "Neighbourhood")
    assert found.during is not None and found.counted is not None
    assert found.counted.ground.place == ("south-ashford",)
    own = [ward(county, name) for name in ("Cedar", "Elm")]
    assert found.during.after == sum(total(county, found.during.months, ward=code) for code in own)
    assert not set(own) & set(found.counted.ground.beside)
    # A centre of LSOAs has no months of what comes by ward: the wards it lies in stand for it.
    centre = judged(reference, "Centre")
    assert centre.during is not None and centre.counted is not None
    assert centre.labels[0] == (
        "Ashford town centre has no months of its own here: Alder and Birch stand for it."
    )
    wards = [ward(county, name) for name in ("Alder", "Birch")]
    assert centre.during.after == sum(total(county, centre.during.months, ward=code) for code in wards)
    # police.uk rows have LSOAs, so the centre has months of its own; but none of 2022 in this store.
    rows = judged(reference, "Centre", "burglary")
    assert rows.counted is not None and rows.counted.ground.place == ("town-centre-ashford",)
    month, ours = Month(2023, 6), {ward(county, "Alder"), ward(county, "Birch")}

    def burglaries(codes: set[str]) -> int:
        return sum(
            county.total(measure="burglary", source="police_uk", first=month, last=month, ward=code)
            for code in codes
        )

    # Its two LSOAs are two whole wards here, so what is beside it is what is next to those.
    assert rows.counted.place[month] == burglaries(ours)
    assert rows.counted.elsewhere[month] == burglaries(set(county.wards_of(ASHFORD)) - ours)
    near = {ward(county, "Cedar"), ward(county, "Gorse", CANTERBURY), ward(county, "Hazel", CANTERBURY)}
    assert rows.counted.beside[month] == burglaries(near)
    assert rows.counted.apart[month] == burglaries(set(county.wards_of(ASHFORD)) - ours - near)
    assert rows.during is not None
    assert rows.during.refused == "Not held whole here and elsewhere: Mar 2022 to May 2022."
    grown = judged(reference, "Grown")
    assert grown.during is not None
    assert "Before and after are not the same ground" in grown.during.refused


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.PUBLIC])
def test_what_an_audience_sees_by_year_only_is_refused_in_words(folder: Path, audience: Audience) -> None:
    reference = load_reference(Store(folder), Settings(store=folder, home=ASHFORD, audience=audience))
    found = judged(reference, "Safe homes", "hate_crime")
    assert found.readings == ()
    assert found.refused.startswith("Hate crime is shown here by whole years, not by month.")
    table = view(reference, "interventions")
    (row,) = (row for row in table.table.records() if row["intervention"] == "Safe homes")
    assert [row[key] for key in ("before", "after", "elsewhere_before", "ratio")] == [None] * 4
    assert judged(reference, "Market patrols").during == judged(reference, "Market patrols").during
    assert view(reference, "interventions").marking == marking(reference) == "OFFICIAL"
    opened = view(reference, "intervention", f"{TO}&intervention=safe-homes-2023-02&measure=hate_crime")
    assert opened.figure is None and opened.table.rows == ()


def test_a_named_partner_reads_it(reference: Reference) -> None:
    found = judged(reference, "Safe homes", "hate_crime")
    assert found.during is not None and found.during.effect is not None
    assert view(reference, "interventions").marking == "OFFICIAL-SENSITIVE"


def test_a_long_list_is_held_to_a_false_discovery_rate(reference: Reference) -> None:
    found = judged_in(reference, select(reference))
    readings = [reading for one in found for reading in one.readings if reading.effect]
    assert len(readings) > 5
    assert all(one.stands for one in readings if one.verdict in ("fell", "rose"))
    alone = [judge(reference, select(reference), item=one.item, measure=one.measure) for one in found]
    called = [r.verdict in ("fell", "rose") for one in alone for r in one.readings if r.effect]
    assert sum(called) >= sum(one.verdict in ("fell", "rose") for one in readings)


def test_the_page_lists_opens_and_tells_what_a_paper_prints(reference: Reference) -> None:
    query = f"?{TO}&intervention=market-patrols-2022-12"
    filled = dict(
        zip(
            [f"{o.component_id}.{o.component_property}" for o in OUTPUTS],
            build_section(reference, query),
            strict=True,
        )
    )
    listed, about = filled["body-interventions.data-html"], filled["body-intervention.data-html"]
    assert "rose more than elsewhere" in listed
    buttons = re.findall(r"<button[^>]*>", listed)
    pressed = {_said(tag, "value"): _said(tag, "pressed") for tag in buttons}
    assert pressed["gates-2022-03"] == "false"
    assert pressed[""] == "true", "the open one can be closed again"
    assert "A paper prints all crime −5.6%" in listed
    assert "−50%" not in listed, "of months in which it did not run"
    assert "Printed of all crime here: −5.6%." in about
    figure = filled["graph-intervention.figure"]
    names = [trace["text"][0] for trace in figure["data"]]
    assert len(names) == 3 and "Town" in names[-1]
    assert {shape["type"] for shape in figure["layout"]["shapes"]} >= {"rect", "line"}
    opened = view(reference, "intervention", query)
    assert opened.title == "Market patrols, all crime: rose more than elsewhere so far"
    assert "no vertical" not in opened.alt and "Town" in opened.alt
    rows = opened.table.records()
    assert {row["phase"] for row in rows} == {"before", "so far"}
    assert (
        sum(row["place"] for row in rows if row["phase"] == "so far")
        == judged(reference, "Market patrols").during.after
    )
    text = to_csv(opened)
    assert "OFFICIAL-SENSITIVE" in text and "Town, against the rest of Ashford" in text


def _said(tag: str, attribute: str) -> str:
    return re.search(rf'{attribute}="([^"]*)"', tag)[1]


def test_pages_of_other_areas_and_of_none(reference: Reference, small_reference: Reference) -> None:
    canterbury = view(reference, "interventions", f"area={CANTERBURY}&{TO}")
    assert {row["intervention"] for row in canterbury.table.records()} == {"County", "Force"}
    county = {
        row["intervention"] for row in view(reference, "interventions", f"area={COUNTY}&{TO}").table.records()
    }
    force = {
        row["intervention"] for row in view(reference, "interventions", f"area={FORCE}&{TO}").table.records()
    }
    assert county == force == {line.partition(",")[0] for line in REGISTER}
    bare = view(small_reference, "interventions")
    assert "csp template interventions" in bare.empty and bare.table.rows == ()
    filled = build_section(small_reference, "?intervention=nothing")
    assert len(filled) == len(OUTPUTS)
    assert filled[2] == "" == filled[-1]


def test_the_sentences_for_a_paper_hold_all_four_counts(reference: Reference) -> None:
    sentences = view(reference, "interventions").extra["sentences"]
    reading = judged(reference, "Market patrols").during
    assert reading is not None and reading.effect is not None
    (ours,) = (words for words in sentences if words.startswith("Market patrols (Town, from Dec 2022"))
    for n in (reading.before, reading.after, reading.elsewhere_before, reading.elsewhere_after):
        assert f"{n:,}" in ours
    assert "in the rest of Ashford" in ours and ours.endswith("rose more than elsewhere.")
    assert all(words.endswith(".") and ".." not in words for words in sentences)
