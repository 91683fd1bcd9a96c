"""What the numbers mean: selection, periods, chance, targets, disclosure, wording, figures and views."""
