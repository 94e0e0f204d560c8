"""«Kiểm tra, giám sát»: plans, inspections, recommendations, supervision by the Front, doubts of the data."""
