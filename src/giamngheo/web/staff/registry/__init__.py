"""Sổ hộ: households and people as the register tells them."""
