"""Kinds of units and the tier at which each stands."""

from django.db import models


class Tier(models.IntegerChoices):
    """Levels of administration, from the country down."""

    NATION = 0, "Cả nước"
    PROVINCE = 1, "Cấp tỉnh"
    DISTRICT = 2, "Cấp huyện"
    COMMUNE = 3, "Cấp xã"
    VILLAGE = 4, "Thôn, tổ dân phố"


class Kind(models.TextChoices):
    """What a unit is; the codes at commune level are those of `law/codes/area_kinds.yaml`.

    Below the commune the words are those that offices write: they differ by region, the rights do not.
    """

    NATION = "nation", "nước"
    PROVINCE = "province", "tỉnh"
    CENTRAL_CITY = "central_city", "thành phố trực thuộc trung ương"
    RURAL_DISTRICT = "rural_district", "huyện"
    URBAN_DISTRICT = "urban_district", "quận"
    TOWN = "town", "thị xã"
    PROVINCIAL_CITY = "provincial_city", "thành phố thuộc tỉnh"
    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    TOWNSHIP = "township", "thị trấn"
    SPECIAL_ZONE = "special_zone", "đặc khu"
    VILLAGE = "village", "thôn"
    RESIDENTIAL_GROUP = "residential_group", "tổ dân phố"
    QUARTER = "quarter", "khối"
    HIGHLAND_VILLAGE = "highland_village", "bản"
    SOUTHERN_HAMLET = "southern_hamlet", "ấp"
    CENTRAL_HIGHLANDS_VILLAGE = "central_highlands_village", "buôn"
    BON = "bon", "bon"
    LANG = "lang", "làng"
    XOM = "xom", "xóm"
    PHUM = "phum", "phum"
    SOC = "soc", "sóc"
    STREET_QUARTER = "street_quarter", "khu phố"
    STREET_BLOCK = "street_block", "khối phố"
    KHOM = "khom", "khóm"
    SUB_QUARTER = "sub_quarter", "tiểu khu"

    @property
    def tier(self) -> Tier:
        """The level of administration of this kind."""
        return _ABOVE_VILLAGES.get(self, Tier.VILLAGE)

    @property
    def word(self) -> str:
        """What is written before the name of such a unit."""
        return "thành phố" if self in (Kind.CENTRAL_CITY, Kind.PROVINCIAL_CITY) else str(self.label)


_ABOVE_VILLAGES = {
    Kind.NATION: Tier.NATION,
    Kind.PROVINCE: Tier.PROVINCE,
    Kind.CENTRAL_CITY: Tier.PROVINCE,
    Kind.RURAL_DISTRICT: Tier.DISTRICT,
    Kind.URBAN_DISTRICT: Tier.DISTRICT,
    Kind.TOWN: Tier.DISTRICT,
    Kind.PROVINCIAL_CITY: Tier.DISTRICT,
    Kind.COMMUNE: Tier.COMMUNE,
    Kind.WARD: Tier.COMMUNE,
    Kind.TOWNSHIP: Tier.COMMUNE,
    Kind.SPECIAL_ZONE: Tier.COMMUNE,
}
