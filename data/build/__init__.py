"""From recognised files to a new published version of the store."""
