"""The allowed moves of an uploaded list: from, to, verb, who."""

from django.db.models import TextChoices


class State(TextChoices):
    """How far a list has come; whether work is running on it is told by its task."""

    RECEIVED = "received", "Đã nhận tệp"
    OPENED = "opened", "Đã nhận cột"
    CLASSIFIED = "classified", "Đã phân loại"


MOVES = (
    # from, to, verb, who
    (State.RECEIVED, State.OPENED, "open", "worker or page"),
    (State.OPENED, State.OPENED, "open again", "worker or page"),
    (State.CLASSIFIED, State.OPENED, "correct the columns", "owner"),
    (State.OPENED, State.CLASSIFIED, "classify", "worker"),
)


def sources(target: State) -> list[State]:
    """The states from which a list may move to `target`."""
    return [start for start, end, _, _ in MOVES if end == target]


class ImportState(TextChoices):
    """How far an import into the register has come."""

    RECEIVED = "received", "Đã nhận tệp"
    OPENED = "opened", "Đã nhận cột"
    COMPARED = "compared", "Đã so với sổ, chờ ghi"
    WRITTEN = "written", "Đã ghi vào sổ"
    UNDONE = "undone", "Đã hoàn tác"
    DROPPED = "dropped", "Đã bỏ"


IMPORT_MOVES = (
    # from, to, verb, who
    (ImportState.RECEIVED, ImportState.OPENED, "recognise the columns", "worker or page"),
    (ImportState.OPENED, ImportState.OPENED, "correct the columns", "keeper of the register"),
    (ImportState.COMPARED, ImportState.OPENED, "correct the columns", "keeper of the register"),
    (ImportState.OPENED, ImportState.COMPARED, "compare with the register", "worker or page"),
    (ImportState.COMPARED, ImportState.COMPARED, "compare again", "worker or page"),
    (ImportState.COMPARED, ImportState.WRITTEN, "write", "worker or page"),
    (ImportState.WRITTEN, ImportState.UNDONE, "take back", "keeper of the register"),
    (ImportState.RECEIVED, ImportState.DROPPED, "drop", "keeper of the register"),
    (ImportState.OPENED, ImportState.DROPPED, "drop", "keeper of the register"),
    (ImportState.COMPARED, ImportState.DROPPED, "drop", "keeper of the register"),
)


class IntakeState(TextChoices):
    """How far a file of submissions is on its way into sheets."""

    RECEIVED = "received", "Đã nhận tệp"
    COMPARED = "compared", "Đã so với phiếu, chờ ghi"
    WRITTEN = "written", "Đã ghi vào phiếu"
    UNDONE = "undone", "Đã hoàn tác"
    DROPPED = "dropped", "Đã bỏ"


INTAKE_MOVES = (
    # from, to, verb, who
    (IntakeState.RECEIVED, IntakeState.COMPARED, "compare with the sheets", "worker or page"),
    (IntakeState.COMPARED, IntakeState.COMPARED, "compare again", "worker or page"),
    (IntakeState.COMPARED, IntakeState.WRITTEN, "write", "worker or page"),
    (IntakeState.WRITTEN, IntakeState.UNDONE, "take back", "who fills in sheets"),
    (IntakeState.RECEIVED, IntakeState.DROPPED, "drop", "who fills in sheets"),
    (IntakeState.COMPARED, IntakeState.DROPPED, "drop", "who fills in sheets"),
)


def sources_of(target: ImportState | IntakeState) -> list[str]:
    """The states from which an import or an intake may move to `target`."""
    moves = IMPORT_MOVES if isinstance(target, ImportState) else INTAKE_MOVES
    return [start for start, end, _, _ in moves if end == target]
