"""Django's registration of the app."""

from django.apps import AppConfig


class SnapshotsConfig(AppConfig):
    """The app of frozen figures."""

    name = "giamngheo.apps.snapshots"
    label = "snapshots"
    verbose_name = "Bản chốt số liệu"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("snapshots.Snapshot", "bản chốt số liệu")
