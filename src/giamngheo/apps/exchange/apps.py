"""Django's registration of the app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The app of lists in and out."""

    name = "giamngheo.apps.exchange"
    label = "exchange"
    verbose_name = "Danh sách vào, ra"
