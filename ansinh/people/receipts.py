"""The payment rolls as tables of a snapshot."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.tables import Tables
from ansinh.people.rolls import ROLL_TABLES, Rolls

#: A receipt's id is the owner's times this, plus its number.
RECEIPTS_PER_OWNER = 64


def receipts(lines: pl.DataFrame, tables: Tables, rolls: Rolls) -> dict[str, pa.Table]:
    """Tables of receipts, in the order of their owners.

    Args:
        lines: ``benefit`` (number), ``row`` and ``id`` of the owner, ``since``, ``until`` (null:
            goes on), ``amount``, ``place`` and, if known, ``paying`` (code of a commune).
        tables: Whose receipts they are.
        rolls: Kinds of the benefits.
    """
    mine = rolls.is_personal[lines["benefit"].to_numpy()]
    return {
        name: _roll(lines.filter(pl.Series(mine == (entity == "Person"))), name, tables, rolls)
        for entity, name in ROLL_TABLES.items()
    }


def _roll(lines: pl.DataFrame, name: str, tables: Tables, rolls: Rolls) -> pa.Table:
    lines = lines.sort("row", "benefit", "since", "place", "until")
    benefits, rows = lines["benefit"].to_numpy(), lines["row"].to_numpy()
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    owner = tables.entities[name].owner
    assert owner is not None
    groups = [kind.group(code) for code, kind in rolls.benefits.items()]
    return pa.table(
        {
            "id": lines["id"].to_numpy() * RECEIPTS_PER_OWNER + rank + 1,
            f"{owner.name}_id": lines["id"].to_numpy(),
            "group": pa.array(groups).take(pa.array(benefits)),
            "amount": pa.array(
                lines["amount"].to_numpy(), mask=~rolls.flags("is_counted")[benefits]
            ),
            "since": lines["since"].to_arrow(),
            "until": lines["until"].to_arrow(),
            "benefit": pa.array(rolls.codes).take(pa.array(benefits)),
        }
        | (
            {"paying_area_code": lines["paying"].to_arrow().cast(pa.string())}
            if "paying" in lines.columns
            else {}
        )
    )
