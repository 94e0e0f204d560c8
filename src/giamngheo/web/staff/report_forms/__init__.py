"""Pages of forms that are loaded as blanks, designed and filled in, under «Biểu mẫu tự lập»."""
