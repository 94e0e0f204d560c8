"""Django's registration of the app."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """The app of background work."""

    name = "giamngheo.foundation.tasks"
    label = "tasks"
    verbose_name = "Việc đang chạy"
