"""Deeds of step 5: the opinion of the authority above asked and answered."""

from datetime import date

from django.db import transaction

from giamngheo.apps.reviews.actions.writing import ReviewError, Told, fact_on, happens
from giamngheo.apps.reviews.models import Case, Happening
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.procedures.facts import Verb


@transaction.atomic
def ask_opinion(case: Case, day: date, paper: str, actor: Actor) -> Happening:
    """Tell that the report was sent: its number and day; raises ReviewError."""
    said = {"paper": ReviewError.words(paper, "số, ngày báo cáo", about="van-ban", longest=200)}
    return happens(case, fact_on(Verb.OPINION_ASKED, day), actor, Told(said))


@transaction.atomic
def answer_opinion(case: Case, day: date, paper: str, words: str, actor: Actor) -> Happening:
    """Tell that the answer came: its number, and what it says; raises ReviewError."""
    said = {
        "paper": ReviewError.words(paper, "số, ngày văn bản trả lời", about="van-ban", longest=200),
        "words": ReviewError.words(words, "nội dung trả lời", about="noi-dung", longest=1_000, needed=False),
    }
    return happens(case, fact_on(Verb.OPINION_ANSWERED, day), actor, Told(said))
