DELETE FROM version.ward_month WHERE series_id = ANY($series_ids::SMALLINT[]) AND list_contains($months::DATE[], month)
