"""Checks of what ties rows together: ids, owners, links, order, guests."""

from __future__ import annotations

import numpy as np

from ansinh.engine.entities import Relation
from ansinh.people.checks.registry import NO_ID, Registry, Table, places_of
from ansinh.people.checks.report import Numbers
from ansinh.people.layout import TOP


def check_ties(registry: Registry) -> None:
    """Every id, owner and link."""
    for table in registry.own.values():
        _check_ids(registry, table)
        if table.entity.owner is not None:
            _check_owner(registry, table, table.entity.owner)
        for link in table.entity.links:
            _check_link(registry, table, link)
    _check_order(registry)
    _check_guests(registry)


def _check_ids(registry: Registry, table: Table) -> None:
    ids = table.numbers("id")
    if ids is None:
        return
    order = np.argsort(ids, kind="stable")
    again = np.zeros(len(ids), dtype=bool)
    again[order[1:]] = ids[order[1:]] == ids[order[:-1]]
    registry.report.rows(
        "duplicate id", table.name, "id", again, lambda row: ids[row], "an id used once"
    )


def _check_owner(registry: Registry, table: Table, owner: Relation) -> None:
    column = f"{owner.name}_id"
    mine = table.numbers(column)
    places = None if mine is None else registry.places(owner.target, mine)
    if mine is None or places is None:
        return
    target, report = registry.own[owner.target], registry.report
    report.rows(
        "nobody's row",
        table.name,
        column,
        (places < 0) & (mine != NO_ID),
        lambda row: mine[row],
        f"an id of {target.name}",
    )
    known = np.where(places < 0, 0, places)
    before = np.maximum.accumulate(known) if len(known) else known
    report.rows(
        "out of order",
        table.name,
        column,
        (places >= 0) & (known < before),
        lambda row: mine[row],
        f"rows in the order of {target.name}",
    )
    tree = {e.name for e in registry.layout.tree}
    if table.entity.name in tree and len(target.groups) and len(mine):
        apart = (places >= 0) & (target.groups[known] != table.groups)
        report.rows(
            "in another row group",
            table.name,
            column,
            apart,
            lambda row: f"row group {table.groups[row] + 1}",
            lambda row: f"row group {target.groups[known[row]] + 1}, where its {owner.name} is",
        )


def _check_link(registry: Registry, table: Table, link: Relation) -> None:
    column = f"{link.name}_id"
    mine = table.numbers(column)
    places = None if mine is None else registry.places(link.target, mine)
    if mine is None or places is None:
        return
    target = registry.own[link.target].name
    registry.report.rows(
        "dangling link",
        table.name,
        column,
        (places < 0) & (mine != NO_ID),
        lambda row: mine[row],
        f"an id of {target} or nothing",
    )


def _check_order(registry: Registry) -> None:
    table = registry.own.get(TOP)
    areas = None if table is None else table.numbers("area_id")
    ids = None if table is None else table.numbers("id")
    if table is None or areas is None or ids is None or not len(ids):
        return
    late = np.zeros(len(ids), dtype=bool)
    late[1:] = (areas[1:] < areas[:-1]) | ((areas[1:] == areas[:-1]) & (ids[1:] < ids[:-1]))
    registry.report.rows(
        "out of order",
        table.name,
        "area_id",
        late,
        lambda row: f"commune {areas[row]}, household {ids[row]}",
        lambda row: f"after commune {areas[row - 1]}, household {ids[row - 1]}",
    )


def _check_guests(registry: Registry) -> None:
    tops = registry.guests.get(TOP)
    if tops is None or set(registry.guests) != {e.name for e in registry.layout.tree}:
        return
    for table in registry.guests.values():
        _check_copies(registry, table)
    _check_complete(registry, tops)


def _check_copies(registry: Registry, table: Table) -> None:
    """Guests must be the same as in the registry itself."""
    original = registry.own.get(table.entity.name)
    ids = table.numbers("id")
    places = None if ids is None else registry.places(table.entity.name, ids)
    if original is None or ids is None or places is None:
        return
    registry.report.rows(
        "unknown guest",
        table.name,
        "id",
        places < 0,
        lambda row: ids[row],
        f"an id of {original.name}",
    )
    if (places < 0).any() or not len(ids):
        return
    for field in registry.layout.schema(table.entity):
        mine, theirs = table.once(field.name), original.once(field.name)
        if mine is None or theirs is None or mine.type != theirs.type:
            continue
        same = theirs.take(places)
        if not mine.combine_chunks().equals(same.combine_chunks()):
            row = next(n for n in range(len(ids)) if mine[n] != same[n])
            wrong = np.zeros(len(ids), dtype=bool)
            wrong[row] = True
            registry.report.rows(
                "guest differs",
                table.name,
                field.name,
                wrong,
                mine,
                f"{same[row].as_py()}, as in {original.name}",
            )


def _check_complete(registry: Registry, tops: Table) -> None:
    """Whoever a link leads to must stand in the row group or among its guests."""
    households = registry.own.get(TOP)
    guest_ids = tops.numbers("id")
    if households is None or guest_ids is None or registry.info.guest_depth < 1:
        return
    count = max(households.rows, 1)
    guest_places = registry.places(TOP, guest_ids)
    here = guest_places if guest_places is not None else np.empty(0, dtype=np.int64)
    invited = np.unique(tops.groups * count + here)
    for link in registry.layout.inner_links:
        table = registry.own.get(link.entity)
        home = _household_of(registry, link.target)
        mine = None if table is None else table.numbers(f"{link.name}_id")
        if table is None or home is None or mine is None or not len(mine):
            continue
        places = registry.places(link.target, mine)
        if places is None or not len(home):
            continue
        target = home[np.maximum(places, 0)]
        outside = (places >= 0) & (target >= 0)
        outside &= households.groups[np.maximum(target, 0)] != table.groups
        key = table.groups * count + target
        column = f"{link.name}_id"
        missing = outside & (places_of(invited, key) < 0)
        registry.report.rows(
            "missing guest",
            table.name,
            column,
            missing,
            mine.item,
            f"the household of that person in {tops.name}, in the same row group",
        )


def _household_of(registry: Registry, entity: str) -> Numbers | None:
    """Row of the household that each row of ``entity`` belongs to, -1 where it has none."""
    table = registry.own.get(entity)
    if table is None:
        return None
    owner = table.entity.owner
    if owner is None:
        return np.arange(table.rows)
    mine = table.numbers(f"{owner.name}_id")
    places = None if mine is None else registry.places(owner.target, mine)
    above = _household_of(registry, owner.target)
    if places is None or above is None or not len(above):
        return None
    return np.where(places < 0, -1, above[np.maximum(places, 0)])
