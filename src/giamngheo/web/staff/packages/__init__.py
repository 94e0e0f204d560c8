"""«Gói báo cáo»: packages that were made and taken in, what is in them, answers, keys of both sides."""
