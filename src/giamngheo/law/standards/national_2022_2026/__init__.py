"""Nghị định 07/2021/NĐ-CP: the national standard of 2022–2025, kept in force through 2026 by NĐ 351/2025."""
