"""Django's registration of the app."""

from django.apps import AppConfig


class ReportFormsConfig(AppConfig):
    """The app of forms that are loaded and filled."""

    name = "giamngheo.apps.report_forms"
    label = "report_forms"
    verbose_name = "Biểu mẫu tự lập"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("report_forms.ReportForm", "biểu mẫu tự lập")
        name_dependant("report_forms.FilledForm", "tờ biểu đã lập")
