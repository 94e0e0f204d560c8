"""Whose sitting a request belongs to: two questions that every page asks first, made once."""

from typing import Final

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from giamngheo.foundation.accounts.entering import who_came
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery

_SITTING: Final = PreparedQuery(
    lambda: Session.objects.filter(session_key=Asked("key"), expire_date__gt=Asked("now"))
)
_PERSON: Final = PreparedQuery(lambda: User.objects.filter(pk=Asked("person")))


class SessionStore(DatabaseStore):
    """Sittings in the database, as Django keeps them."""

    def _get_session_from_db(self) -> Session | None:
        found = _SITTING.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


class SignedIn(AuthenticationBackend):
    """Signing in as allauth does it, and who signed in."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a sitting; None where the account is no longer in use."""
        found = who_came(user_id) or _PERSON.first(person=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
