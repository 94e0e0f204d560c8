"""Django's registration of the app."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The app of oversight."""

    name = "giamngheo.apps.oversight"
    label = "oversight"
    verbose_name = "Kiểm tra, giám sát"
