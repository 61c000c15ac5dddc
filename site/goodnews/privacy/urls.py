"""Addresses of requests about personal data."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from . import views
from .codes import CODE
from .models.requests import TOKEN_LENGTH


class RequestCodeConverter(StringConverter):
    """A code such as DL-2611-0042; what can be none is no address of ours."""

    regex = CODE.pattern.replace("(", "(?:")


class TokenConverter(StringConverter):
    """The secret in the address of a request."""

    regex = f"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}"


register_converter(RequestCodeConverter, "request_code")
register_converter(TokenConverter, "request_token")

app_name = "privacy"
urlpatterns = [
    path("", views.ask, name="request"),
    path("<request_code:code>/<request_token:token>/", views.status, name="status"),
]
