"""Signing in, as this office has it: accounts are made by an administrator."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from qrcode.image.svg import SvgPathImage

from ansinh.web.office.templatetags.words import speech

_said = lazy(speech, str)
_WRONG_CODE = _said("Mã chưa đúng.", "The code is not right.")
_TOO_MANY = _said(
    "Đã thử sai quá nhiều lần. Hãy thử lại sau vài phút.",
    "Too many wrong tries. Try again in a few minutes.",
)


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc, unused-ignore]
    """Nobody signs up."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _said("Tài khoản này đã ngừng.", "This account is closed."),
        "enter_current_password": _said(
            "Mật khẩu hiện nay chưa đúng.", "That is not the current password."
        ),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _said("Mật khẩu chưa đúng.", "The password is not right."),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
        "username_password_mismatch": _said(
            "Tên đăng nhập hoặc mật khẩu chưa đúng.", "The user name or password is not right."
        ),
    }

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002
        """Accounts are made by an administrator."""
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Wrong passwords are counted by axes alone, in the database: it locks and is unlocked."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By password, or by a code of the second factor."""
        names = {
            "reauthenticate": speech("Dùng mật khẩu", "Use the password"),
            "mfa_reauthenticate": speech("Dùng mã xác thực", "Use an authenticator code"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**way, "description": names.get(way["id"], way["description"])} for way in methods]


class SealedAdapter(DefaultMFAAdapter):  # type: ignore[misc, unused-ignore]
    """Secrets of second factors lie in the database sealed with the key of the office."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
    }

    def get_totp_issuer(self) -> str:
        """What an authenticator application shows above the code."""
        return "An Sinh"

    def build_totp_svg(self, url: str) -> str:
        """The QR code, to stand in the page itself."""
        image = qrcode.make(url, image_factory=SvgPathImage)
        return str(image.to_string(encoding="unicode"))

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return _seal().decrypt(encrypted_text.encode()).decode()


class OtherPasswordForm(ChangePasswordForm):  # type: ignore[misc, unused-ignore]
    """The new password must be another one: a one-time password is used once."""

    def clean(self) -> Any:
        """Compare both."""
        cleaned = super().clean()
        if self.cleaned_data.get("password1") == self.cleaned_data.get("oldpassword"):
            raise ValidationError(
                speech("Mật khẩu mới phải khác mật khẩu cũ.", "The new password must be another.")
            )
        return cleaned


def tried_name(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """The user name that somebody tries to sign in with, in small letters: HOA is tried as hoa."""
    written = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(written).strip().lower()


def _seal() -> Fernet:
    key = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
