"""Addresses that name something of no area: of a sitting or an account, opened by a secret, facts."""

from tests.web.every_address.routes import OURS

OF_THE_SITTING = {route for route in OURS if route.startswith(("phan-loai/", "so-ho/trung/tim/"))} | {
    "ra-soat/<int:round_id>/cham/<uuid:key>/",
    "ra-soat/<int:round_id>/quyet-dinh/<uuid:key>/",
    "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/lap/",
    "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/in/",
    "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/tep/",
    "ra-soat/<int:round_id>/bien-dong/ca-ky/<uuid:key>/",
    "ra-soat/<int:round_id>/bien-dong/ca-ky/<uuid:key>/tep/",
    "bao-cao/chot/<uuid:key>/",
    "ket-qua/tinh/<uuid:key>/",
    "dem-so/<uuid:key>/",
    "tong-quan/dang-cong/<uuid:key>/",
}
OPENED_BY_A_SECRET = {
    "loi-moi/<str:secret>/",
    "dat-lai-mat-khau/<str:uidb64>/<str:token>/",
    "kiem-tra/<str:code>/",  # printed on the paper; tells nothing of people
    "niem-yet/<str:code>/",  # posted for everybody
    "cong-bo/<str:code>/",  # published for everybody
    "so-lieu/<str:code>/",
    "san-pham/<str:code>/",
    "so-lieu/<str:code>/bang.csv",
    "so-lieu/<str:code>/thieu-hut.svg",
    "so-lieu/<str:code>/thieu-hut.png",
    "quy-vi-nguoi-ngheo/<str:code>/",
}
OF_THE_OWN_ACCOUNT = {route for route in OURS if route.startswith(("tai-khoan/", "dang-nhap/"))}
PUBLIC_FACTS = {
    "chuan-ngheo/<slug:standard_id>/",
    "phieu/mau/<slug:form>/",
    "dia-ban/<int:area_id>/",
    "dia-ban/<int:area_id>/truc-thuoc.xlsx",
    "dia-ban/<int:area_id>/truc-thuoc.csv",
    "dia-ban/dot/<int:batch_id>/",
    "dia-ban/dot/<int:batch_id>/truoc-sau.xlsx",
    "dia-ban/dot/<int:batch_id>/truoc-sau.csv",
    "dia-ban/dot/<int:batch_id>/can-xem.xlsx",
    "dia-ban/dot/<int:batch_id>/can-xem.csv",
}
