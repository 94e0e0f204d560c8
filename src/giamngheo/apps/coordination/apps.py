"""Django's registration of the app."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The app of coordination."""

    name = "giamngheo.apps.coordination"
    label = "coordination"
    verbose_name = "Điều hành"
