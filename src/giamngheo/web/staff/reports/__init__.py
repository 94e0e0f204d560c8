"""Pages of frozen figures and of the tables reckoned from them."""
