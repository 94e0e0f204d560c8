"""Django's registration of the app."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """The app of activities."""

    name = "giamngheo.apps.activities"
    label = "activities"
    verbose_name = "Hoạt động"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("activities.Activity", "hoạt động")
        name_dependant("activities.Participant", "người tham gia hoạt động")
        name_dependant("activities.Officer", "cán bộ làm công tác giảm nghèo")
        name_dependant("activities.Asset", "trang thiết bị thông tin")
        name_dependant("activities.NormTable", "bảng định mức")
