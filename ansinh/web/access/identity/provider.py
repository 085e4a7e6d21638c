"""The provider, as allauth asks for it: OpenID Connect whose answer must be signed."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.urls import reverse


class SignedAnswer(OpenIDConnectOAuth2Adapter):  # type: ignore[misc, unused-ignore]
    """Asks for the identity and reads the answer."""

    def get_callback_url(self, request: Any, app: Any) -> str:  # noqa: ARG002
        """Where the provider sends people back to."""
        return str(build_absolute_uri(request, reverse("identity_callback")))

    def get_access_token_data(self, *asked: Any, **options: Any) -> Any:
        """Fetch the answer; its signature is verified, though TLS alone may be trusted."""
        data = super().get_access_token_data(*asked, **options)
        self.did_fetch_access_token = False
        return data


class NationalIdentityProvider(OpenIDConnectProvider):  # type: ignore[misc, unused-ignore]
    """The national identity."""

    id = "national_identity"
    name = "VNeID"
    oauth2_adapter_class = SignedAnswer


provider_classes = [NationalIdentityProvider]
