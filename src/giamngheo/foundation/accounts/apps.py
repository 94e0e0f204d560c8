"""Django's registration of the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app of people who sign in."""

    name = "giamngheo.foundation.accounts"
    label = "accounts"
    verbose_name = "Tài khoản và vai trò"
