"""«Văn bản»: official papers in reach, what each says and stands at, issued, withdrawn, replaced."""
