"""Django's registration of the app."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    """The app of packages of figures between installations."""

    name = "giamngheo.apps.packages"
    label = "packages"
    verbose_name = "Gói báo cáo"

    def ready(self) -> None:
        """Say under which words changes of units count our rows."""
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        name_dependant("packages.Package", "gói báo cáo")
        name_dependant("packages.TrustedKey", "khóa công khai đã đăng ký")
