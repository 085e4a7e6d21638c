"""The explainer: values with their reasons, what would change them, and what to ask next."""

from ansinh.engine.explain.counterfactual import Change, WhatIf
from ansinh.engine.explain.explainer import Explainer
from ansinh.engine.explain.explanation import Explanation, Failure
from ansinh.engine.explain.screener import Question

__all__ = ["Change", "Explainer", "Explanation", "Failure", "Question", "WhatIf"]
