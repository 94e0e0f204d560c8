"""Made people and places for tests; nobody and nothing of them is real."""
