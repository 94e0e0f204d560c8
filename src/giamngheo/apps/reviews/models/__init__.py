"""The tables of reviews."""

from giamngheo.apps.reviews.models.applications import Application
from giamngheo.apps.reviews.models.attachments import Attachment
from giamngheo.apps.reviews.models.certificates import Certificate
from giamngheo.apps.reviews.models.entries import Decision, Entry, Proposal
from giamngheo.apps.reviews.models.happenings import Happening, HouseholdVote, Objection
from giamngheo.apps.reviews.models.plans import Plan
from giamngheo.apps.reviews.models.point_tables import RoundTable
from giamngheo.apps.reviews.models.publishing import Publication, PublicPosting, PublicWord
from giamngheo.apps.reviews.models.revisits import Revisit, Sample
from giamngheo.apps.reviews.models.rounds import Case, ProcedureSetting, Round
from giamngheo.apps.reviews.models.tallies import Tally

__all__ = [
    "Application",
    "Attachment",
    "Case",
    "Certificate",
    "Decision",
    "Entry",
    "Happening",
    "HouseholdVote",
    "Objection",
    "Plan",
    "ProcedureSetting",
    "Proposal",
    "PublicPosting",
    "PublicWord",
    "Publication",
    "Revisit",
    "Round",
    "RoundTable",
    "Sample",
    "Tally",
]
