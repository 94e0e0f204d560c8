"""Django's registration of the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The app of the trail."""

    name = "giamngheo.foundation.audit"
    label = "audit"
    verbose_name = "Nhật ký"
