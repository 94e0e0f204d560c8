"""Django's registration of the app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app of statutory tables."""

    name = "giamngheo.apps.reports"
    label = "reports"
    verbose_name = "Báo cáo"
