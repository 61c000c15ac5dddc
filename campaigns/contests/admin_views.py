"""Contests in Wagtail's admin: thin views before the services."""

from dataclasses import replace

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from .entrants.roster import has_lines
from .findings import Severity, blocking
from .models import Contest
from .places import place_of
from .preset_forms import PresetForm
from .presets import PRESETS
from .reading import rules_of, with_parts
from .rule_errors import ContestInUseError, RulesError
from .rules_pages import shown_rules
from .services import (
    build_contest,
    change_rules,
    copy_contest,
    delete_contest,
    keep_contest,
    publish_contest,
    withdraw_contest,
)
from .services.publishing import findings_at
from .withdrawal_forms import WithdrawalForm


class ContestIndexView(generic.IndexView):
    """All contests, with a way to begin with a ready-made set."""

    def get_base_queryset(self):
        return Contest.objects.with_dates()

    @cached_property
    def header_buttons(self):
        buttons = super().header_buttons
        if self.user_has_permission("add"):
            button = HeaderButton(
                gettext("Begin with ready-made rules"),
                url=reverse("contest_rules:preset"),
                icon_name="copy",
            )
            buttons = [*buttons, button]
        return buttons


class ContestSaveMixin:
    """Saves through the services and leads back to the form."""

    def get_success_url(self):
        return self.get_edit_url()

    def get_success_buttons(self):
        url = reverse("contest_rules:publish", args=[self.object.pk])
        return [messages.button(url, gettext("Check and publish"))]

    def save_action(self):
        response = super().save_action()
        waiting = len(blocking(self.form.found))
        if waiting and not self.object.published_at:
            messages.warning(
                self.request,
                ngettext(
                    "%(count)s thing is still missing before the contest can be published.",
                    "%(count)s things are still missing before the contest can be published.",
                    waiting,
                )
                % {"count": waiting},
            )
        return response


class ContestCreateView(ContestSaveMixin, generic.CreateView):
    """A new draft."""

    def save_instance(self):
        contest = keep_contest(contest=self.form.instance)
        log(instance=contest, action="wagtail.create", user=self.request.user)
        return contest


class ContestEditView(ContestSaveMixin, generic.EditView):
    """A draft, or a published contest whose rules change with a reason."""

    def get_object(self, queryset=None):
        """Return the contest with its parts, read at once for all of them."""
        return with_parts(super().get_object(queryset))

    def save_instance(self):
        contest = self.form.instance
        if contest.published_at:
            change_rules(
                contest=contest,
                reason=self.form.cleaned_data["reason"],
                user=self.request.user,
                now=timezone.now(),
            )
        else:
            keep_contest(contest=contest)
        log(instance=contest, action="wagtail.edit", user=self.request.user)
        return contest

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except RulesError as error:
            # Somebody else published or changed it meanwhile, or the clock went on.
            form.add_error(None, str(error.message))
            self.produced_error_message = str(error.message)
            return self.form_invalid(form)

    @cached_property
    def header_more_buttons(self):
        publish = reverse("contest_rules:publish", args=[self.object.pk])
        buttons = [HeaderButton(gettext("Check and publish"), url=publish, icon_name="view")]
        if self.object.published_at:
            results = reverse("contest_results_admin:board", args=[self.object.pk])
            board = reverse("contest_running:board", args=[self.object.pk])
            withdraw = reverse("contest_rules:withdraw", args=[self.object.pk])
            buttons = [
                HeaderButton(gettext("Live board"), url=board, icon_name="view"),
                HeaderButton(gettext("Rounds and results"), url=results, icon_name="list-ol"),
                HeaderButton(gettext("What entrants read"), url=publish, icon_name="view"),
                HeaderButton(gettext("Take off the site"), url=withdraw, icon_name="cross"),
            ]
        roster = reverse("contest_entry_admin:roster", args=[self.object.pk])
        buttons.append(HeaderButton(gettext("Roster"), url=roster, icon_name="group"))
        excluded = reverse("contest_entry_admin:excluded", args=[self.object.pk])
        buttons.append(
            HeaderButton(gettext("People who do not take part"), url=excluded, icon_name="no-view")
        )
        return [*buttons, *super().header_more_buttons]


class ContestDeleteView(generic.DeleteView):
    """Deletes a draft that nobody has entered."""

    def get(self, request, *args, **kwargs):
        if not self.user_has_permission_for_instance("delete", self.object):
            return self._refuse(ContestInUseError())
        return super().get(request, *args, **kwargs)

    def delete_action(self):
        delete_contest(contest=self.object)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ContestInUseError as error:
            return self._refuse(error)

    def _refuse(self, error: RulesError) -> HttpResponse:
        messages.error(self.request, str(error.message))
        return redirect("contest_rules:edit", self.object.pk)


class ContestAdminMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A view of contests beside Wagtail's own."""

    header_icon = "pick"

    @property
    def permission_policy(self):
        """The policy of contests."""
        return policy_registry.get_by_type(Contest)

    def get_breadcrumbs_items(self):
        """Return the way to here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("contest_rules:index"), "label": gettext("Contests")},
            {"url": "", "label": str(self.page_title)},
        ]


class ContestPublishView(ContestAdminMixin, TemplateView):
    """What is still wrong, what entrants will read, and the button that publishes it."""

    page_title = _("Check and publish")
    permission_required = "change"
    template_name = "contests/admin/publish.html"

    @cached_property
    def contest(self) -> Contest:
        return get_object_or_404(Contest.objects.select_related("unit"), pk=self.kwargs["pk"])

    def post(self, request, pk: int) -> HttpResponse:
        """Publish, or say again what is missing."""
        try:
            publish_contest(contest=self.contest, user=request.user, now=timezone.now())
        except RulesError as error:
            messages.error(request, str(error.message))
            return self.render_to_response(self.get_context_data(pk=pk))
        log(instance=self.contest, action="wagtail.publish", user=request.user)
        messages.success(
            request,
            gettext("“%(title)s” is published.") % {"title": self.contest},
            buttons=[
                messages.button(
                    reverse("contests:contest", args=[self.contest.slug]), gettext("View")
                )
            ],
        )
        return redirect("contest_rules:publish", pk)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rules = rules_of(self.contest)
        is_first = not self.contest.published_at
        found = findings_at(rules, now=timezone.now(), is_first=is_first)
        context["contest"] = self.contest
        context["held"] = [_placed(rules, each) for each in blocking(found)]
        context["doubts"] = [
            _placed(rules, each) for each in found if each.severity is Severity.DOUBTFUL
        ]
        context["has_empty_roster"] = rules.roster_only and not has_lines(self.contest, rules)
        context["shown"] = shown_rules(
            rules, before=self.contest.before_rules, after=self.contest.after_rules
        )
        return context


def _placed(rules, finding):
    """Return ``finding`` with its place in words."""
    return replace(finding, path=place_of(rules, finding.path))


class ContestWithdrawView(ContestAdminMixin, FormView):
    """Takes a contest that nobody has entered off the site; of any other, says why not."""

    page_title = _("Take off the site")
    permission_required = "change"
    template_name = "contests/admin/withdraw.html"
    form_class = WithdrawalForm

    @cached_property
    def contest(self) -> Contest:
        return get_object_or_404(Contest.objects.published(), pk=self.kwargs["pk"])

    def form_valid(self, form):
        """Take it down, or say that somebody was quicker; then open the form."""
        try:
            withdraw_contest(
                contest=self.contest,
                reason=form.cleaned_data["reason"],
                user=self.request.user,
                now=timezone.now(),
            )
        except RulesError as error:
            messages.error(self.request, str(error.message))
        else:
            log(instance=self.contest, action="wagtail.unpublish", user=self.request.user)
            done = gettext("“%(title)s” is off the site, and a draft again.")
            messages.success(self.request, done % {"title": self.contest})
        return redirect("contest_rules:edit", self.contest.pk)

    def get_context_data(self, **kwargs):
        entrants = self.contest.entrants.count()
        return super().get_context_data(**kwargs, contest=self.contest, entrant_count=entrants)


class ContestCopyView(ContestAdminMixin, View):
    """Makes a draft with the same rules."""

    permission_required = "add"
    http_method_names = ["post"]

    def post(self, request, pk: int) -> HttpResponse:
        """Copy, then open the copy."""
        with transaction.atomic():
            copied = copy_contest(contest=get_object_or_404(Contest, pk=pk))
            log(instance=copied, action="wagtail.create", user=request.user)
        messages.success(request, gettext("This is the copy: enter its title, address and dates."))
        return redirect("contest_rules:edit", copied.pk)


class ContestPresetView(ContestAdminMixin, FormView):
    """Makes a draft of a ready-made set."""

    page_title = _("Begin with ready-made rules")
    permission_required = "add"
    template_name = "contests/admin/preset.html"
    form_class = PresetForm

    def form_valid(self, form):
        """Make the draft, then open it."""
        data = form.cleaned_data
        rules = PRESETS[data["preset"]].rules(data["opens_at"])
        with transaction.atomic():
            contest = build_contest(
                rules=replace(rules, title=data["title"]),
                organiser_name=data["organiser_name"],
                complaint_contact=data["complaint_contact"],
            )
            log(instance=contest, action="wagtail.create", user=self.request.user)
        messages.success(
            self.request, gettext("The draft is made: look through its tabs, then publish it.")
        )
        return redirect("contest_rules:edit", contest.pk)
