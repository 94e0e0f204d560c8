"""Django's registration of the app."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    """The app of the fund «Vì người nghèo» and of sponsors."""

    name = "giamngheo.apps.fund"
    label = "fund"
    verbose_name = "Quỹ «Vì người nghèo»"
