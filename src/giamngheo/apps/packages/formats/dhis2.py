"""DHIS2 data value sets as JSON (`POST /api/dataValueSets`), elements and units named by their codes.

To be sent with `dataElementIdScheme=CODE&orgUnitIdScheme=CODE&categoryOptionComboIdScheme=CODE`.
"""

import json
from collections.abc import Iterable

from giamngheo.apps.packages.formats.codes import Told, plain


def data_value_set(values: Iterable[Told]) -> bytes:
    """The values as one set."""
    rows = [
        {
            "dataElement": one.element,
            "period": one.period,
            "orgUnit": one.unit,
            "categoryOptionCombo": one.option,
            "value": plain(one.value),
        }
        for one in values
    ]
    return json.dumps({"dataValues": rows}, ensure_ascii=False, indent=1).encode()
