"""What a password must be, said in Vietnamese: long, not common, not only digits, not like the person."""

from django.contrib.auth import password_validation as known

LEAST = 10
NEEDED = (
    f"Ít nhất {LEAST} ký tự.",
    "Không phải mật khẩu nhiều người hay dùng, không chỉ gồm chữ số.",
    "Không giống họ tên, tên đăng nhập hay thư điện tử của bạn.",
)
"""The rules for the eye, before anything is typed."""


class LongEnough(known.MinimumLengthValidator):
    """At least ten characters."""

    def __init__(self, min_length: int = LEAST) -> None:
        super().__init__(min_length)

    def get_error_message(self) -> str:
        """Told when it is too short."""
        return f"Mật khẩu quá ngắn: cần ít nhất {self.min_length} ký tự. Dài mà dễ nhớ: ghép vài từ."

    def get_help_text(self) -> str:
        """Told beforehand."""
        return NEEDED[0]


class NotCommon(known.CommonPasswordValidator):
    """None of the twenty thousand that are tried first."""

    def get_error_message(self) -> str:
        """Told when it is one of them."""
        return "Mật khẩu này nhiều người dùng nên dễ bị đoán. Chọn mật khẩu khác."

    def get_help_text(self) -> str:
        """Told beforehand."""
        return NEEDED[1]


class NotOnlyDigits(known.NumericPasswordValidator):
    """No telephone number and no day of birth."""

    def get_error_message(self) -> str:
        """Told when there are only digits."""
        return "Mật khẩu chỉ gồm chữ số nên dễ bị đoán. Thêm chữ cái."

    def get_help_text(self) -> str:
        """Told beforehand."""
        return NEEDED[1]


_OURS = {"username": "tên đăng nhập", "full_name": "họ và tên", "email": "thư điện tử"}


class NotLikeThePerson(known.UserAttributeSimilarityValidator):
    """Not the own name in other letters."""

    def __init__(self) -> None:
        super().__init__(user_attributes=tuple(_OURS))

    def get_error_message(self) -> str:
        """Told when it is like one of them; Django fills in which."""
        return "Mật khẩu quá giống %(verbose_name)s của bạn. Chọn mật khẩu khác."

    def get_help_text(self) -> str:
        """Told beforehand."""
        return NEEDED[2]
