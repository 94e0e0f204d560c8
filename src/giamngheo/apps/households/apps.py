"""Django's registration of the app."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    """The app of the register."""

    name = "giamngheo.apps.households"
    label = "households"
    verbose_name = "Sổ hộ"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("households.Household", "hộ")
        name_dependant("households.Person", "nhân khẩu")
        name_dependant("households.Residence", "nơi ở của hộ")
        name_dependant("households.Event", "biến động của hộ")
