"""Reports owed: by whom and when, drawn up from frozen figures, sent, returned, accepted, locked.

What is owed is the law's (`law.reporting`) and what units above set; nothing that was sent is ever rewritten.
"""
