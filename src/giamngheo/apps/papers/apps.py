"""Django's registration of the app."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The app of official documents."""

    name = "giamngheo.apps.papers"
    label = "papers"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("papers.IssuedPaper", "văn bản")
