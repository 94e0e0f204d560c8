"""Django's registration of the app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app of statutory tables."""

    name = "giamngheo.apps.reports"
    label = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("reports.ResidentTotal", "tổng số dân cư của đơn vị")
