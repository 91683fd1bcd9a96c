DELETE FROM version.part WHERE file_id = ANY($file_ids::INTEGER[])
