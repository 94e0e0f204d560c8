"""Pages for the staff of communes and provinces, by the work of the year."""
