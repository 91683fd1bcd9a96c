"""How the numbers are made: definitions and breaks from the catalogue, and the rules that hold everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dash import html
from dash.development.base_component import Component

from data.catalogue import Break, Measure, Source
from layouts import ids
from layouts.markup import build_fragment

NOTES: Final = (
    (
        "Sources are never mixed",
        "The same concept counted by two sources is two series, with different totals. They never share "
        "an axis, a change or a target, and every figure names the one it shows.",
    ),
    (
        "Official totals",
        "The reconciliation sets the ONS total of a year beside what police.uk and the force’s extract "
        "give for the same months, else for their nearest twelve complete months, else for their longest "
        "complete run, each named. The gap is in counts and percent; where the months are not as many, "
        "totals a day are compared. A partnership of one district is that district; an area that is not "
        "published itself is the sum of the partnerships it is made of. Nothing is spliced.",
    ),
    (
        "Gaps",
        "A month that was not supplied is blank with a word, never a zero. A partial month is hatched. A "
        "comparison that would count such months is refused, and says so.",
    ),
    (
        "Rates",
        "Per residents or households of the year and estimate named beside them. In a town centre, where "
        "most people do not live, a rate per resident describes volume, not risk.",
    ),
    (
        "Road casualties",
        "Killed or seriously injured is shown as recorded. It is too rare to be read by one year, so three "
        "and five years stand beside it, with the mean and the rate a year, and wards have rates of three "
        "years or more only. Months that the department has not validated are hatched and called "
        "provisional. Where a change goes over 2016, when recording by injury came in, adjusted figures are "
        "compared instead (killed, and the chance of a serious injury of everybody else), with whose "
        "adjustment it is. Road user, age, road and hour are of those killed or seriously injured.",
    ),
    (
        "Outcomes",
        "What police.uk last said became of a crime, in groups: results of courts count as charged or "
        "summonsed. Rates are of all crimes of the period, each with its count and n, and none is worked out "
        "under 50. Outcomes come in over months: the last six months published, and any month with a tenth "
        "or more still under investigation or without an outcome, are called too recent. Anti-social "
        "behaviour has no outcome, and crimes in no known district are not in these rates.",
    ),
    (
        "Usual variation",
        "Counts of recorded crime vary more than chance alone would have it. A change is called larger "
        "than usual variation when √2 × (√now − √before) ÷ √φ is beyond ±1.96; φ is estimated for every "
        "series from its own months, and is never under 1. Where more than five areas are compared, the "
        "false discovery rate is held at 5%.",
    ),
    (
        "Ranks of districts",
        "Districts are ranked by rate, the highest first, among those of the smallest county or force that "
        "holds the area: which, and of how many, is always said. Rates printed alike are joint. Beside a "
        "rank stand the ranks chance leaves open: the true rate of every district is drawn 4,000 times from "
        "its count and φ, and 95% of its ranks are kept. Partnerships and groups are not ranked.",
    ),
    (
        "Wards",
        "A row with an LSOA code is placed by a lookup. An LSOA of 2011 that was split goes to the ward "
        "its point lies in, else to the nearest of the wards it could be. Points are snapped by the "
        "publisher, so a boundary between two wards is not sharp. What no ward holds is shown as not "
        "placed, so that wards and the rest make the total.",
    ),
    (
        "Areas of your own",
        "An area of wards or districts is their sum, in the months that all of them have. One of LSOAs is "
        "the rows that bear one of them; an LSOA of 2011 counts when all it became lies inside. What "
        "comes by ward or district is not supplied for it. Rows of no known LSOA, or of one that the edge "
        "runs through, are told beside the map and not counted. Usual variation is that of wards, for "
        "whole districts that of districts. Where members came and went, the change is marked as a break.",
    ),
    (
        "Wards of other years",
        "Figures that came for wards since redrawn are counted again by those of today, whole, where most "
        "of their residents live now; a count is never divided. Where more than 20% of a ward’s residents "
        "would be counted amiss it has no figures for those months, and they stay in the district. Up to "
        "that, every view names the ward and its error. Rows with places of their own need none of this.",
    ),
    (
        "Actions and outputs",
        "An action is overdue from the day after the last day that its due date can mean, while its "
        "plan runs and it is neither complete nor stopped. Of a plan that is over, what was last stated "
        "is all that is known; a status that nobody has stated is called that, and never “not started”. "
        "What was done is set beside the indicator it should move, for the same months and against the "
        "year before: that is no evidence of one by the other.",
    ),
    (
        "Did it work?",
        "An intervention’s place is set beside the rest of its district, a district beside the rest of its "
        "county: how many times the place’s change is the change elsewhere, with its 95% interval, from the "
        "four counts and φ on both sides. Its months are set against the same calendar months of the year "
        "before it began; a year before that is taken where those were exceptional or not complete, and "
        "exceptional months that are left are said. It is read while it ran and for up to a year after it "
        "ended. “Too early” names the month from which a fall of a quarter would show; “too little to tell” "
        "has no such month. The places next to it against the rest say whether it may have moved there. More "
        "than five readings in a list are held to a false discovery rate of 5%. None of it says why: places "
        "are often chosen after a bad spell, and would fall somewhat by themselves.",
    ),
    (
        "Deprivation",
        "The Indices of Deprivation rank the LSOAs of England. A ward’s figures are averages over its "
        "LSOAs by residents, as the publisher’s own summaries of larger areas are (average score, "
        "average rank). Its fifth is among the wards of this store, since the wards of England cannot "
        "be ranked from one county’s file; the share of residents in the most deprived fifth of LSOAs "
        "is against England. An LSOA of 2011 lends its figures to the LSOAs of 2021 it became; where "
        "several became one, each counts for an equal part of its residents. A ward with an LSOA that "
        "has no figure has none. Rates by fifth add up the counts and the residents of the area’s "
        "wards.",
    ),
    (
        "Road casualties",
        "Casualties are joined to their collisions. The district is the one the police state; the ward is "
        "the one the point lies in, or the nearest of that district where the point lies just outside it. "
        "Killed or seriously injured is shown as recorded. Across a change in how severity is recorded only "
        "adjusted figures are compared: killed, and the department's chance of a serious injury for "
        "everybody else. Figures are provisional until the department has validated the year, at the end of "
        "September of the next.",
    ),
    (
        "Map classes",
        "Classes come from the data by natural breaks with rounded edges, and are the same for a series, "
        "a level and a length of period, so that two meetings can be compared. Hexagons are one equal "
        "cell a ward, kept together by district.",
    ),
    (
        "Small numbers",
        "Small counts of sensitive measures are hidden once, when the store is built, on fixed periods, "
        "together with whatever would give them away. Hidden, zero and not supplied are three things and "
        "are drawn as three.",
    ),
)


def build_method() -> list[Component]:
    """The sections under the tables; definitions and breaks are filled in when the store is known."""
    return [
        _section("breaks", "Breaks and exceptional months", build_fragment(html.Div, name=ids.BREAKS)),
        _section("method", "Method", build_terms(NOTES)),
        _section(
            "definitions",
            "Definitions of the measures in this store",
            build_fragment(html.Div, name=ids.DEFINITIONS),
        ),
    ]


def _section(name: str, title: str, body: Component) -> html.Section:
    return html.Section(
        [html.H2(title, id=ids.title(name), className="card-title"), html.Div(body, className="card-body")],
        className="card-box full",
        **{"aria-labelledby": ids.title(name)},
    )


def build_terms(pairs: Iterable[tuple[str, str]]) -> html.Dl:
    """Words with what is to be said of each."""
    return html.Dl(
        [html.Div([html.Dt(term), html.Dd(words)]) for term, words in pairs],
        className="terms",
    )


def build_definitions(measures: Iterable[tuple[Measure, Iterable[Source]]]) -> html.Dl:
    """Every measure the store holds, with who counts it."""
    return build_terms(
        (measure.label, f"{measure.definition} Counted by: {', '.join(source.label for source in sources)}.")
        for measure, sources in measures
    )


def build_breaks(breaks: Iterable[Break]) -> html.Dl:
    """Changes of recording and months that are not usual, in order."""
    return build_terms(
        (
            f"{item.label} ({item.start if item.start == item.end else f'{item.start} to {item.end}'})",
            item.note,
        )
        for item in sorted(breaks, key=lambda item: (item.start, item.id))
    )
