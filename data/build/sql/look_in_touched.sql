-- Tables that are in both are from now on those of the touched months.
SET search_path = 'touched,version'
