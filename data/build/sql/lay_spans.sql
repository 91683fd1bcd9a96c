INSERT INTO version.custom_span BY NAME FROM touched.custom_span
