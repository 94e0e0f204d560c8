"""What a person corrects of a plan that was read, part by part of the published schema.

Fields are named as the page has them: «t3-gia-tri» is the value of the fourth target, «tm0-gia-tri» of a
further one, «t3-bo» leaves it out. What is left out goes back to the unread, and what was unread and now
stands in a piece leaves them, so that nothing of the text is lost. What is suspicious is told anew each time.
"""

from giamngheo.apps.programmes.correcting.corrected import Corrected, edition_of
from giamngheo.apps.programmes.correcting.parts import PARTS, corrected
from giamngheo.apps.programmes.correcting.targets import COMPARATORS

__all__ = ["COMPARATORS", "PARTS", "Corrected", "corrected", "edition_of"]
