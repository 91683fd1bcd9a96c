SELECT
    d.area_code, d.release, d.domain, d.lsoa_vintage, d.lsoas, d.residents, d.basis, d.average_score, d.average_rank,
    d.ranked, d.share_most_deprived, d.quintile, d.quintile_of
FROM deprivation AS d
WHERE d.area_code = ANY($area_codes::VARCHAR[])
ORDER BY d.release, d.area_code, d.domain
