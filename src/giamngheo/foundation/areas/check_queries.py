"""The query of each check over the looked-up lines: place, code, another code or name, a number."""

from typing import Final

# What stands above a unit after the batch: what becomes of it, or, untouched, what it is on the day.
_TIER_OF: Final = """
LATERAL (
    SELECT tier, name FROM areas_after WHERE area_id = {0}
    UNION ALL
    SELECT tier, name FROM areas_version WHERE area_id = {0} AND valid @> %(day)s::date
        AND NOT EXISTS (SELECT FROM areas_after WHERE area_id = {0})
    LIMIT 1
)
"""
_CHANGES: Final = "('rename', 'change_kind', 'move')"
_SUCCESSORS: Final = """
    SELECT area_id AS predecessor_id, to_area_id AS successor_id, is_whole, share, place, code
    FROM areas_line WHERE verb = 'succeed' AND area_id IS NOT NULL
    UNION ALL
    SELECT told.predecessor_id, told.successor_id, told.is_whole, told.share, NULL, NULL
    FROM areas_succession AS told
    WHERE EXISTS (SELECT FROM areas_line WHERE verb = 'succeed' AND area_id = told.predecessor_id)
"""
_CHILDREN: Final = """
    SELECT line.place, line.code, child.*, after.area_id IS NULL OR after.parent_id = line.area_id AS stays,
        coalesce((SELECT code FROM areas_code WHERE area_id = child.area_id AND upper_inf(valid) LIMIT 1), '')
            AS child_code
    FROM areas_line AS line
    JOIN areas_version AS child ON child.parent_id = line.area_id AND upper_inf(child.valid)
    LEFT JOIN areas_after AS after ON after.area_id = child.area_id
    WHERE line.verb = 'end' AND NOT EXISTS (
        SELECT FROM areas_line AS own WHERE own.area_id = child.area_id AND own.verb = 'end'
    )
"""
_SOME_CODES: Final = "array_to_string((array_agg(child_code ORDER BY child_code))[1:5], ', ')"

