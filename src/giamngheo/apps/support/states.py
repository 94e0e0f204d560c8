"""Where help comes from and in which form it is given."""

from django.db import models


class Source(models.TextChoices):
    """Who pays for it in the end."""

    PROGRAMME = "programme", "Chương trình mục tiêu quốc gia"
    POLICY = "policy", "Chính sách, chế độ"
    FUND = "fund", "Quỹ «Vì người nghèo»"
    SPONSOR = "sponsor", "Nhận đỡ đầu, nhà tài trợ"
    COMMUNITY = "community", "Cộng đồng, hộ khác giúp"
    OTHER = "other", "Nguồn khác"


class Form(models.TextChoices):
    """What is given."""

    MONEY = "money", "Tiền"
    GOODS = "goods", "Hiện vật"
    LABOUR = "labour", "Ngày công"
    SERVICE = "service", "Dịch vụ, tập huấn, tư vấn"
    LOAN = "loan", "Vốn vay"
