"""What may be said of a number: change and chance, peaks, rates and ranks, classes for maps."""
