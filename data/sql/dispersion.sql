SELECT d.series_id, d.level, d.phi, d.areas, d.months FROM dispersion AS d ORDER BY d.series_id, d.level
