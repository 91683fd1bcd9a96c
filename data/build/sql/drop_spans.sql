DELETE FROM version.custom_span WHERE series_id = ANY($series_ids::SMALLINT[])
