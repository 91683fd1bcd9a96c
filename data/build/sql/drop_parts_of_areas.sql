DELETE FROM version.part_month WHERE list_contains($months::DATE[], month)
