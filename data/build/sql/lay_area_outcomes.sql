INSERT INTO version.area_outcome BY NAME FROM touched.area_outcome
