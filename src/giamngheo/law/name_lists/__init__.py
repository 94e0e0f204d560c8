"""Statutory lists of names, one folder a list: its columns and whence they are told."""
