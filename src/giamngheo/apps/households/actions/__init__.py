"""Every change of the register: one verb, one function, one transaction, one event, one line of the trail."""

from giamngheo.apps.households.actions.circumstances import (
    CauseSaid,
    add_need,
    attach_paper,
    end_need,
    note_household,
    read_paper,
    set_causes,
)
from giamngheo.apps.households.actions.doubles import keep_apart, merge_people, start_search
from giamngheo.apps.households.actions.homes import (
    MemberSaid,
    change_head,
    end_household,
    merge_households,
    move_household,
    record_household,
    split_household,
)
from giamngheo.apps.households.actions.people import (
    correct_person,
    move_person,
    record_arrival,
    record_birth,
    record_death,
    record_departure,
    record_marriage,
)
from giamngheo.apps.households.actions.standings import (
    Decision,
    Recognised,
    end_worker_recognition,
    recognise,
    recognise_household,
    recognise_worker,
)
from giamngheo.apps.households.actions.undoing import undo_event
from giamngheo.apps.households.actions.workers import recognise_workers
from giamngheo.apps.households.actions.writing import About, RegisterError

__all__ = [
    "About",
    "CauseSaid",
    "Decision",
    "MemberSaid",
    "Recognised",
    "RegisterError",
    "add_need",
    "attach_paper",
    "change_head",
    "correct_person",
    "end_household",
    "end_need",
    "end_worker_recognition",
    "keep_apart",
    "merge_households",
    "merge_people",
    "move_household",
    "move_person",
    "note_household",
    "read_paper",
    "recognise",
    "recognise_household",
    "recognise_worker",
    "recognise_workers",
    "record_arrival",
    "record_birth",
    "record_death",
    "record_departure",
    "record_household",
    "record_marriage",
    "set_causes",
    "split_household",
    "start_search",
    "undo_event",
]
