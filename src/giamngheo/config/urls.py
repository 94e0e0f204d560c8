"""The addresses of the product: one line for each room of the web."""

from django.urls import include, path

from giamngheo.web.components.by_first_word import ByFirstWord

urlpatterns = [
    ByFirstWord(
        [
            path("", include("giamngheo.web.portal.urls")),
            path("", include("giamngheo.web.staff.urls")),
            path("api/", include("giamngheo.web.api.urls")),
        ]
    )
]

handler400 = "giamngheo.web.components.errors.bad_request"
handler403 = "giamngheo.web.components.errors.permission_denied"
handler404 = "giamngheo.web.components.errors.page_not_found"
handler429 = "giamngheo.web.components.errors.too_many"
handler500 = "giamngheo.web.components.errors.server_error"
