DELETE FROM version.outcome_month WHERE list_contains($months::DATE[], month)
