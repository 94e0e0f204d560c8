"""Places of statutory forms whose text was not found, one folder an instrument."""
