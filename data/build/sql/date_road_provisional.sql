UPDATE series SET provisional_from = least(provisional_from, $month::DATE) WHERE source = 'stats19' AND months
