"""`giamngheo plan list`, `plan show`: plans of units that the system keeps, told and given as data."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.on_database import database_at_hand

if TYPE_CHECKING:
    from giamngheo.apps.programmes.models import UnitPlan


def add_parsers(actions: "argparse._SubParsersAction[Any]") -> None:
    """Register both commands."""
    listing = actions.add_parser("list", help="liệt kê kế hoạch của các đơn vị trong hệ thống")
    listing.add_argument("--area", metavar="MÃ", help="mã đơn vị; không có thì mọi đơn vị")
    listing.add_argument("--year", metavar="NĂM", type=int, help="chỉ kế hoạch có năm này trong kỳ")
    listing.set_defaults(plan=_list)
    showing = actions.add_parser("show", help="xem một kế hoạch trong hệ thống, hoặc lấy thành JSON")
    showing.add_argument("number", metavar="SỐ", type=int, help="số ở cột đầu của «plan list»")
    showing.add_argument("--json", action="store_true", help="in toàn bộ kế hoạch thành JSON")
    showing.set_defaults(plan=_show)


def _list(args: argparse.Namespace) -> int:
    with database_at_hand():
        from django.utils import timezone  # noqa: PLC0415  after Django is set up

        from giamngheo.apps.programmes.models import UnitPlan  # noqa: PLC0415
        from giamngheo.foundation.areas.naming import names_of  # noqa: PLC0415
        from giamngheo.foundation.areas.queries import find  # noqa: PLC0415

        today = timezone.localdate()
        rows = UnitPlan.objects.defer("said").order_by("area_id", "-last_year", "-pk")
        if args.year is not None:
            rows = rows.filter(first_year__lte=args.year, last_year__gte=args.year)
        if args.area is not None:
            area = find(args.area, today)
            if area is None:
                print(f"Lỗi: không có đơn vị mã «{args.area}». Xem mã ở trang «Địa bàn».", file=sys.stderr)
                return ExitCode.WRONG_CALL
            rows = rows.filter(area=area)
        plans = list(rows)
        names = names_of({one.area_id for one in plans}, today)
    for one in plans:
        print(f"{one.pk}\t{names.get(one.area_id, '–')}\t{_line(one)}")
    if not plans:
        print("Chưa có kế hoạch nào.", file=sys.stderr)
    return ExitCode.DONE


def _show(args: argparse.Namespace) -> int:
    with database_at_hand():
        import msgspec  # noqa: PLC0415

        from giamngheo.apps.programmes.models import UnitPlan  # noqa: PLC0415
        from giamngheo.apps.programmes.outward import data_of  # noqa: PLC0415

        plan = UnitPlan.objects.filter(pk=args.number).first() if 0 < args.number < 2**63 else None
        if plan is None:
            print(
                f"Lỗi: không có kế hoạch số {args.number}. Xem bằng «giamngheo plan list».", file=sys.stderr
            )
            return ExitCode.WRONG_CALL
        told = data_of(plan)
    if args.json:
        print(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())
        return ExitCode.DONE
    print(f"{_line(plan)}\n{plan.title}\nCơ quan ban hành: {plan.issuer}")
    print(f"Thực hiện: {plan.parent_cited or 'chưa ghi'}")
    for title, name in (("Chỉ tiêu", "targets"), ("Dự án", "projects"), ("Việc", "tasks")):
        print(f"{title}: {len(told[name])}")
    for one in told["targets"]:
        print(f"- {one['asks']}: {one['wording']}")
    return ExitCode.DONE


def _line(plan: "UnitPlan") -> str:
    day = f" ngày {plan.day:%d/%m/%Y}" if plan.day else ""
    received = ", nhận của cấp trên" if plan.is_received else ""
    return f"{plan.called}{day}, {plan.get_state_display().lower()}{received}"
