"""`giamngheo form gather`, `form undo`: what ODK and Kobo give out comes into sheets and out again."""

import argparse
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.on_database import database_at_hand

if TYPE_CHECKING:
    from giamngheo.apps.exchange.models import Intake

_COUNTED = (
    ("rows", "bản nộp trong tệp"),
    ("new", "phiếu chưa điền"),
    ("filled", "phiếu đang điền được điền thêm"),
    ("differs", "phiếu đang điền trả lời khác"),
    ("same", "bản nộp không có gì mới"),
    ("again", "bản nộp đã nhận ở lần trước"),
    ("refused", "bản nộp không nhận"),
    ("newcomers", "người chưa có trên phiếu: thêm ai thêm được bằng --add-people"),
    ("rivals", "hộ có nhiều bản nộp khác nhau: chọn một bản bằng --pick MÃ_HỘ=DÒNG"),
)
_TOLD = 20


def add_parsers(actions: "argparse._SubParsersAction[Any]") -> None:
    """Register both."""
    gather = actions.add_parser("gather", help="đưa phiếu thu bằng ODK, Kobo vào phiếu của một đợt")
    gather.add_argument(
        "file", metavar="TỆP", type=Path, help="tệp .zip, .csv của ODK Central, .xlsx của Kobo"
    )
    gather.add_argument("--occasion", metavar="ĐỢT", required=True, help="mã đợt, như ra-soat-12")
    gather.add_argument("--area", metavar="MÃ", required=True, help="mã xã, phường hoặc thôn của các hộ")
    gather.add_argument(
        "--form", dest="questionnaire", metavar="PHIẾU", default="", help="mã phiếu, khi đợt dùng nhiều phiếu"
    )
    gather.add_argument(
        "--take-file", action="store_true", help="phiếu đang điền trả lời khác thì lấy câu của tệp"
    )
    gather.add_argument(
        "--pick",
        metavar="MÃ_HỘ=DÒNG",
        action="append",
        default=[],
        help="hộ có nhiều bản nộp thì lấy bản ở dòng này của tệp; dùng được nhiều lần",
    )
    gather.add_argument(
        "--add-people",
        action="store_true",
        help="người có trong tệp mà chưa có trên phiếu thì thêm vào sổ hộ và phiếu, ai thêm được",
    )
    gather.add_argument("--out", metavar="TỆP", type=Path, help="ghi lại tệp kèm nhận xét ở từng ô (.xlsx)")
    gather.add_argument("--commit", action="store_true", help="ghi thật")
    gather.set_defaults(form=_gather)
    undo = actions.add_parser("undo", help="hoàn tác cả một lần nhận phiếu thu")
    undo.add_argument("intake", metavar="SỐ", type=uuid.UUID, help="số của lần nhận, in ra khi ghi")
    undo.add_argument("--reason", metavar="LÝ_DO", required=True, help="vì sao hoàn tác")
    undo.add_argument("--commit", action="store_true", help="ghi thật")
    undo.set_defaults(form=_undo)


def _gather(args: argparse.Namespace) -> int:
    with database_at_hand():
        from giamngheo.apps.exchange.asked import ListError  # noqa: PLC0415

        try:
            return _gathered(args)
        except ListError as error:
            print(f"Lỗi: {error}", file=sys.stderr)
            return ExitCode.UNREADABLE_INPUT
        except ValueError as error:
            print(f"Lỗi: {error}", file=sys.stderr)
            return ExitCode.WRONG_CALL


def _gathered(args: argparse.Namespace) -> int:
    from django.core.files import File  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from giamngheo.apps.exchange import import_folder, intakes, taking_in  # noqa: PLC0415
    from giamngheo.foundation.areas.queries import find  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    area = find(args.area, timezone.localdate())
    if area is None:
        raise ValueError(f"không có đơn vị mã «{args.area}»; xem «giamngheo areas find»")
    form = _form_of(args)
    if not args.file.is_file():
        print(f"Lỗi: không tìm thấy tệp «{args.file}».", file=sys.stderr)
        return ExitCode.UNREADABLE_INPUT
    kept = False
    with transaction.atomic(), args.file.open("rb") as content:
        upload = File(content, args.file.name)
        one = intakes.receive_intake(area.pk, args.occasion, form, [upload], SYSTEM)
        try:
            taking_in.compare(one, SYSTEM)
            if args.pick:
                _pick(one, args.pick)
            if args.add_people and (rows := intakes.addable(one)):
                intakes.keep_added(one, dict.fromkeys(rows, True), SYSTEM)
                taking_in.compare(one, SYSTEM)
            if args.take_file:
                intakes.choose_all(one, intakes.FILE, SYSTEM)
            _tell(one)
            if args.out:
                taking_in.give_back(one)
                args.out.write_bytes(import_folder.place_for_returned(one).read_bytes())
            writes = intakes.writes(one)
            if args.commit and writes:
                taking_in.write_in(one, SYSTEM)
                kept = True
        finally:
            if not kept:
                import_folder.remove(one)
                transaction.set_rollback(True)
    if kept:
        print(f"Đã ghi vào {writes} phiếu, lần nhận {one.pk}.")
    else:
        print(intakes.nothing_to_write(one) if not writes else "Chưa ghi gì: thêm --commit để ghi vào phiếu.")
    return ExitCode.ROWS_TO_CORRECT if one.counts["faults"] else ExitCode.DONE


