"""Django's registration of the app."""

from django.apps import AppConfig


class KeptCountsConfig(AppConfig):
    """The app of counts that are kept."""

    name = "giamngheo.foundation.kept_counts"
    label = "kept_counts"
    verbose_name = "Số đã đếm"
