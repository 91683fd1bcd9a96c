INSERT INTO version.coverage BY NAME FROM touched.coverage
