"""What the commands end with, for the scripts that call them."""

from enum import IntEnum


class ExitCode(IntEnum):
    """One number for each way a command ends."""

    DONE = 0
    ROWS_TO_CORRECT = 1
    WRONG_CALL = 2
    UNREADABLE_INPUT = 3
    LAW_NOT_APPLICABLE = 4
    UNWRITABLE_OUTPUT = 5
    UNUSABLE_DATABASE = 6
    SERVER_FAILED = 7
    TRAIL_BROKEN = 8


MEANINGS = {
    ExitCode.DONE: "xong",
    ExitCode.ROWS_TO_CORRECT: "xong nhưng có dòng phải sửa",
    ExitCode.WRONG_CALL: "gọi lệnh sai",
    ExitCode.UNREADABLE_INPUT: "không đọc được tệp vào",
    ExitCode.LAW_NOT_APPLICABLE: "luật chưa có hoặc không áp dụng được",
    ExitCode.UNWRITABLE_OUTPUT: "không ghi được kết quả",
    ExitCode.UNUSABLE_DATABASE: "cơ sở dữ liệu không dùng được",
    ExitCode.SERVER_FAILED: "máy chủ không mở được hoặc dừng ngoài ý muốn",
    ExitCode.TRAIL_BROKEN: "nhật ký không còn nguyên vẹn",
}
