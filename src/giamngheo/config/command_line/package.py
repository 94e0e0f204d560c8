"""`giamngheo package`: a package of frozen figures made, looked at, taken in, as on the pages."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.on_database import database_at_hand

if TYPE_CHECKING:
    from giamngheo.apps.packages.sealing import Sealed

EXAMPLES = """ví dụ:
  giamngheo package make 12 --out goi.zip            xem gói của bản chốt số 12 gồm gì
  giamngheo package make 12 --out goi.zip --commit   lập, ký, ghi ra tệp
  giamngheo package check goi.zip                    chữ ký, nội dung, số có khớp không
  giamngheo package take goi.zip --commit            nhận gói, hoặc phiếu trả lời

Chấp nhận, trả lại gói làm trên trang «Gói báo cáo»: người có thẩm quyền quyết định.
Không có --commit thì chỉ xem trước, không ghi gì (check không bao giờ ghi).
mã kết thúc: 0 xong; 1 có số chưa khớp; 2 gọi sai hoặc không nhận được; 3 không đọc được tệp;
5 không ghi được; 6 cơ sở dữ liệu không dùng được"""
_MOST_SHOWN = 20


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser(
        "package",
        help="gói báo cáo: lập, kiểm, nhận",
        description="Gói báo cáo có chữ ký giữa hai máy chủ.",
        epilog=EXAMPLES,
    )
    deeds = parser.add_subparsers(title="Việc", dest="deed", metavar="VIỆC", required=True)
    made = deeds.add_parser("make", help="lập gói từ một bản chốt số liệu")
    made.add_argument("snapshot", metavar="SỐ", type=int, help="số của bản chốt, ở địa chỉ trang của nó")
    made.add_argument("--out", metavar="TỆP", type=Path, required=True, help="tệp gói sẽ ghi (.zip)")
    made.add_argument("--commit", action="store_true", help="ghi thật")
    checked = deeds.add_parser("check", help="kiểm một gói hoặc phiếu trả lời, không cần cơ sở dữ liệu")
    checked.add_argument("file", metavar="TỆP", type=Path, help="gói hoặc phiếu (.zip)")
    taken = deeds.add_parser("take", help="nhận một gói, hoặc phiếu trả lời cho gói đã lập ở đây")
    taken.add_argument("file", metavar="TỆP", type=Path, help="gói hoặc phiếu (.zip)")
    taken.add_argument("--commit", action="store_true", help="ghi thật")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; what is refused is told on the error output."""
    from giamngheo.apps.packages.refusals import PackageError  # noqa: PLC0415  after the parser is made

    deeds = {"make": _make, "check": _check, "take": _take}
    try:
        return deeds[args.deed](args)
    except PackageError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return ExitCode.WRONG_CALL
    except OSError as error:
        where, code = (
            (args.out, ExitCode.UNWRITABLE_OUTPUT)
            if args.deed == "make"
            else (args.file, ExitCode.UNREADABLE_INPUT)
        )
        print(f"Lỗi: không mở được «{where}»: {error.strerror}.", file=sys.stderr)
        return code


def _make(args: argparse.Namespace) -> int:
    with database_at_hand():
        from giamngheo.apps.packages.actions import make_package  # noqa: PLC0415  after Django is set up
        from giamngheo.apps.packages.refusals import PackageError  # noqa: PLC0415
        from giamngheo.apps.packages.telling import results_told, sender_of, tables_told  # noqa: PLC0415
        from giamngheo.apps.snapshots.files import BrokenSnapshotError  # noqa: PLC0415
        from giamngheo.apps.snapshots.models import Snapshot  # noqa: PLC0415
        from giamngheo.apps.snapshots.queries import opened  # noqa: PLC0415
        from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

        snapshot = Snapshot.objects.filter(pk=args.snapshot).first()
        if snapshot is None:
            raise PackageError(f"Không có bản chốt số {args.snapshot}.", "xem số ở trang «Bản chốt, biểu».")
        if not args.commit:
            sender = sender_of(snapshot)
            try:
                tables = tables_told(snapshot, opened(snapshot), sender)
            except BrokenSnapshotError as error:
                raise PackageError("Bản chốt không còn nguyên như lúc chốt.", "chốt lại số liệu.") from error
            print(f"{sender.unit.full_name}, {snapshot.opening} đến {snapshot.closing}: «{snapshot.title}»")
            results = len(results_told(snapshot))
            print(f"{len(tables)} biểu của {len(sender.names)} đơn vị, {results} số thực hiện")
            print("Chưa lập gói: thêm --commit.")
            return ExitCode.DONE
        made = make_package(snapshot, SYSTEM)
        args.out.write_bytes(made.path.read_bytes())  # where that fails, the page of the package gives it
        print(f"Đã lập gói lần {made.edition}: {args.out}")
        return ExitCode.DONE


