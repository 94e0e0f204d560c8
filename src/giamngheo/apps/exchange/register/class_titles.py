"""What stands above a list of its decision: proposed to the person, never written by itself."""

from giamngheo.apps.exchange.register.class_words import PaperSaid, paper_in_title
from giamngheo.apps.exchange.register.reading import Opened


def paper_in_titles(opened: Opened) -> PaperSaid | None:
    """The decision that the lines above the tables name, where they name one only."""
    found = {
        paper
        for sheet in opened.sheets
        for row in sheet.table.head.drop("row", "kind").iter_rows()
        for cell in row
        if isinstance(cell, str) and (paper := paper_in_title(cell)) is not None
    }
    return next(iter(found)) if len(found) == 1 else None
