"""What findings say of any store: verbs, signs, plurals, units, gaps, and nothing that is hidden.

A random store takes a good part of a second to make, so one test asks all there is to ask of some of its
pages; each check below is one promise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from random_stores import AREAS, FIRST, LAST, MEASURES, RandomStore, connected, random_stores, today

from dashboard.assessment.bearing import HEADING as BEARING
from dashboard.assessment.statement import Part, Statement
from dashboard.disclosure import fixed_at
from dashboard.records import Series
from dashboard.selection import Selection, parse
from dashboard.statistics.change import compare_counts
from dashboard.views.assessment import build_assessment
from dashboard.views.paper import to_markdown, to_text
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from dashboard.wording import counted, one_of
from data.catalogue import Measure, load_catalogue
from data.month import Month

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
# Words no reader should ever see.
_WRONG = (
    *(
        "None",
        "nan",
        "NaN",
        "  ",
        " .",
        " ,",
        " ;",
        "..",
        ",,",
        "()",
        "( ",
        " )",
        ";;",
        ",:",
        ": ;",
        "{",
        "}",
        "inf",
    ),
    *("−0 ", "−0.0", "−0,", "+0 ", "+0.0", " -", "(-", "significan"),
)
_MANY = "crimes|KSI casualties|domestic abuse offences|hate crimes|months|quarters|wards|districts"
_ONE = re.compile(rf"(?<![\d,.])1 (?:{_MANY})\b")


@dataclass(frozen=True)
class Page:
    """A page of a random store with its findings."""

    store: RandomStore
    selection: Selection
    view: View

    @property
    def statements(self) -> list[Statement]:
        return list(self.view.extra["statements"])

    @property
    def series(self) -> Series:
        return self.store.reference.series[self.selection.measure, self.selection.source]

    @property
    def code(self) -> str:
        """What it is about."""
        return self.selection.ward or self.selection.area

    @property
    def level(self) -> str:
        return "ward" if self.selection.ward else "district"

    def fixed(self, level: str) -> bool:
        """Whether the audience sees no free months of it."""
        return fixed_at(self.store.reference, series=self.series, level=level)

    def whole(self, month: Month) -> bool:
        """Whether a month is there, all of it."""
        return self.state(month) == "complete"

    def state(self, month: Month) -> str:
        """Complete, partial or missing."""
        area = self.store.reference.areas[self.code]
        held_by = area.parent or self.code if area.level == "ward" else self.code
        return self.store.reference.status_of(series=self.series, code=held_by, month=month)

    def count(self, month: Month) -> int:
        """What happened there in a month."""
        return self.store.month(self.series.series_id, self.code, month)

    def total(self, code: str) -> int:
        """What happened in an area in its period."""
        window = self.selection.period
        return self.store.total(self.series.series_id, code, window.first, window.last)


def check_that_it_reads_well(page: Page) -> None:
    assert page.statements
    for item in page.statements:
        words = item.words
        assert not [wrong for wrong in _WRONG if wrong in words and item.heading != BEARING], words
        assert not _ONE.search(words), words
        assert words == words.strip(), words
        assert words.endswith("."), words
        assert words[0].isupper() or words[0].isdigit(), words
        assert words.count("(") == words.count(")"), words


def check_that_numbers_are_what_they_print_and_lead_somewhere(page: Page) -> None:
    for item in page.statements:
        for part in item.numbers:
            assert number_in(part.words) == part.value, part
            assert part.link is not None, part
        if item.heading not in (BEARING, "Signals"):
            loose = "".join(part.words for part in item.parts if part.link is None)
            assert not re.search(r"\d", without_dates(loose)), loose


def check_that_every_percentage_has_its_base_of_fifty_or_more(page: Page) -> None:
    for item in page.statements:
        shares = [part for part in item.numbers if part.unit == "percent"]
        for part in shares:
            base = re.fullmatch(r"\S+% of ([\d,.]+)", part.words)
            assert base is not None, part
            assert number_in(base[1]) == part.of
            assert float(part.of or 0) >= 50, part
        if item.heading not in (BEARING, "Signals"):
            assert item.words.count("%") == len(shares), item.words


def check_that_a_gap_is_never_a_zero(page: Page) -> None:
    if page.fixed(page.level):
        return
    states = [page.state(month) for month in page.selection.period.months]
    first = page.statements[0]
    if all(state == "missing" for state in states):
        assert first.words.endswith("not supplied.")
    elif set(states) == {"complete"}:
        told = [part.value for part in first.numbers if part.unit == "count" and "," not in part.what]
        assert told[0] == page.total(page.code)
    else:
        assert "(partial)" in first.words
        assert page.selection.compare == "none" or "No comparison" in first.words


def check_that_the_verb_and_the_signs_are_the_tests(page: Page) -> None:
    if page.fixed(page.level):
        return
    first = page.statements[0]
    before = [part for part in first.numbers if part.what.endswith(", before")]
    verbs = (" rose from ", " fell from ", " was within usual variation: ", " did not change: ")
    rose, fell, within, same = (verb in first.words for verb in verbs)
    assert rose + fell + within + same == len(before)
    if not before:
        return
    now, was = page.total(page.code), float(before[0].value or 0)
    change = next((part for part in first.numbers if part.what.endswith(", change")), None)
    assert same == (change is None)
    if change is not None:
        assert change.value == pytest.approx(now - was, abs=0.11)
        assert change.words[0] == ("+" if now > was else "−")
    if page.selection.compare == "year" and " days, " not in first.words:
        assert (
            was
            == page.store.total(
                page.series.series_id, page.code, *(end - page.selection.period.length for end in _ends(page))
            )
            or page.selection.period.length < 12
        )
        phi = page.store.reference.phi(series=page.series, level=page.level)
        test = compare_counts(now, was, phi)
        assert (rose, fell) == (test.beyond_usual and now > was, test.beyond_usual and now < was)


def _ends(page: Page) -> tuple[Month, Month]:
    return page.selection.period.first, page.selection.period.last


def check_that_high_and_low_months_are_the_stores(page: Page) -> None:
    if page.fixed(page.level):
        return
    last = page.selection.period.last
    charted = (last - (min(max(page.selection.period.length, 12), 36) - 1)).until(last)
    whole = [page.count(month) for month in charted if month >= FIRST and page.whole(month)]
    for item in page.statements:
        if not re.match(r"The highest month|Of the months .* the highest month", item.words):
            continue
        named = [part for part in item.numbers if re.fullmatch(rf"(?:{_MONTHS}) \d{{4}}", part.period)]
        assert [part.value for part in named] == [page.count(month_in(part.period)) for part in named]
        assert all(re.match(rf"(?:{_NAMES})\b", part.what) for part in named)
        high = [
            part.value or 0
            for part in named
            if item.words.index(f"{part.what} (") < item.words.index("The lowest")
        ]
        assert high == sorted(high, reverse=True)
        assert high[0] == max(whole)
        assert min(part.value or 0 for part in item.numbers if part.unit == "count") == min(whole)


def check_that_joint_is_said_of_equals_alone(page: Page) -> None:
    if page.fixed("ward"):
        return
    by_districts = vocabulary_of(page.store.reference).by_districts(page.selection.area)
    reference = page.store.reference
    codes = (reference.districts if by_districts else reference.wards)(page.selection.area)
    counts = [page.total(code) for code in codes]
    for item in page.statements:
        if (
            item.heading == "Where"
            and item.words.startswith("By count")
            and "can be compared" not in item.words
        ):
            first = item.numbers[0]
            assert first.value == max(counts)
            assert ("was joint highest" in item.words) == (counts.count(max(counts)) > 1)


def check_that_the_copies_say_the_same(page: Page) -> None:
    text, markdown = to_text(page.view, day=today()), to_markdown(page.view, day=today())
    for item in page.statements:
        assert item.words in text
    addresses = re.findall(r"^\[\d+\]: (\S+)$", markdown, flags=re.M)
    assert len(addresses) == len(set(addresses))
    assert text.count(page.view.marking) >= 2
    assert f"**{page.view.marking}**" in markdown
    rows = [row for row in page.view.table.records() if row["value"] is not None]
    assert len(rows) == sum(len(item.numbers) for item in page.statements)


def check_that_nothing_hidden_can_be_told(page: Page) -> None:
    """With every number the audience may not have changed behind its back, the text stays as it was."""
    if not page.fixed("ward"):
        return
    page.store.scramble(page.series.series_id, areas=page.fixed("district"))
    again = build_assessment(page.store.reference, page.selection)
    assert [item.words for item in again.extra["statements"]] == [item.words for item in page.statements]
    assert again.table == page.view.table


CHECKS: tuple[Callable[[Page], None], ...] = (
    check_that_it_reads_well,
    check_that_numbers_are_what_they_print_and_lead_somewhere,
    check_that_every_percentage_has_its_base_of_fifty_or_more,
    check_that_a_gap_is_never_a_zero,
    check_that_the_verb_and_the_signs_are_the_tests,
    check_that_high_and_low_months_are_the_stores,
    check_that_joint_is_said_of_equals_alone,
    check_that_the_copies_say_the_same,
    # The last: it changes the store.
    check_that_nothing_hidden_can_be_told,
)


@st.composite
def selections(draw: st.DrawFn, store: RandomStore) -> Selection:
    """A page of a store: any area, ward, measure, window and comparison."""
    area = draw(st.sampled_from(AREAS))
    wards = store.reference.wards(area)
    query = {
        "area": area,
        "measure": draw(st.sampled_from(list(MEASURES.values()))),
        "to": str(LAST - draw(st.integers(0, 8))),
        "window": draw(st.sampled_from(["12m", "12m", "fy", "fytd", "q", "1m", "cy", "36m", "range"])),
        "compare": draw(st.sampled_from(["year", "year", "3y", "none"])),
    }
    if query["window"] == "range":
        query["from"] = str(LAST - draw(st.integers(8, 34)))
    if wards and draw(st.booleans()):
        query["ward"] = draw(st.sampled_from(wards))
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return parse(words, vocabulary_of(store.reference)).selection


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables that every store is put in."""
    with connected() as made:
        yield made


