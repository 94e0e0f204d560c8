"""«Kế hoạch giảm nghèo»: a plan handed in as a file, its text beside its structure, corrected, taken in."""
