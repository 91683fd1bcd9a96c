INSERT INTO version.placement BY NAME FROM touched.placement
