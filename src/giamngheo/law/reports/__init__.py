"""Tables of reports: one folder = one table, its columns and what must agree (`report.yaml`), what it counts
(`rows.py`), a worked example that a person can read (`example.yaml`)."""
