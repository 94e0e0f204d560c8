"""The embedded PostgreSQL: looking at its folder, starting it, joining it, stopping it. Knows no Django."""
