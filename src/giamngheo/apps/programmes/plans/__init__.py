"""The plan reader: text by pages and lines → blocks → parts → a structured plan with places and warnings.

It goes by structure and by the words of offices and of the programme; it knows no plan, place or numbering.
"""
