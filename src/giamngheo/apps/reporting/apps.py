"""Django's registration of the app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The app of reports owed."""

    name = "giamngheo.apps.reporting"
    label = "reporting"
    verbose_name = "Chế độ báo cáo"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("reporting.Report", "báo cáo của đơn vị")
        name_dependant("reporting.Copy", "báo cáo gửi thêm cho đơn vị")
        name_dependant("reporting.Arrangement", "lịch báo cáo của đơn vị")
        name_dependant("reporting.Request", "yêu cầu báo cáo của đơn vị")
