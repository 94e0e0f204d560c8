"""Addresses of the pages of forms and of filled forms."""

from django.urls import path

from giamngheo.web.staff.report_forms import designing, filling, giving, listing, loading, one_form

urlpatterns = [
    path("bieu-mau/", listing.forms, name="report-forms"),
    path("bieu-mau/moi/", loading.new, name="new-report-form"),
    path("bieu-mau/<int:form_id>/", one_form.page, name="report-form"),
    path("bieu-mau/<int:form_id>/lap/", one_form.begin, name="begin-filled-form"),
    path("bieu-mau/<int:form_id>/phien-ban/", loading.another, name="new-form-version"),
    path("bieu-mau/ban/<int:version_id>/", designing.page, name="form-version"),
    path("bieu-mau/ban/<int:version_id>/viec/", designing.deed, name="form-version-deed"),
    path("bieu-mau/ban/<int:version_id>/mau.xlsx", giving.blank, name="form-blank"),
    path("bieu-mau/to/<int:filled_id>/", filling.page, name="filled-form"),
    path("bieu-mau/to/<int:filled_id>/viec/", filling.deed, name="filled-form-deed"),
    *(
        path(
            f"bieu-mau/to/<int:filled_id>/bieu.{ending}",
            giving.filled,
            {"ending": ending},
            f"filled-form-{ending}",
        )
        for ending in giving.MEDIA
    ),
]
