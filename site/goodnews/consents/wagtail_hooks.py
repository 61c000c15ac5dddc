"""Registration of this room's parts of the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .picture_views import PeopleInPictureView
from .viewsets import ConsentViewSetGroup


@hooks.register("register_admin_viewset")
def register_consent_viewsets():
    return ConsentViewSetGroup()


@hooks.register("register_admin_urls")
def register_people_in_pictures():
    view = PeopleInPictureView.as_view()
    return [path("people-in-picture/<int:image_id>/", view, name="people_in_picture")]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("consents.withdraw", _("Withdraw"), _("Consent withdrawn"))
    actions.register_action("consents.new_link", _("New link"), _("New consent link made"))
    actions.register_action("consents.revoke", _("Take back"), _("Request for consent taken back"))
