"""Who may enter and who may not, in the admin: the roster and the excluded people."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from campaigns.contests.models import Contest, Entrant, RosterLine
from campaigns.contests.reading import rules_of
from goodnews.core.row_choices import is_row_id
from goodnews.core.spreadsheets.views import ImportView
from goodnews.core.spreadsheets.writing import as_download

from .admin_forms import ExclusionForm, RosterFileForm, RosterSearchForm
from .exclusions import ExclusionError, entrants_like, exclude_person
from .registration import running_team
from .roster import stale_lines
from .roster_imports import import_roster, roster_template

RUN_CONTESTS = "contests.change_contest"
PER_PAGE = 100


class EntryAdminMixin(WagtailAdminTemplateMixin):
    """Opens a view to organisers, for drafts too; knows the contest of the address."""

    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.has_perm(RUN_CONTESTS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def contest(self) -> Contest:
        return get_object_or_404(Contest, pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return self.contest.title

    def get_breadcrumbs_items(self):
        edit = reverse("contest_rules:edit", args=[self.contest.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("contest_rules:index"), "label": _("Contests")},
            {"url": edit, "label": self.contest.title},
            *self.between,
            {"url": "", "label": self.get_page_title()},
        ]

    between = ()


class RosterView(EntryAdminMixin, TemplateView):
    """Who is on the roster, and who of them has entered; a line is taken off singly."""

    page_title = gettext_lazy("Roster")
    template_name = "contests/admin/roster.html"

    def get_context_data(self, **kwargs):
        form = RosterSearchForm(self.request.GET)
        entered = Entrant.objects.filter(contest=self.contest, person_key=OuterRef("person_key"))
        lines = RosterLine.objects.filter(contest=self.contest).select_related("unit")
        lines = lines.annotate(has_entered=Exists(entered))
        total = lines.count()
        if form.folded:
            lines = lines.filter(folded_name__contains=form.folded)
        return super().get_context_data(
            contest=self.contest,
            page=Paginator(lines, PER_PAGE).get_page(form.page),
            total=total,
            stale=stale_lines(self.contest, rules_of(self.contest)).count(),
            form=form,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Take one line off."""
        key = request.POST.get("line", "")
        lines = RosterLine.objects.filter(contest=self.contest)
        line = lines.filter(pk=key).first() if is_row_id(key) else None
        if line is None:
            messages.warning(request, _("This line is no longer there."))
        else:
            line.delete()
            said = {"roster": {"removed": 1}}
            log(instance=self.contest, action="wagtail.edit", user=request.user, data=said)
            messages.success(
                request,
                _("“%(name)s” is off the roster. Who has entered already stays an entrant.")
                % {"name": line.full_name},
            )
        return redirect(request.path)


class RosterImportView(EntryAdminMixin, ImportView):
    """Takes a roster, shows what it would do, and reads it in."""

    page_title = gettext_lazy("Read in a roster")
    form_class = RosterFileForm
    permissions_required = ("change",)

    @property
    def permission_policy(self):
        """The policy of contests."""
        return policy_registry.get_by_type(Contest)

    @property
    def purpose(self) -> str:
        """What a checked file is good for: this contest alone."""
        return f"contest-roster.{self.contest.pk}"

    @property
    def note(self) -> str:
        """What is asked by this contest's own rules, and what is kept."""
        return _(
            "The columns are those by which the rules of this contest know one person. Name and "
            "unit are kept for you to see; of birth date, phone and e-mail address only a "
            "fingerprint. Nobody is taken off by a file."
        )

    @property
    def between(self):
        return ({"url": self.get_index_url(), "label": _("Roster")},)

    def get_index_url(self) -> str:
        return reverse("contest_entry_admin:roster", args=[self.contest.pk])

    def get_template_url(self) -> str:
        return reverse("contest_entry_admin:roster_template", args=[self.contest.pk])

    def import_sheet(self, **values):
        return import_roster(contest=self.contest, **values)


class RosterTemplateView(EntryAdminMixin, View):
    """Sends the empty roster that fits the rules of the contest."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        name = f"danh-sach-du-thi-{self.contest.slug}.xlsx"
        return as_download(roster_template(self.contest), name)


class ExclusionView(EntryAdminMixin, TemplateView):
    """Who does not take part: accounts that run the site by themselves, others by name."""

    page_title = gettext_lazy("People who do not take part")
    template_name = "contests/admin/exclusions.html"
    header_icon = "no-view"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", ExclusionForm())
        return super().get_context_data(
            contest=self.contest,
            people=self.contest.excluded.select_related("added_by"),
            running_count=running_team().distinct().count(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "remove" in request.POST:
            return self._remove(request.POST["remove"])
        form = ExclusionForm(request.POST)
        if form.is_valid():
            try:
                person = exclude_person(
                    contest=self.contest,
                    traits=form.traits,
                    reason=form.cleaned_data["reason"],
                    user=request.user,
                    now=timezone.now(),
                )
            except ExclusionError as error:
                form.add_error("full_name", error.message)
            else:
                said = {"excluded": {"added": 1}}
                log(instance=self.contest, action="wagtail.edit", user=request.user, data=said)
                messages.success(
                    request, _("“%(name)s” cannot register any more.") % {"name": person}
                )
                self._warn_of_entrants(form.traits)
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form))

    def _warn_of_entrants(self, traits) -> None:
        """Name those who have entered already: a list does not put anybody out."""
        found = entrants_like(self.contest, traits)
        if found:
            names = ", ".join(entrant.full_name for entrant in found)
            said = _("Entered already: %(names)s. Look at them, and disqualify where it is due.")
            messages.warning(self.request, said % {"names": names}, buttons=self._ways(found))

    def _ways(self, entrants: list[Entrant]) -> list:
        if not self.contest.published_at:
            return []
        return [
            messages.button(
                reverse("contest_results_admin:standing", args=[self.contest.pk, entrant.pk]),
                entrant.full_name,
            )
            for entrant in entrants
        ]

    def _remove(self, key: str) -> HttpResponse:
        people = self.contest.excluded.filter(pk=key) if is_row_id(key) else None
        person = people.first() if people is not None else None
        if person is None:
            messages.warning(self.request, _("This line is no longer there."))
        else:
            person.delete()
            said = {"excluded": {"removed": 1}}
            log(instance=self.contest, action="wagtail.edit", user=self.request.user, data=said)
            messages.success(self.request, _("“%(name)s” may register.") % {"name": person})
        return redirect(self.request.path)
