"""argparse that speaks Vietnamese: headings, help and its own errors."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from giamngheo.config.command_line.exit_codes import ExitCode

# argparse's English sentences, as regular expressions, and how we say them.
_SENTENCES = (
    (r"the following arguments are required: (.+)", r"thiếu tham số bắt buộc: \1"),
    (r"one of the arguments (.+) is required", r"cần một trong các tham số: \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu tham số: \1"),
    (r"ambiguous option: (.+) could match (.+)", r"tuỳ chọn \1 chưa rõ, có thể là: \2"),
    (r"invalid choice: (.+?) \(choose from (.+)\)", r"giá trị \1 không có; chọn một trong: \2"),
    (r"invalid .+ value: (.+)", r"giá trị \1 không đúng dạng"),
    (r"expected one argument", "cần đúng một giá trị"),
    (r"expected at least one argument", "cần ít nhất một giá trị"),
    (r"expected at most one argument", "chỉ nhận một giá trị"),
    (r"expected (\d+) arguments?", r"cần \1 giá trị"),
    (r"ignored explicit argument (.+)", r"tuỳ chọn này không nhận giá trị \1"),
    (r"not allowed with argument (.+)", r"không dùng cùng với \1"),
)


def in_vietnamese(message: str) -> str:
    """An error of argparse in Vietnamese; a message that is already ours comes back as it is."""
    named = re.fullmatch(r"argument ([^:]+): (.+)", message, flags=re.DOTALL)
    if named:
        return f"tham số {named[1]}: {in_vietnamese(named[2])}"
    for english, vietnamese in _SENTENCES:
        if re.fullmatch(english, message, flags=re.DOTALL):
            return re.sub(english, vietnamese, message, count=1, flags=re.DOTALL)
    return message


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class VietnameseParser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are in Vietnamese; its subparsers are of the same class."""

    def __init__(self, *, add_help: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", _Formatter)
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(add_help=False, **kwargs)
        self._positionals.title = "Tham số"
        self._optionals.title = "Tuỳ chọn"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="xem trợ giúp")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and how to find help, and end with the code of a wrong call."""
        self.exit(
            ExitCode.WRONG_CALL,
            f"{self.format_usage()}Lỗi: {in_vietnamese(message)}\nXem trợ giúp: {self.prog} --help\n",
        )
