"""A made country for the measurements: 34 provinces, 3,321 communes of ten villages each, without names."""

COMMUNES, VILLAGES, PROVINCES = 3_321, 10, 34
FIRST_COMMUNE = 2 + PROVINCES
FIRST_VILLAGE = FIRST_COMMUNE + COMMUNES
LAST = FIRST_VILLAGE + COMMUNES * VILLAGES - 1
NATION, PROVINCE = 1, 2

_MADE = f"""
CREATE TEMP TABLE made AS
SELECT 1 AS n, 'nation' AS kind, 0 AS tier, NULL::int AS parent, NULL::int AS grand, NULL::int AS great
UNION ALL SELECT n, 'province', 1, 1, NULL, NULL FROM generate_series(2, {FIRST_COMMUNE - 1}) AS n
UNION ALL SELECT n, 'commune', 3, 2 + n % {PROVINCES}, 1, NULL
    FROM generate_series({FIRST_COMMUNE}, {FIRST_VILLAGE - 1}) AS n
UNION ALL SELECT n, 'village', 4, commune, 2 + commune % {PROVINCES}, 1
    FROM (SELECT n, {FIRST_COMMUNE} + (n - {FIRST_VILLAGE}) / {VILLAGES} AS commune
        FROM generate_series({FIRST_VILLAGE}, {LAST}) AS n) AS villages;
INSERT INTO areas_batch (id, title, instrument, day, source, state, prepared_by_name, put_in_force_by_name,
    authors, created_at, reason, since_unknown)
    VALUES (1, 'Đo', 'Đo', '2020-01-01', '', 'in_force', '', '', '{{}}', now(), '', false);
INSERT INTO areas_area (id, valid, created_in_id)
    SELECT n, '[2020-01-01,)', 1 FROM generate_series(1, {LAST}) AS n;
INSERT INTO areas_version (area_id, name, kind, tier, parent_id, valid, search_key, sort_key, created_in_id)
    SELECT n, 'Đơn vị ' || n, kind, tier, parent, '[2020-01-01,)', 'don vi ' || n, n::text, 1 FROM made;
INSERT INTO areas_containment (ancestor_id, area_id, valid)
    SELECT above, n, '[2020-01-01,)' FROM made, unnest(ARRAY[n, parent, grand, great]) AS above
    WHERE above IS NOT NULL;
INSERT INTO areas_code (area_id, scheme, code, valid, created_in_id)
    SELECT n, 'gso', lpad(n::text, 5, '0'), '[2020-01-01,)', 1 FROM made WHERE tier > 0
"""


def make_country() -> None:
    """Write the units into an empty database."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for statement in _MADE.split(";"):
            cursor.execute(statement)
        cursor.execute("ANALYZE areas_area, areas_version, areas_containment, areas_code")


def villages_of(commune: int) -> range:
    """The numbers of a commune's villages."""
    first = FIRST_VILLAGE + (commune - FIRST_COMMUNE) * VILLAGES
    return range(first, first + VILLAGES)
