DELETE FROM version.place_month WHERE list_contains($months::DATE[], month)
