"""Django's registration of the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app of people who sign in."""

    name = "giamngheo.foundation.accounts"
    label = "accounts"
    verbose_name = "Tài khoản và vai trò"

    def ready(self) -> None:
        """Listen to the libraries of sign-in, once models are there."""
        from giamngheo.foundation.accounts import sign_in_trail  # noqa: PLC0415

        sign_in_trail.connect()
