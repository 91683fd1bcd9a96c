SELECT v.year, v.wards, v.drawn, v.looked_up, v.schematic, v.used, v.same_wards, v.files FROM vintage AS v ORDER BY v.year DESC
