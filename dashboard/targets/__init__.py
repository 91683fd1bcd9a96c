"""Where a plan's indicators stand: their plan year, value, baseline, target and status."""
