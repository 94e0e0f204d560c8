"""What is kept and done: one app per noun of the work."""
