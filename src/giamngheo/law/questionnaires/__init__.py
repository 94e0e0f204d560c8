"""Forms as data: one folder is one form, with its questions, codes and who is asked."""
