"""Every address of the site; the composition root."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from campaigns.contests.running.views import enter
from goodnews.consents.public_views import how_to_withdraw
from goodnews.core import health
from goodnews.core.media import send_media
from goodnews.home.views import site_map
from news import urls as news_urls

handler500 = "goodnews.core.busy.server_error"

# Addresses that are the same in every language.
urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("campaigns.reminders.urls")),
    # Before the admin: it takes over Wagtail's own sign-in pages.
    path("", include("goodnews.accounts.urls")),
    path("admin/", include("quizblocks.admin_urls")),
    path("admin/", include("news.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("", include("goodnews.consents.urls")),
    path("", include("goodnews.stats.urls")),
    path("", include("goodnews.sharing.urls")),
    path("", include("goodnews.home.urls")),
    path("gui-bai/de-cu/", include("exemplars.nominations.urls")),
    path("gui-bai/", include("news.desk.urls")),
    path("lich-dang/", include("news.planning.urls")),
    path("cuoc-thi/<slug:slug>/vao-thi/", include("campaigns.contests.attempt_urls")),
    path("gcn/", include("campaigns.contests.certificate_urls")),
    path("t/<str:code>/", enter, name="contest_entry"),
    path("", include("news.urls")),
]
if settings.SERVES_MEDIA:
    # The demo and developers have no nginx in front; production never comes here.
    media_path = f"{settings.MEDIA_URL.strip('/')}/<path:path>"
    urlpatterns += [path(media_path, send_media)]

# Vietnamese at the root, English under /en/.
urlpatterns += i18n_patterns(
    path("trac-nghiem/", include("quizblocks.urls")),
    path("luyen-tap/", include("quizblocks.practice.urls")),
    path("cuoc-thi/", include("campaigns.contests.result_urls")),
    path("loi-chuc/", include("exemplars.urls")),
    path("tim-kiem/", include("goodnews.search.urls")),
    path("yeu-cau-du-lieu/", include("goodnews.privacy.urls")),
    path("so-do-trang/", site_map, name="site_map"),
    path("rut-lai-dong-y/", how_to_withdraw, name="how_to_withdraw"),
    path("cuoc-thi/", include("campaigns.contests.urls")),
    path("", include("campaigns.urls")),
    path("", include(news_urls.feed_urlpatterns)),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
