SELECT count(*) AS spots FROM spot_key
