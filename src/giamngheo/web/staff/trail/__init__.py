"""The trail: who did what, when and where, for who may see it."""
