"""What stands out over time and in space: the signals of the control chart, and clusters of high wards."""

from __future__ import annotations

import calendar
from collections.abc import Sequence

from dashboard.assessment.statement import Link, Statement, Writer
from dashboard.assessment.subject import HOTSPOTS, PEAKS, Subject
from dashboard.cluster_words import Course
from dashboard.clusters import Clusters, WardCluster, ward_clusters
from dashboard.month_run import MonthRun
from dashboard.periods import span_words
from dashboard.signal_words import no_signal_words, signals_said, why_no_chart
from dashboard.statistics.xmr import Chart
from dashboard.wording import joined, number

HEADING = "Signals"
_NAMED = 3
_COURSES: tuple[tuple[Course, str], ...] = (
    ("new", "new"),
    ("continuing", "continuing"),
    ("cluster", "now, the period before not known"),
    ("fading", "no longer one"),
)


def signal_statements(subject: Subject) -> list[Statement]:
    """Signals in the period, then clusters."""
    return [*_chart(subject), *_clusters(subject)]


def _chart(subject: Subject) -> list[Statement]:
    """The signals that touch the period, the newest first; of earlier ones how many."""
    run = subject.run
    if run is None:
        return []
    link = subject.link(PEAKS, ward=subject.code if subject.is_ward else None, month=None)
    told = Writer(HEADING)
    chart = run.chart
    if chart is None or not chart.limits:
        return told.lead(why_no_chart(run), link).done()
    told.lead(f"Control chart of {_charted(run, chart)}: ", link)
    said = signals_said(chart)
    if not said:
        # What follows its "No signal: ", which the sentence has said.
        return told.lead(no_signal_words(chart).partition(": ")[2], link).done()
    inside = [item for item in said if item.last >= subject.question.window.first]
    words = [_lowered(item.words) for item in inside[:_NAMED]]
    if len(inside) > _NAMED:
        words.append(f"{number(len(inside) - _NAMED)} more in the period")
    if len(said) > len(inside):
        words.append(f"{number(len(said) - len(inside))} before the period")
    head = "" if inside else "no signal in the period; "
    return told.lead(f"{head}{'; '.join(words)}.", link).done()


def _charted(run: MonthRun, chart: Chart) -> str:
    """'Mar 2020 to Feb 2023 (by quarter, exceptional months left out)': what the limits rest on."""
    judged = [point for point in chart.points if point.judged and point.limits is not None]
    drawn = judged or list(chart.points)
    words = [span_words(drawn[0].first, drawn[-1].last)]
    words += ["by quarter"] if chart.unit == "quarter" else []
    words += ["season allowed for"] if chart.adjusted else []
    inside = [point for point in chart.points if drawn[0].first <= point.first <= drawn[-1].last]
    if any(month in run.left_out for point in inside for month in point.first.until(point.last)):
        words.append("exceptional months left out")
    few = any(limits.few for limits in chart.limits if limits.last >= drawn[-1].last)
    words += [f"limits of fewer than twelve {chart.unit}s, which may still move much"] if few else []
    return f"{words[0]} ({', '.join(words[1:])})" if words[1:] else words[0]


def _lowered(words: str) -> str:
    """As part of a sentence: a month keeps its capital."""
    return words if words[:3] in calendar.month_abbr else f"{words[:1].lower()}{words[1:]}"


def clusters_of(subject: Subject) -> Clusters | None:
    """The clusters of the county or force around it."""
    return ward_clusters(subject.question)


def _clusters(subject: Subject) -> list[Statement]:
    """Which wards are in a cluster of high wards, by course; why of the strongest."""
    found = clusters_of(subject)
    if found is None:
        return []
    link = subject.link(HOTSPOTS, clusters="on", ward=subject.code if subject.is_ward else None)
    told = Writer(HEADING)
    if found.refused:
        return told.lead(found.refused, link).done()
    if subject.is_ward:
        return _cluster_of(subject, found, link)
    listed = found.within(subject.reference.wards(subject.question.area))
    against = f"told against the {number(len(found.wards))} wards of {found.area_name}"
    if not listed:
        return told.lead(f"No ward of {subject.name} is in a cluster of high wards, {against}.", link).done()
    told.lead(f"Clusters of high wards, {against}; ", link)
    parts = [words for course, label in _COURSES if (words := _of_course(listed, course, label))]
    told.lead(f"{'; '.join(parts)}.", link)
    strongest = next((ward for ward in listed if ward.called), None)
    if strongest is not None:
        told.say(" ").lead(
            f"{strongest.name}: {strongest.reason}.", subject.link_to(HOTSPOTS, strongest.code)
        )
    return told.done()


def _of_course(listed: Sequence[WardCluster], course: Course, label: str) -> str:
    """'new: Beaver and Norman', 'continuing: 12 wards, the highest ...'."""
    wards = [ward.name for ward in listed if ward.course == course]
    if not wards:
        return ""
    if len(wards) <= 2 * _NAMED:
        return f"{label}: {joined(wards)}"
    return f"{label}: {number(len(wards))} wards, the highest {joined(wards[:_NAMED])}"


def _cluster_of(subject: Subject, found: Clusters, link: Link) -> list[Statement]:
    """The ward in focus among its neighbours."""
    ward = found.of(subject.code)
    told = Writer(HEADING)
    if ward is None:
        return told.say(f"{subject.name} was not tested for clusters: it has no rate for the period.").done()
    said = {
        "new": "is in a new cluster of high wards",
        "continuing": "is in a cluster of high wards, as before",
        "cluster": "is in a cluster of high wards",
        "fading": "is no longer in a cluster of high wards",
        "not unusual": "is not in a cluster of high wards",
    }[ward.course]
    return told.lead(f"{subject.name} {said}: {ward.reason}.", link).done()


def cluster_notes(subject: Subject) -> tuple[str, ...]:
    """What goes under whatever shows a cluster."""
    found = clusters_of(subject)
    said = subject.comparison.labels
    caveats = found.caveats if found is not None and not found.refused else ()
    return tuple(words for words in caveats if words not in said)
