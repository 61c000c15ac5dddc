from wagtail import hooks

from .viewsets import CampaignViewSetGroup


@hooks.register("register_admin_viewset")
def register_campaign_viewsets():
    return CampaignViewSetGroup()
