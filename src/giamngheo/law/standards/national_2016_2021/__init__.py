"""Quyết định 59/2015/QĐ-TTg: the standard of 2016–2020, also for the policies of 2021."""
