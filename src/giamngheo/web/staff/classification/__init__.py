"""«Phân loại danh sách»: upload, columns, progress, result, list, household. Nothing outlives the sitting."""
