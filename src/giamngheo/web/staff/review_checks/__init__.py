"""Pages on a round that check and count it: honest numbers, second visits, how the lists move."""
