"""What all pages are made of: the frame, the macros, the look, the pages of errors, the headers."""
