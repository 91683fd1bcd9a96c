"""Pure geometry: area codes, boundaries, hexagon layouts, places, neighbours. Imports no other room."""
