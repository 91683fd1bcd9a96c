DELETE FROM version.coverage WHERE source = ANY($sources::VARCHAR[])
