"""What every app stands on: rooms without poverty in them."""
