"""`giamngheo law check`: reads the packs as a lawyer and as the engine would, and tells what is amiss."""
