"""Administrative procedures as dated data: what is handed in, who decides, in how many days.

The engine knows no country: authorities, papers and acts are named in data (:mod:`loading`).
"""

from ansinh.engine.procedures.deadlines import Due, deadlines
from ansinh.engine.procedures.loading import load_procedures
from ansinh.engine.procedures.model import (
    Authority,
    Notice,
    Paper,
    Procedure,
    Procedures,
    ProcedureVersion,
    Recurring,
    Step,
    Waiver,
)

__all__ = [
    "Authority",
    "Due",
    "Notice",
    "Paper",
    "Procedure",
    "ProcedureVersion",
    "Procedures",
    "Recurring",
    "Step",
    "Waiver",
    "deadlines",
    "load_procedures",
]
