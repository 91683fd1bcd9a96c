"""Views: what the charts, tables and CSV files say, by name."""
