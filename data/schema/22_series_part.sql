-- The series a series is the sum of; one that is no sum is its own only part.
CREATE TABLE series_part (series_id SMALLINT NOT NULL, part_id SMALLINT NOT NULL, PRIMARY KEY (series_id, part_id))
