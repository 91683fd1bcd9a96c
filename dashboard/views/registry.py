"""Every view by name. One view that fails never takes the others with it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from dashboard.disclosure import marking
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.actions import build_actions
from dashboard.views.ahead import build_ahead
from dashboard.views.archive import build_archive
from dashboard.views.assessment import build_assessment
from dashboard.views.beside import build_beside
from dashboard.views.claims import build_claims
from dashboard.views.clusters import build_clusters
from dashboard.views.concentration import build_concentration
from dashboard.views.contribution import build_contribution
from dashboard.views.control import build_control
from dashboard.views.coverage import build_coverage
from dashboard.views.deprivation import build_deprivation
from dashboard.views.deprivation_rates import build_deprivation_rates
from dashboard.views.district_months import build_district_months
from dashboard.views.districts import build_districts
from dashboard.views.events import build_events
from dashboard.views.findings import build_findings
from dashboard.views.frameworks import build_frameworks
from dashboard.views.funnel import build_funnel_view
from dashboard.views.highest import build_highest
from dashboard.views.hotspots import build_hotspots
from dashboard.views.hours import build_hours
from dashboard.views.intervention import build_intervention
from dashboard.views.interventions import build_interventions
from dashboard.views.matrix import build_matrix
from dashboard.views.monitoring import build_monitoring
from dashboard.views.month_maps import build_month_maps_view
from dashboard.views.months import build_months
from dashboard.views.multiples import build_multiples
from dashboard.views.night import build_night
from dashboard.views.outcomes import build_outcomes
from dashboard.views.outputs import build_outputs
from dashboard.views.own_areas import build_own_areas
from dashboard.views.placing import build_placing
from dashboard.views.published import build_published
from dashboard.views.rates import build_rates
from dashboard.views.reconciliation import build_reconciliation
from dashboard.views.recut import build_recut
from dashboard.views.scorecard import build_scorecard
from dashboard.views.set_aside import build_set_aside
from dashboard.views.similar import build_similar
from dashboard.views.sources import build_sources
from dashboard.views.splits import build_splits
from dashboard.views.target_test import build_target_test
from dashboard.views.targets import build_targets
from dashboard.views.themes import build_themes
from dashboard.views.trajectory import build_trajectory_view
from dashboard.views.understood import build_understood
from dashboard.views.view import Table, View
from dashboard.views.vintages import build_vintages
from dashboard.views.volume import build_volume_view
from dashboard.views.ward import build_ward
from dashboard.views.ward_mix import build_ward_mix
from dashboard.views.ward_months import build_ward_months
from dashboard.views.ward_places import build_ward_places
from dashboard.views.ward_standing import build_ward_standing
from dashboard.views.wards import build_wards
from dashboard.views.years import build_years

log = logging.getLogger(__name__)
VIEWS: Mapping[str, Callable[[Reference, Selection], View]] = MappingProxyType(
    {
        "wards": build_wards,
        "months": build_months,
        "hours": build_hours,
        "night": build_night,
        "years": build_years,
        "control": build_control,
        "ahead": build_ahead,
        "districts": build_districts,
        "targets": build_targets,
        "monitoring": build_monitoring,
        "target-test": build_target_test,
        "scorecard": build_scorecard,
        "trajectory": build_trajectory_view,
        "multiples": build_multiples,
        "archive": build_archive,
        "themes": build_themes,
        "frameworks": build_frameworks,
        "findings": build_findings,
        "hotspots": build_hotspots,
        "assessment": build_assessment,
        "clusters": build_clusters,
        "highest": build_highest,
        "concentration": build_concentration,
        "month-maps": build_month_maps_view,
        "ward-months": build_ward_months,
        "splits": build_splits,
        "outcomes": build_outcomes,
        "sources": build_sources,
        "understood": build_understood,
        "set-aside": build_set_aside,
        "coverage": build_coverage,
        "placing": build_placing,
        "own-areas": build_own_areas,
        "vintages": build_vintages,
        "events": build_events,
        "recut": build_recut,
        "published": build_published,
        "claims": build_claims,
        "reconciliation": build_reconciliation,
        "deprivation": build_deprivation,
        "deprivation-rates": build_deprivation_rates,
        "rates": build_rates,
        "volume": build_volume_view,
        "contribution": build_contribution,
        "district-months": build_district_months,
        "beside": build_beside,
        "funnel": build_funnel_view,
        "similar": build_similar,
        "actions": build_actions,
        "outputs": build_outputs,
        "interventions": build_interventions,
        "intervention": build_intervention,
        "matrix": build_matrix,
        "ward": build_ward,
        "ward-standing": build_ward_standing,
        "ward-mix": build_ward_mix,
        "ward-places": build_ward_places,
    }
)
# Those that say another thing on another day.
DATED: Mapping[str, Callable[[Reference, Selection, dt.date], View]] = MappingProxyType(
    {"actions": build_actions}
)


def build_view(
    name: str, reference: Reference, selection: Selection, *, day: dt.date | None = None, rows: bool = False
) -> View:
    """A view of a store version, as of a day (None: the one it was built on). Raises KeyError for no view.

    `rows`: for somebody who reads its table, so rows that are made later are made now.

    Whatever goes wrong inside becomes an empty view that names the chart, and a log entry with the address's
    choices (no data, so nothing personal), so that the rest of the page stays.
    """
    build = VIEWS[name]
    try:
        dated = DATED.get(name) if day is not None else None
        view = dated(reference, selection, day) if dated and day else build(reference, selection)
        if rows:
            len(view.table.rows)
    except Exception:
        reference.answers.spoil()
        log.exception(
            "view failed", extra={"view": name, "version": reference.version, "selection": selection}
        )
        view = View(
            name=name,
            title=f"{name.replace('-', ' ').capitalize()}: could not be shown",
            table=Table((), ()),
            empty=(
                f"The view “{name}” could not be worked out; the others stand. The server's log says why. "
                "Try another selection, or run csp check."
            ),
            marking=marking(reference),
            failed=True,
        )
    return replace(view, store_version=reference.version)
