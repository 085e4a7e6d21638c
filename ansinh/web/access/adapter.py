"""Signing in, as this office has it: accounts are made by an administrator."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc, unused-ignore]
    """Nobody signs up."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002
        """Accounts are made by an administrator."""
        return False
