"""Django's registration of the app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The app of filled sheets."""

    name = "giamngheo.apps.surveys"
    label = "surveys"
    verbose_name = "Phiếu đã điền"

    def ready(self) -> None:
        """Say under which word changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("surveys.FilledSheet", "phiếu đã điền")
