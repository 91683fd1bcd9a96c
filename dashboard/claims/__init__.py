"""Published figures held against one another and against the store: every check is a function over claims."""
