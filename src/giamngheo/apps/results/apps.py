"""Django's registration of the app."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The app of results."""

    name = "giamngheo.apps.results"
    label = "results"
    verbose_name = "Kết quả"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("results.PlannedTarget", "chỉ tiêu của đơn vị")
        name_dependant("results.Actual", "số thực hiện của đơn vị")
