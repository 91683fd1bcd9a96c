DELETE FROM version.dispersion WHERE series_id = ANY($series_ids::SMALLINT[])
