"""What a browser calls itself, told so that its owner knows it again."""

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"))
_BROWSERS_LAST = (("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "điện thoại Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "máy Windows"),
    ("Mac OS", "máy Mac"),
    ("Linux", "máy Linux"),
)


def device_of(user_agent: str) -> str:
    """«Chrome trên máy Windows»; what is not known is not guessed."""
    browser = next(
        (name for mark, name in (*_BROWSERS, *_BROWSERS_LAST) if mark in user_agent), "Trình duyệt khác"
    )
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "máy chưa rõ")
    return f"{browser} trên {system}"
