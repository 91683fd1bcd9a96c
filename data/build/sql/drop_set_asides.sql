DELETE FROM version.set_aside WHERE file_id = ANY($file_ids::INTEGER[])
