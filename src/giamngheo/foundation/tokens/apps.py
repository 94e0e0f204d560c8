"""Django's registration of the app."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """The app of tokens."""

    name = "giamngheo.foundation.tokens"
    label = "tokens"
    verbose_name = "Mã truy cập"
