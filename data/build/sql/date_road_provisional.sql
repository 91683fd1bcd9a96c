UPDATE series SET provisional_from = $month WHERE source = 'stats19' AND months
