DELETE FROM version.area_outcome WHERE list_contains($months::DATE[], month)
