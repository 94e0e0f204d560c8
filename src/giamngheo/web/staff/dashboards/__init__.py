"""Pages of dashboards: what the frozen figures of a unit say, as pictures with their tables."""
