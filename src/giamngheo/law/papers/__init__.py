"""How official documents look and are built: one folder is one decree on them."""
