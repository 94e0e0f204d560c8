"""Django's registration of the app."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """The app of money."""

    name = "giamngheo.apps.budgets"
    label = "budgets"
    verbose_name = "Kinh phí"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("budgets.Line", "dòng kinh phí")
        name_dependant("budgets.Entry", "bút toán kinh phí")
        name_dependant("budgets.Posting", "vế bút toán kinh phí")
        name_dependant("budgets.Decision", "quyết định về kinh phí")
        name_dependant("budgets.Resolution", "nghị quyết về tiêu chí phân bổ")
        name_dependant("budgets.Loading", "bảng chứng từ đã nạp")
        name_dependant("budgets.Estimate", "nhu cầu, dự toán kinh phí")
