"""The head of a plan, the plan above it, who signs it."""

import msgspec

from giamngheo.apps.programmes.correcting.corrected import Corrected, Correction
from giamngheo.apps.programmes.correcting.places import NOWHERE
from giamngheo.apps.programmes.plans.structure import ParentPlan, Period, Signer
from giamngheo.law.programmes.library import programmes


def correct_head(asked: Correction) -> Corrected:
    """Issuer, number, day, place, title, years and programme as typed."""
    form = asked.form
    period = Period(from_=form.year("tu-nam"), to=form.year("den-nam"))
    if period.from_ and period.to and period.to < period.from_:
        form.wrong["den-nam"] = "Năm cuối trước năm đầu. Xem lại hai năm."
    programme = asked.words("chuong-trinh", asked.plan.programme)
    if programme is not None and programme not in programmes():
        form.wrong["chuong-trinh"] = "Không có chương trình này. Chọn lại trong danh sách."
    return asked.done(
        issuer=form.words("co-quan"),
        number=form.words("so"),
        date=form.day("ngay"),
        place=form.words("noi"),
        title=form.words("trich-yeu", 1_000),
        period=period,
        programme=programme,
    )


def correct_parent(asked: Correction) -> Corrected:
    """Number, day and issuer of the plan above; none where nothing is typed."""
    form, before = asked.form, asked.plan.parent_plan
    number, day = form.words("tren-so", 60), form.day("tren-ngay")
    issuer = form.words("tren-co-quan")
    if number is None and day is None and issuer is None:
        if before is not None and not form.wrong:
            asked.places.take_out(before.span)
        return asked.done(parent_plan=None)
    place = before.span if before is not None else asked.places.of(number or issuer or "")
    return asked.done(parent_plan=ParentPlan(number=number, date=day, issuer=issuer, span=place))


def correct_signer(asked: Correction) -> Corrected:
    """Name and capacity of who signs, and the body for which; none where nothing is typed."""
    form, before = asked.form, asked.plan.signer
    name, capacity = form.words("ky-ten", 200), form.words("ky-chuc-vu", 200)
    behalf = form.words("ky-thay-mat", 200)
    if name is None and capacity is None and behalf is None:
        if before is not None:
            asked.places.take_out(before.span)
        return asked.done(signer=None)
    if before is not None:
        return asked.done(
            signer=msgspec.structs.replace(before, name=name, capacity=capacity, on_behalf=behalf)
        )
    found = (asked.places.of(said) for said in (name, capacity, behalf) if said)
    place = next((one for one in found if one != NOWHERE), NOWHERE)
    return asked.done(signer=Signer(name=name, capacity=capacity, on_behalf=behalf, span=place))
