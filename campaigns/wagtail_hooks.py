from wagtail import hooks

from .contests.result_admin import register_admin_urls
from .viewsets import CampaignViewSetGroup


@hooks.register("register_admin_viewset")
def register_campaign_viewsets():
    return CampaignViewSetGroup()


hooks.register("register_admin_urls", register_admin_urls)
