"""Poverty standards: one folder is one standard for one period, and reading it is reading one law."""
