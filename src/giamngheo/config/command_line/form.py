"""`giamngheo form`: read the forms, check them, take one to ODK or Kobo and its submissions back."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from giamngheo.config.command_line import form_gathering
from giamngheo.config.command_line.exit_codes import ExitCode

LIKE = "household_survey_2022_2026"
"""Questions of a draft that are named as those of this form keep what their answers are for."""

EXAMPLES = """ví dụ:
  giamngheo form list
  giamngheo form show household_survey_2022_2026
  giamngheo form check
  giamngheo form xlsform household_survey_2022_2026 --out phieu_b.xlsx
  giamngheo form xlsform phieu_cua_xa.xlsx --out questionnaire.yaml
  giamngheo form gather phieu_b.zip --occasion ra-soat-12 --area 26734 --out nhan-xet.xlsx
  giamngheo form gather phieu_b.zip --occasion ra-soat-12 --area 26734 --commit
  giamngheo form undo 0b6f… --reason "nhầm tệp" --commit

«gather» và «undo» không có --commit thì chỉ xem trước, không ghi gì.
mã kết thúc: 0 xong; 1 phiếu có lỗi, XLSForm có điều chưa hiểu, hoặc tệp có dòng phải sửa; 2 gọi sai;
3 không đọc được tệp; 4 không có phiếu hoặc phiếu chưa có câu hỏi; 5 không ghi được;
6 cơ sở dữ liệu không dùng được"""


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser(
        "form",
        help="xem phiếu rà soát, kiểm tra phiếu, đổi sang và từ XLSForm, nhận phiếu thu",
        description="Phiếu rà soát dưới dạng dữ liệu.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(dest="form_action", metavar="VIỆC", required=True, title="việc")
    actions.add_parser("list", help="liệt kê các phiếu").set_defaults(form=_list)
    show = actions.add_parser("show", help="đọc một phiếu")
    show.add_argument("name", metavar="PHIẾU", help="mã phiếu, xem bằng «giamngheo form list»")
    show.set_defaults(form=_show)
    actions.add_parser("check", help="kiểm tra các phiếu").set_defaults(form=_check)
    xlsform = actions.add_parser("xlsform", help="xuất phiếu thành XLSForm, hoặc đọc XLSForm thành bản nháp")
    xlsform.add_argument("name", metavar="PHIẾU", help="mã phiếu để xuất, hoặc tệp .xlsx để đọc")
    xlsform.add_argument("--out", metavar="TỆP", type=Path, required=True, help="tệp ghi ra (chưa có)")
    xlsform.set_defaults(form=_xlsform)
    form_gathering.add_parsers(actions)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; returns the exit code, tells faults on the error output."""
    from giamngheo.law.library import LawError  # noqa: PLC0415
    from giamngheo.law.questionnaires.xlsforms.reading import UnreadableXlsFormError  # noqa: PLC0415

    try:
        code: int = args.form(args)
    except UnreadableXlsFormError as error:
        print(error, file=sys.stderr)
        return ExitCode.UNREADABLE_INPUT
    except LawError as error:
        print(error, file=sys.stderr)
        return ExitCode.LAW_NOT_APPLICABLE
    except BrokenPipeError:  # the reader has gone: `main` ends quietly
        raise
    except OSError as error:
        print(f"Không ghi được: {error.strerror or error}. Kiểm tra thư mục và quyền ghi.", file=sys.stderr)
        return ExitCode.UNWRITABLE_OUTPUT
    return code


def _list(_: argparse.Namespace) -> int:
    from giamngheo.law.questionnaires.library import questionnaires  # noqa: PLC0415
    from giamngheo.law.questionnaires.reading import summary_of  # noqa: PLC0415

    for form in questionnaires().values():
        print(*summary_of(form), sep="\n")
    return ExitCode.DONE


def _show(args: argparse.Namespace) -> int:
    from giamngheo.law.questionnaires.library import questionnaire  # noqa: PLC0415
    from giamngheo.law.questionnaires.reading import text_of  # noqa: PLC0415

    print(*text_of(questionnaire(args.name)), sep="\n")
    return ExitCode.DONE


def _check(_: argparse.Namespace) -> int:
    from giamngheo.law.library import LAW  # noqa: PLC0415
    from giamngheo.law.linter.check import check  # noqa: PLC0415

    own = [Path(folder)] if (folder := os.environ.get("GIAMNGHEO_LAW")) else []
    found = [finding for finding in check(LAW, (), own) if finding.place.startswith("questionnaires/")]
    print(*found, sep="\n", end="\n" if found else "")
    if any(not finding.warning for finding in found):
        print(f"Có {len(found)} điều phải sửa.")
        return ExitCode.ROWS_TO_CORRECT
    print("Các phiếu không có lỗi.")
    return ExitCode.DONE


def _xlsform(args: argparse.Namespace) -> int:
    if args.out.exists():
        print(f"Tệp «{args.out}» đã có. Chọn tên khác, hoặc xóa tệp cũ.", file=sys.stderr)
        return ExitCode.WRONG_CALL
    return _read(args) if args.name.casefold().endswith(".xlsx") else _write(args)


def _write(args: argparse.Namespace) -> int:
    from giamngheo.law.questionnaires.library import questionnaire  # noqa: PLC0415
    from giamngheo.law.questionnaires.xlsforms.writing import write_xlsform  # noqa: PLC0415

    left_out = write_xlsform(questionnaire(args.name), args.out)
    print(f"Đã ghi {args.out}.")
    for words in left_out:
        print(f"  XLSForm không nói được, sẽ kiểm khi nhận về: {words}")
    return ExitCode.DONE


def _read(args: argparse.Namespace) -> int:
    from giamngheo.law.questionnaires.library import questionnaires  # noqa: PLC0415
    from giamngheo.law.questionnaires.xlsforms.reading import read_xlsform  # noqa: PLC0415

    draft = read_xlsform(Path(args.name), questionnaires().get(LIKE))
    args.out.write_text(draft.text, encoding="utf-8")
    print(f"Bản nháp {len(draft.form.questions)} câu hỏi đã ghi vào {args.out}. Phải xem lại:")
    for words in draft.not_understood:
        print(f"  {words}")
    return ExitCode.ROWS_TO_CORRECT if draft.not_understood else ExitCode.DONE
