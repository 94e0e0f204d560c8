"""What the fund keeps: its book, what comes in, whom it helps, who sponsors whom, what is told of a year."""

from giamngheo.apps.fund.models.book import Balance, BookEntry, Item, Line
from giamngheo.apps.fund.models.cases import Delivery, HelpCase, Meeting, Proof, Ruling
from giamngheo.apps.fund.models.income import Campaign, Donor, Pledge, Receipt
from giamngheo.apps.fund.models.outlays import OwnOutlay
from giamngheo.apps.fund.models.reports import YearReport
from giamngheo.apps.fund.models.sponsors import Sponsor, SponsorHelp, Sponsorship

__all__ = [
    "Balance",
    "BookEntry",
    "Campaign",
    "Delivery",
    "Donor",
    "HelpCase",
    "Item",
    "Line",
    "Meeting",
    "OwnOutlay",
    "Pledge",
    "Proof",
    "Receipt",
    "Ruling",
    "Sponsor",
    "SponsorHelp",
    "Sponsorship",
    "YearReport",
]
