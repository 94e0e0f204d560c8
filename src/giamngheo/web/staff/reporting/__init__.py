"""Pages of reports owed: when, drawn up, written, sent, returned, accepted, locked; what units above set."""
