"""Components only: the shell, the filter bar and one module per page. No number is worked out here."""
