"""A refusal on the pages of people: what goes beyond one's own rights is a line of the trail."""

from django.http import HttpRequest

from giamngheo.foundation.accounts.refusals import BeyondRightsError, RefusedError
from giamngheo.foundation.accounts.sign_in_trail import tell_denied


def note(request: HttpRequest, error: RefusedError) -> RefusedError:
    """Tell the trail of what somebody may not do, and give the refusal back to be shown."""
    if isinstance(error, BeyondRightsError):
        tell_denied(request, str(error))
    return error