def _pick(one: "Intake", said: list[str]) -> None:
    """Take these submissions of households sent differently; ValueError where there is none such."""
    from giamngheo.apps.exchange import intakes, taking_in  # noqa: PLC0415
    from giamngheo.apps.households.codes import code_typed  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    picked: dict[str, int | None] = {}
    rivals = intakes.rivals_of(one)
    for words in said:
        typed, _, row = words.partition("=")
        code = code_typed(typed)
        if not row.isdecimal() or int(row) not in rivals.get(code, ()):
            raise ValueError(
                f"--pick {words}: ghi MÃ_HỘ=DÒNG, với hộ có nhiều bản nộp khác nhau và dòng của một bản ấy"
            )
        picked[code] = int(row)
    intakes.keep_picked(one, picked, SYSTEM)
    taking_in.compare(one, SYSTEM)


def _form_of(args: argparse.Namespace) -> str:
    from giamngheo.apps.surveys.models import FilledSheet  # noqa: PLC0415
    from giamngheo.apps.surveys.states import AGAIN  # noqa: PLC0415

    if args.occasion.endswith(AGAIN):
        raise ValueError("phiếu phúc tra do người được giao điền từng phiếu, không nhận từ tệp")
    rows = FilledSheet.objects.filter(occasion=args.occasion).values_list("form", flat=True)
    forms = sorted(rows.distinct())
    if not forms:
        raise ValueError(f"đợt «{args.occasion}» chưa có phiếu nào")
    if args.questionnaire and args.questionnaire not in forms:
        known = ", ".join(forms)
        raise ValueError(f"đợt «{args.occasion}» không dùng phiếu «{args.questionnaire}», chỉ có: {known}")
    if not args.questionnaire and len(forms) > 1:
        raise ValueError(f"đợt «{args.occasion}» dùng nhiều phiếu: thêm --form, một trong {', '.join(forms)}")
    return str(args.questionnaire or forms[0])


def _tell(one: "Intake") -> None:
    from giamngheo.apps.exchange import import_folder  # noqa: PLC0415
    from giamngheo.foundation.text import whole  # noqa: PLC0415

    for note in one.counts["notes"]:
        print(note)
    for name, words in _COUNTED:
        if one.counts[name]:
            print(f"{whole(one.counts[name]):>10} {words}")
    kept = import_folder.frame_of(one, "faults")
    if kept is None:
        return
    faults = kept.collect()
    for row in faults.head(_TOLD).iter_rows(named=True):
        place = f"trang «{row['sheet']}», ô {row['letter']}{row['row']}"
        print(f"{place}: {row['reason']} {row['remedy']} ({row['effect']})", file=sys.stderr)
    if faults.height > _TOLD:
        print(f"… và {whole(faults.height - _TOLD)} nhận xét nữa; dùng --out để có đủ.", file=sys.stderr)


def _undo(args: argparse.Namespace) -> int:
    with database_at_hand():
        from giamngheo.apps.exchange import taking_in  # noqa: PLC0415
        from giamngheo.apps.exchange.asked import ListError  # noqa: PLC0415
        from giamngheo.apps.exchange.models import Intake  # noqa: PLC0415
        from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415
        from giamngheo.foundation.text import whole  # noqa: PLC0415

        one = Intake.objects.filter(pk=args.intake).first()
        if one is None:
            print(f"Lỗi: không có lần nhận {args.intake}.", file=sys.stderr)
            return ExitCode.WRONG_CALL
        if not args.commit:
            print(f"Lần nhận này đã ghi {whole(one.taken.count())} phiếu. Chưa hoàn tác: thêm --commit.")
            return ExitCode.DONE
        try:
            taking_in.take_back(one, SYSTEM, args.reason[:200])
        except ListError as error:
            print(f"Lỗi: {error}", file=sys.stderr)
            return ExitCode.WRONG_CALL
        one.refresh_from_db()
        print(
            f"Đã hoàn tác {whole(one.counts['back'])} phiếu; giữ nguyên {one.counts['stay']} phiếu đã khoá."
        )
        return ExitCode.DONE
