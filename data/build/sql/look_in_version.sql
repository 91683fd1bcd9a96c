SET search_path = 'version'
