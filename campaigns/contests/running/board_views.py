"""The live board in the admin."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from campaigns.contests.clock import database_now

from .admin_base import RunningAdminMixin
from .board import Board, read_board
from .charts import bar_chart

# Several organisers who look at once cost as much as one.
KEPT_SECONDS = 4
PART = "phan"


class BoardView(RunningAdminMixin, TemplateView):
    """What goes on now; asked for its part alone, it answers without the page around it."""

    http_method_names = ("get",)
    template_name = "contests/running/board.html"
    page_title = gettext_lazy("Live board")
    tab = "board"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    def get_template_names(self):
        if PART in self.request.GET:
            return ["contests/running/includes/board_figures.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        board = self._board()
        names = (_("Tries begun"), _("Answers saved"), _("Tries submitted"), _("Registrations"))
        charts = [
            (name, rate, bar_chart(rate.values, label=_("%(what)s by minute") % {"what": name}))
            for name, rate in zip(names, board.rates, strict=True)
        ]
        return super().get_context_data(board=board, names=names, charts=charts, **kwargs)

    def _board(self) -> Board:
        key = f"contest-board:{self.contest.pk}"
        board = cache.get(key)
        if board is None:
            board = read_board(self.contest, now=database_now())
            cache.set(key, board, KEPT_SECONDS)
        return board
