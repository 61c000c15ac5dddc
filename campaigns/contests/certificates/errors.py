"""What can go wrong with certificates."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.results.errors import ResultError


class AlreadyRevokedError(ResultError):
    """The certificate was revoked before."""

    message = _("This certificate has been revoked already.")
