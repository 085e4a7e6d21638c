"""From the Python function of a rule to the typed intermediate form.

Only a small subset of Python is a rule; anything else is refused with file, line and what to write
instead. There is no fall-back.
"""

from ansinh.engine.translate.function import translate
from ansinh.engine.translate.signature import result_type, scaled, subject_entity

__all__ = ["result_type", "scaled", "subject_entity", "translate"]
