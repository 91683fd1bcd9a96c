"""Pure geometry: boundaries, hexagon layouts, point-to-ward, neighbours. Imports no other room."""