def _check(args: argparse.Namespace) -> int:
    return _look_at(_opened(args.file))


def _take(args: argparse.Namespace) -> int:
    with database_at_hand():
        from giamngheo.apps.packages.actions import take_answer, take_package  # noqa: PLC0415
        from giamngheo.apps.packages.contents import Answer  # noqa: PLC0415
        from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

        sealed = _opened(args.file)
        code = _look_at(sealed)
        take = take_answer if isinstance(sealed.manifest, Answer) else take_package
        one, is_new = take(sealed, lambda area_id: True, SYSTEM, commit=args.commit)
        if not is_new:
            print("Đã nhận trước đó; không có gì thay đổi.")
        elif args.commit:
            print(f"Đã nhận: /goi-bao-cao/{one.pk}/")
        else:
            print("Nhận được. Chưa ghi gì: thêm --commit để nhận.")
        return code


def _opened(path: Path) -> "Sealed":
    from giamngheo.apps.packages.sealing import LARGEST, unseal  # noqa: PLC0415

    with path.open("rb") as file:
        return unseal(file.read(LARGEST + 1))


def _look_at(sealed: "Sealed") -> int:
    """Tell what is in a package or an answer; 1 where figures in it do not agree."""
    from giamngheo.apps.packages.contents import Answer  # noqa: PLC0415
    from giamngheo.apps.packages.keys import fingerprint_of  # noqa: PLC0415
    from giamngheo.apps.packages.looking import doubts_in  # noqa: PLC0415
    from giamngheo.apps.packages.reading import contents_of  # noqa: PLC0415

    told = sealed.manifest
    print(f"Chữ ký đúng, của khóa {fingerprint_of(sealed.key)}")
    if isinstance(told, Answer):
        decided = "chấp nhận" if told.decision == "accepted" else "trả lại"
        print(
            f"Phiếu trả lời của {told.unit.name} ({told.made_by}): {decided} gói {told.package}. {told.why}"
        )
        _listed(f"{one.table} {one.unit} {one.part} {one.column}: {one.why}" for one in told.remarks)
        return ExitCode.DONE
    contents = contents_of(sealed)
    print(f"Gói của {told.unit.name} (mã {told.unit.code}), lần {told.edition}: «{told.title}»")
    print(f"{told.opening} đến {told.closing}, kỳ {told.period}; {told.made_by} lập {told.made_at:%d/%m/%Y}")
    print(
        f"{len(contents.tables)} biểu của {len(contents.units)} đơn vị, {len(contents.results)} số thực hiện"
    )
    doubts = doubts_in(contents)
    _listed(f"{one.table} {one.unit} {one.part}: {one.said}" for one in doubts)
    print(f"{len(doubts)} chỗ chưa khớp." if doubts else "Các số khớp.")
    return ExitCode.ROWS_TO_CORRECT if doubts else ExitCode.DONE


def _listed(lines: Iterable[str]) -> None:
    found = list(lines)
    for line in found[:_MOST_SHOWN]:
        print(f"  {line}")
    if len(found) > _MOST_SHOWN:
        print(f"  … và {len(found) - _MOST_SHOWN} chỗ nữa")
