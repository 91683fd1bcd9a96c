-- Wards and districts, from their LSOAs by residents. release: the year of the indices; lsoa_vintage: the edition of LSOAs
-- it is on. domain: imd (the index itself), income, crime, ... average_rank: 1 is the most deprived of `ranked` LSOAs of
-- England. share_most_deprived: percent of residents in the fifth of LSOAs that is most deprived in England.
-- quintile: 1 to 5 among the `quintile_of` wards of this store, 1 the most deprived; NULL for districts.
CREATE TABLE deprivation (
    area_code VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    release INTEGER NOT NULL,
    domain VARCHAR NOT NULL,
    lsoa_vintage INTEGER,
    lsoas INTEGER NOT NULL,
    residents BIGINT NOT NULL,
    basis VARCHAR NOT NULL,
    average_score DOUBLE,
    average_rank DOUBLE,
    ranked INTEGER,
    share_most_deprived DOUBLE,
    quintile INTEGER,
    quintile_of INTEGER,
    PRIMARY KEY (area_code, release, domain)
)
