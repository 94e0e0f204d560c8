"""Django's registration of the app."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """The app of areas."""

    name = "giamngheo.foundation.areas"
    label = "areas"
    verbose_name = "Địa bàn"
