"""The papers of each step of a review, filled in from what is kept; what nobody knows is left to the hand."""

from giamngheo.apps.reviews.papers.drawing_up import KINDS, Subject, draw_up_paper

__all__ = ["KINDS", "Subject", "draw_up_paper"]