# To look for a smaller store that fails too would take minutes.
@settings(max_examples=12, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_findings_of_any_store_keep_their_promises(
    data: st.DataObject, connection: duckdb.DuckDBPyConnection
) -> None:
    store = data.draw(random_stores(connection))
    pages = [
        Page(store, selection, build_assessment(store.reference, selection))
        for selection in data.draw(st.lists(selections(store), min_size=6, max_size=6))
    ]
    for check in CHECKS:
        for page in pages:
            note(f"{check.__name__}: {store.reference.settings.audience} {page.selection}")
            check(page)


def number_in(words: str) -> float:
    """'−3.8% of 11,763' is −3.8."""
    found = re.match(r"[+−]?[\d,]+(?:\.\d+)?", words)
    assert found is not None, words
    return float(found[0].replace(",", "").replace("−", "-"))


def month_in(words: str) -> Month:
    """'Nov 2022'."""
    name, year = words.split(" ")
    return Month(int(year), _MONTHS.split("|").index(name) + 1)


def without_dates(words: str) -> str:
    """Words without what needs no link: months, years, lengths, what a rate is per, names with digits."""
    for pattern in (
        rf"(?:{_MONTHS}|{_NAMES}) 20\d\d",
        r"[Pp]er 10?,000 (?:residents|households)(?: a year)?(?: \([\d,]+ \w+, Census 2021\))?",
        r"over \d+ months? and not a year",
        r"has \d+ days, [^.]+\.",
        r"\(the police force area, 3 districts\)|\(2 districts\)",
        r"Ward \d|LSOA E0\d|COVID-19|mean of 3 years before|fewer than 20",
        r"of the \d+ \w+s that can be compared",
    ):
        words = re.sub(pattern, "", words)
    return words


@pytest.mark.parametrize(
    "measure", [m for m in load_catalogue().measures.values() if m.charted], ids=lambda m: m.id
)
def test_every_noun_has_its_singular(measure: Measure) -> None:
    single = one_of(measure.noun)
    assert counted(1, measure.noun) == f"1 {single}"
    assert counted(0, measure.noun) == f"0 {measure.noun}"
    assert not re.search(r"(ies|offences|crimes|thefts|fires|reports|incidents|people)\b", single)


def test_a_number_is_read_back_from_its_words() -> None:
    assert number_in(Part("−3.8% of 11,763", value=-3.8, of=11763).words) == -3.8
