"""Django's registration of the app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """The app of reviews."""

    name = "giamngheo.apps.reviews"
    label = "reviews"
    verbose_name = "Rà soát"

    def ready(self) -> None:
        """Say under which words changes of units count our rows, and what our occasions are called."""
        from giamngheo.apps.reviews.occasions import names_of_rounds  # noqa: PLC0415  models are ready now
        from giamngheo.apps.surveys.occasions import supply_names  # noqa: PLC0415
        from giamngheo.foundation.areas.dependants import name_dependant  # noqa: PLC0415  models are ready now

        supply_names(names_of_rounds)
        name_dependant("reviews.Round", "đợt rà soát")
        name_dependant("reviews.Case", "danh sách rà soát của thôn")
        name_dependant("reviews.Entry", "hộ trong danh sách rà soát")
        name_dependant("reviews.ProcedureSetting", "cài đặt quy trình")
        name_dependant("reviews.Decision", "quyết định công nhận")
        name_dependant("reviews.Sample", "lần rút mẫu phúc tra")
        name_dependant("reviews.Revisit", "phúc tra hộ")
