"""Django's registration of the app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models import Q


class AccountsConfig(AppConfig):
    """The app of people who sign in."""

    name = "giamngheo.foundation.accounts"
    label = "accounts"
    verbose_name = "Tài khoản và vai trò"

    def ready(self) -> None:
        """Listen to the libraries of sign-in and name what belongs to areas, once models are there."""
        from giamngheo.foundation.accounts import sign_in_trail  # noqa: PLC0415
        from giamngheo.foundation.accounts.acting import keep_plans  # noqa: PLC0415
        from giamngheo.foundation.accounts.carrying import running_by_batch  # noqa: PLC0415
        from giamngheo.foundation.areas.dependants import name_dependant, name_hindrance  # noqa: PLC0415

        sign_in_trail.connect()
        connection_created.connect(keep_plans, dispatch_uid="keep plans")
        name_dependant("accounts.Holding", "vai trò", lambda day: Q(valid__contains=day))
        name_hindrance("vai trò đã chuyển về đơn vị mới và đang giữ", running_by_batch)
        name_dependant("accounts.Invitation", "lời mời", lambda day: Q(taken_at=None, withdrawn_at=None))
