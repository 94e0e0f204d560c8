"""Django's registration of the app."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The app of help given."""

    name = "giamngheo.apps.support"
    label = "support"
    verbose_name = "Hỗ trợ"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("support.Support", "khoản hỗ trợ")
