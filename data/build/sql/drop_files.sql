DELETE FROM version.file WHERE file_id = ANY($file_ids::INTEGER[])
