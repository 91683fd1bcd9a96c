INSERT INTO version.part_month BY NAME FROM touched.part_month