QUERIES: Final = {
    "unfinished": """
        SELECT place, code, verb, 0 FROM areas_line WHERE code = '' OR CASE verb
            WHEN 'create' THEN name = '' OR kind = ''
            WHEN 'rename' THEN name = ''
            WHEN 'change_kind' THEN kind = ''
            WHEN 'move' THEN parent_code = ''
            WHEN 'succeed' THEN to_code = ''
            ELSE false END""",
    "unknown_code": "SELECT place, code, '', 0 FROM areas_line WHERE area_id IS NULL AND code <> ''",
    "unknown_parent": """
        SELECT place, code, parent_code, 0 FROM areas_line
        WHERE verb IN ('create', 'move') AND parent_code <> '' AND parent_id IS NULL""",
    "unknown_successor": """
        SELECT place, code, to_code, 0 FROM areas_line
        WHERE verb = 'succeed' AND to_code <> '' AND to_area_id IS NULL""",
    "created_twice": """
        SELECT max(place), code, '', count(*) FROM areas_line WHERE verb = 'create'
        GROUP BY code HAVING count(*) > 1""",
    "code_in_use": """
        SELECT line.place, line.code,
            (SELECT name FROM areas_version WHERE area_id = held.area_id ORDER BY valid DESC LIMIT 1), 0
        FROM areas_line AS line
        JOIN areas_code AS held ON held.code = line.code AND held.scheme = %(scheme)s
            AND held.valid && daterange(CASE WHEN %(since_unknown)s THEN NULL ELSE %(day)s::date END, NULL)
        WHERE line.verb = 'create' AND NOT EXISTS (
            SELECT FROM areas_line AS own WHERE own.verb = 'end' AND own.area_id = held.area_id
        )""",
    # Provinces stand under the nation where it is a unit, under nothing where it is not.
    "parent_missing": """
        SELECT place, code, '', 0 FROM areas_line AS line
        WHERE verb = 'create' AND parent_code = '' AND tier > %(nation)s AND (
            tier > %(nation)s + 1
            OR EXISTS (SELECT FROM areas_line WHERE verb = 'create' AND tier = %(nation)s)
            OR EXISTS (
                SELECT FROM areas_version WHERE tier = %(nation)s AND valid @> %(day)s::date
            )
        )""",
    "parent_not_above": f"""
        SELECT after.place, line.code, above.name, 0
        FROM areas_after AS after JOIN areas_line AS line USING (place),
            {_TIER_OF.format("after.parent_id")} AS above
        WHERE above.tier >= after.tier""",
    "parent_ended": """
        SELECT line.place, line.code, line.parent_code, 0
        FROM areas_line AS line JOIN areas_area AS above ON above.id = line.parent_id
        WHERE line.verb IN ('create', 'move') AND NOT upper_inf(above.valid)""",
    "parent_begins_later": """
        SELECT line.place, line.code, line.parent_code, 0
        FROM areas_line AS line JOIN areas_area AS above ON above.id = line.parent_id
        WHERE line.verb = 'create' AND %(since_unknown)s AND NOT lower_inf(above.valid)""",
    # Who holds a role in the nation sees everything: there is one, and nothing else becomes it.
    "second_nation": """
        SELECT place, code, '', 0 FROM areas_line
        WHERE tier = %(nation)s AND (verb = 'change_kind' OR verb = 'create' AND (
            parent_code <> ''
            OR (SELECT count(*) > 1 FROM areas_line WHERE verb = 'create' AND tier = %(nation)s)
            OR EXISTS (SELECT FROM areas_version WHERE tier = %(nation)s AND upper_inf(valid))
        ))""",
    "under_itself": """
        SELECT line.place, line.code, line.parent_code, 0 FROM areas_line AS line
        WHERE line.verb IN ('create', 'move') AND (line.parent_id = line.area_id OR EXISTS (
            SELECT FROM areas_containment AS within
            WHERE within.area_id = line.parent_id AND within.ancestor_id = line.area_id
                AND within.valid @> %(day)s::date
        ))""",
    "children_not_below": """
        SELECT after.place, min(line.code), min(child.name), count(*)
        FROM areas_after AS after JOIN areas_line AS line USING (place)
        JOIN areas_version AS before ON before.id = after.version_id AND before.tier <> after.tier
        JOIN areas_version AS child ON child.parent_id = after.area_id AND upper_inf(child.valid)
        WHERE child.tier <= after.tier
            AND NOT EXISTS (SELECT FROM areas_after WHERE area_id = child.area_id)
            AND NOT EXISTS (SELECT FROM areas_line WHERE area_id = child.area_id AND verb = 'end')
        GROUP BY after.place""",
    # The district tier as such ended without successors; its communes were moved.
    "no_succession": """
        SELECT line.place, line.code, '', 0 FROM areas_line AS line
        JOIN areas_version AS version ON version.area_id = line.area_id AND upper_inf(version.valid)
        WHERE line.verb = 'end' AND version.tier <> %(district)s AND NOT EXISTS (
            SELECT FROM areas_line AS own WHERE own.verb = 'succeed' AND own.area_id = line.area_id
        )""",
    "succession_of_living": """
        SELECT line.place, line.code, '', 0 FROM areas_line AS line
        JOIN areas_area AS area ON area.id = line.area_id
        WHERE line.verb = 'succeed' AND upper(area.valid) IS DISTINCT FROM %(day)s::date AND NOT EXISTS (
            SELECT FROM areas_line AS own WHERE own.verb = 'end' AND own.area_id = line.area_id
        )""",
    "succession_told": f"""
        SELECT max(place), max(code), (
            SELECT min(to_code) FROM areas_line WHERE to_area_id = successor_id
        ), count(*) FROM ({_SUCCESSORS}) AS s WHERE successor_id IS NOT NULL
        GROUP BY predecessor_id, successor_id HAVING count(*) > 1""",
    # Land goes to a unit of its tier or above: only so nothing can come to lie within itself. An island
    # district that had no communes may become one: it is new, so nothing of it lay in the district.
    "successor_below": f"""
        SELECT line.place, line.code, line.to_code, 0 FROM areas_line AS line
        JOIN areas_version AS version ON version.area_id = line.area_id
            AND version.valid @> %(eve)s::date,
            {_TIER_OF.format("line.to_area_id")} AS after
        WHERE line.verb = 'succeed' AND after.tier > version.tier AND NOT (
            version.tier = %(district)s AND line.is_whole AND line.to_area_id < 0 AND NOT EXISTS (
                SELECT FROM areas_version AS child
                WHERE child.parent_id = line.area_id AND child.valid @> %(eve)s::date
            )
        )""",
    "whole_unsaid": """
        SELECT place, code, to_code, 0 FROM areas_line WHERE verb = 'succeed' AND is_whole IS NULL""",
    "whole_and_several": f"""
        SELECT max(place), max(code), '', count(*) FROM ({_SUCCESSORS}) AS s
        GROUP BY predecessor_id HAVING bool_or(is_whole) AND count(*) > 1""",
    "divided_alone": f"""
        SELECT max(place), max(code), '', 0 FROM ({_SUCCESSORS}) AS s
        GROUP BY predecessor_id HAVING bool_and(NOT is_whole) AND count(*) = 1""",
    "shares_too_large": f"""
        SELECT max(place), max(code), '', 0 FROM ({_SUCCESSORS}) AS s
        GROUP BY predecessor_id HAVING sum(share) > 1""",
    # Thirds written with few digits are no mistake.
    "shares_too_small": f"""
        SELECT max(place), max(code), '', 0 FROM ({_SUCCESSORS}) AS s
        GROUP BY predecessor_id HAVING count(*) > 1 AND count(*) = count(share) AND sum(share) < 0.98""",
    "share_of_whole": """
        SELECT place, code, to_code, 0 FROM areas_line WHERE verb = 'succeed' AND is_whole AND share < 1""",
    "children_left": f"""
        SELECT place, code, {_SOME_CODES}, count(*) FROM ({_CHILDREN}) AS child
        WHERE (stays AND tier < %(village)s) OR NOT lower_inf(valid) AND lower(valid) >= %(day)s::date
        GROUP BY place, code""",
    "villages_unassigned": f"""
        SELECT place, code, {_SOME_CODES}, count(*) FROM ({_CHILDREN}) AS child
        WHERE stays AND tier = %(village)s AND (lower_inf(valid) OR lower(valid) < %(day)s::date)
        GROUP BY place, code""",
    "told_twice": """
        SELECT max(place), max(code), verb, count(*) FROM areas_line
        WHERE verb IN ('end', 'rename', 'change_kind', 'move') AND area_id IS NOT NULL
        GROUP BY area_id, verb HAVING count(*) > 1""",
    "ended_and_changed": f"""
        SELECT line.place, line.code, line.verb, 0 FROM areas_line AS line
        WHERE line.verb IN {_CHANGES} AND EXISTS (
            SELECT FROM areas_line AS own WHERE own.verb = 'end' AND own.area_id = line.area_id
        )""",
    "already_ended": """
        SELECT line.place, line.code, coalesce(batch.title, ''), 0 FROM areas_line AS line
        JOIN areas_area AS area ON area.id = line.area_id AND NOT upper_inf(area.valid)
        LEFT JOIN areas_batch AS batch ON batch.id = area.ended_in_id
        WHERE line.verb NOT IN ('create', 'succeed')""",
    # Facts of a later day rest on what the unit was before: those come first, in the order of days.
    "changed_later": """
        SELECT line.place, line.code, min(batch.title), count(*) FROM areas_line AS line
        JOIN LATERAL (
            SELECT created_in_id FROM areas_version
            WHERE area_id = line.area_id AND lower(valid) >= %(day)s::date
            UNION ALL
            SELECT created_in_id FROM areas_version AS child
            WHERE line.verb = 'end' AND child.parent_id = line.area_id
                AND upper(child.valid) > %(day)s::date
            UNION ALL
            SELECT created_in_id FROM areas_succession
            WHERE line.verb = 'end' AND successor_id = line.area_id AND day >= %(day)s::date
            UNION ALL
            SELECT child.created_in_id FROM areas_after AS after
            JOIN areas_version AS child ON child.id = after.version_id
            WHERE line.verb = 'succeed' AND after.follows AND after.place = line.place
                AND lower(child.valid) >= %(day)s::date
        ) AS later ON true
        JOIN areas_batch AS batch ON batch.id = later.created_in_id
        WHERE line.verb <> 'create'
        GROUP BY line.place, line.code""",
    "only_created": """
        SELECT place, code, verb, 0 FROM areas_line WHERE %(since_unknown)s AND verb <> 'create'""",
    "nothing_changes": """
        SELECT line.place, line.code, line.verb, 0 FROM areas_line AS line
        JOIN areas_version AS version ON version.area_id = line.area_id AND upper_inf(version.valid)
        WHERE CASE line.verb
            WHEN 'rename' THEN line.name = version.name
            WHEN 'change_kind' THEN line.kind = version.kind
            WHEN 'move' THEN line.parent_id = version.parent_id
            ELSE false END""",
}
