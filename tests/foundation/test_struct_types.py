"""Types are described before threads share them: else the first uses together end the process."""

import subprocess
import sys

_EIGHT_THREADS_READ_THE_LAW_AT_ONCE = """
import sys, threading
from giamngheo.foundation.struct_types import build_struct_types
from giamngheo.law import library
from giamngheo.law.procedures.library import procedures
from giamngheo.law.questionnaires.library import questionnaires

build_struct_types()
sys.setswitchinterval(1e-6)
start = threading.Barrier(8)

def read(place):
    start.wait()
    (library.standards, questionnaires, procedures, library.instruments)[place % 4]()

threads = [threading.Thread(target=read, args=(place,)) for place in range(8)]
for one in threads:
    one.start()
for one in threads:
    one.join()
print(len(library.standards()))
"""


def test_eight_threads_may_read_the_law_for_the_first_time() -> None:
    for _ in range(3):
        ended = subprocess.run(
            [sys.executable, "-c", _EIGHT_THREADS_READ_THE_LAW_AT_ONCE],
            check=False,
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0, ended.stderr
        assert int(ended.stdout) >= 3
