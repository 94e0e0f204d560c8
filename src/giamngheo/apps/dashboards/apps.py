"""Django's registration of the app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """The app of dashboards."""

    name = "giamngheo.apps.dashboards"
    label = "dashboards"
    verbose_name = "Tổng quan"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("dashboards.Summary", "bản tổng hợp số liệu")
        name_dependant("dashboards.UnitFigures", "số liệu tổng hợp của đơn vị")
        name_dependant("dashboards.FiguresPage", "trang số liệu công bố")
