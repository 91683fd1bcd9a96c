SELECT
    r.year, r.ward_code, r.ward_name, r.district_code, r.outcome, r.new_code, r.share, r.new_share, r.fit,
    r.error, r.method, r.weighed_by
FROM recut_pair AS r
ORDER BY r.year DESC, r.district_code, r.ward_code, r.share DESC, r.new_code
