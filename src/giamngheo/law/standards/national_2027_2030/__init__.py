"""Nghị định 351/2025/NĐ-CP: the standard of 2027–2030; thresholds are open."""
