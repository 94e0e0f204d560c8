"""Pages of targets and figures of units, under «Kết quả»."""
