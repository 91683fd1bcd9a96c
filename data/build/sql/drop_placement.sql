DELETE FROM version.placement WHERE source = ANY($sources::VARCHAR[]) AND list_contains($months::DATE[], month)
