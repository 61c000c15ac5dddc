"""What the organisers' pages of a running contest have in common."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.contests.results.admin_views import ResultAdminMixin

PAGES = (
    ("board", _("Live board")),
    ("messages", _("Messages")),
    ("help", _("Questions")),
    ("incidents", _("Incidents")),
    ("links", _("Entry links")),
)


class RunningAdminMixin(ResultAdminMixin):
    """Opens a view to organisers; knows the contest of the address and its other pages."""

    header_icon = "view"
    tab = ""

    def get_breadcrumbs_items(self):
        board = {
            "url": reverse("contest_running:board", args=[self.contest.pk]),
            "label": self.contest.title,
        }
        own = super(ResultAdminMixin, self).get_breadcrumbs_items()
        return [*own, board, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        tabs = [
            {
                "label": label,
                "url": reverse(f"contest_running:{name}", args=[self.contest.pk]),
                "is_current": name == self.tab,
            }
            for name, label in PAGES
        ]
        results = reverse("contest_results_admin:board", args=[self.contest.pk])
        tabs.append({"label": _("Rounds and results"), "url": results, "is_current": False})
        return super().get_context_data(contest=self.contest, tabs=tabs, **kwargs)
