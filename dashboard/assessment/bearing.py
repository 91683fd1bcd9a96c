"""What a reader must bear in mind: where the numbers come from, and what they cannot bear."""

from __future__ import annotations

from dashboard.assessment.inside import place_notes
from dashboard.assessment.signals import cluster_notes
from dashboard.assessment.statement import Statement, Writer
from dashboard.assessment.subject import DATA, Subject
from dashboard.disclosure import level_of
from dashboard.ward_words import custom_notes
from dashboard.wording import number

HEADING = "What to bear in mind"
_YEAR = 12


def bearing_statements(subject: Subject) -> list[Statement]:
    """Source, definition, caveats of every number above, and how usual variation is judged."""
    question = subject.question
    told = [
        f"{question.measure.label}: {question.measure.definition}",
        *_source(subject),
        *caveats_of(subject),
    ]
    link = subject.link(DATA)
    return [
        item
        for words in dict.fromkeys(told)
        if words
        for item in Writer(HEADING).lead(_ended(words), link).done()
    ]


def caveats_of(subject: Subject) -> list[str]:
    """What to say beside the numbers, the most general first."""
    question, wards, months = subject.question, subject.wards, subject.months
    notes: list[str] = []
    if provisional := question.provisional_words(question.window):
        notes.append(f"P{provisional[1:]}: these figures may still change.")
    length = question.window.length
    if 1 < length < _YEAR:
        notes.append(f"The period is {length} months and not a year: a season may be part of what stands out")
    notes += subject.whole.caveats
    notes += months.caveats if months is not None else ()
    if wards is not None and not subject.is_ward:
        # What it may hold besides stands in the text.
        notes += [*wards.released.caveats, *(words for words in custom_notes(wards) if words != wards.beside)]
    clusters = [words for words in cluster_notes(subject) if words not in notes]
    return [
        *notes,
        question.measure.note,
        *place_notes(subject),
        *_usual(subject),
        " ".join(clusters),
    ]


def _source(subject: Subject) -> list[str]:
    question = subject.question
    extracted = subject.reference.extracted.get(question.selection.source, "")
    words = [f"Source: {question.source_words()}{f', extracted {extracted}' if extracted else ''}"]
    if question.series is not None and question.series.demonstration:
        words.append("Demonstration data: synthetic, fitted to published figures")
    return words


def _usual(subject: Subject) -> list[str]:
    """The φ that usual variation is judged with."""
    series = subject.question.series
    if series is None:
        return []
    levels = {"ward" if level_of(subject.reference, subject.code) == "ward" else "district"}
    if subject.wards is not None:
        levels.add(subject.wards.level)
    found = [
        f"{number(subject.reference.phi(series=series, level=level), 2)} for {level}s"
        for level in sorted(levels)
    ]
    return [
        f"Usual variation allows for counts that vary more than pure chance (φ = {' and '.join(found)}); "
        "in lists of more than five, false discoveries are held at 5%"
    ]


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
