INSERT INTO version.area_month BY NAME FROM touched.area_month
