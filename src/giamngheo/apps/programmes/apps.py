"""Django's registration of the app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The app of programmes and plans."""

    name = "giamngheo.apps.programmes"
    label = "programmes"
    verbose_name = "Chương trình, kế hoạch"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("programmes.PlanFile", "kế hoạch đọc từ tệp")
        name_dependant("programmes.UnitPlan", "kế hoạch của đơn vị")
        name_dependant("programmes.PlanShare", "chỉ tiêu kế hoạch giao cho đơn vị")
        name_dependant("programmes.PlanActual", "số thực hiện của kế hoạch")
