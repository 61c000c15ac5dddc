"""The plan in Wagtail's admin ("Lịch đăng")."""

from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from campaigns import slots
from campaigns.admin_views import choose_campaign
from campaigns.calendar import campaign_month
from campaigns.choices import SlotKind
from campaigns.models import CampaignPage
from goodnews.core.days import local_day
from news.models import StoryPage

from .board import month_board, overdue_items, present_hour, reserve_list, week_board
from .choices import SLOT_OF_STORY, STATE_SIGNS, STATE_WORDS, SlotState
from .errors import NotReservedError, PlanError, StoryUnfitError
from .forms import ItemForm, MoveForm, PlanQueryForm, SlotForm, StoryDayForm, WithdrawForm
from .models import FeedKey, PlanItem, ReservedStory
from .services import (
    change_item,
    make_feed_key,
    move_item,
    plan_slot,
    remove_item,
    revoke_feed_key,
    withdraw_story,
)
from .services.reserve import find_reserved

LEGEND = [
    (STATE_SIGNS[state], STATE_WORDS[state], state)
    for state in SlotState
    if state != SlotState.OUTSIDE
]


def own_campaigns():
    """Return the campaigns that are planned: those in the site's first language."""
    return CampaignPage.objects.in_language(settings.LANGUAGE_CODE).newest_first()


def calendar_address(day: date, *, campaign=None, view: str = "thang") -> str:
    """Return where the calendar shows ``day``."""
    query = {"xem": view, "ngay": f"{day:%Y-%m-%d}"}
    if campaign is not None:
        query["chien_dich"] = campaign.pk
    return f"{reverse('plan:index')}?{urlencode(query)}"


def say_what_waits(request, page) -> None:
    """Tell the approver that the story is approved, and when it appears."""
    reserved = ReservedStory.objects.filter(page_id=page.pk).select_related("revision").first()
    if reserved is None:
        return
    moment = reserved.revision.approved_go_live_at
    words = {"title": page.draft_title}
    if moment is None:
        messages.info(request, gettext("“%(title)s” is approved and waits in the reserve.") % words)
        return
    words["moment"] = date_format(timezone.localtime(moment), "H:i d/m/Y")
    messages.info(request, gettext("“%(title)s” is approved and goes live at %(moment)s.") % words)


class PlanView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What the views of the plan share: who may come in, and the way back."""

    header_icon = "calendar-alt"
    permission_required = "change"

    @property
    def permission_policy(self):
        """The policy of the plan."""
        return policy_registry.get_by_type(PlanItem)

    def get_breadcrumbs_items(self):
        """Return the way to here; Wagtail's default ends at its own start page."""
        trail = [*self.breadcrumbs_items]
        if not isinstance(self, PlanCalendarView):
            trail.append({"url": reverse("plan:index"), "label": PlanCalendarView.page_title})
        return [*trail, {"url": "", "label": self.get_page_title()}]


class PlanCalendarView(PlanView, TemplateView):
    """A month or a week of the plan, with the reserve beside it."""

    page_title = _("Publishing plan")
    template_name = "planning/admin/calendar.html"
    permission_required = "view"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        now = timezone.now()
        today = local_day(now)
        form = PlanQueryForm(self.request.GET)
        campaigns = list(own_campaigns())
        campaign = choose_campaign(campaigns, form.chosen("chien_dich"), today=today)
        context |= {"campaigns": campaigns, "campaign": campaign, "today": today}
        if campaign is None:
            return context
        view = form.chosen("xem") or "thang"
        day = form.chosen("ngay") or form.chosen("thang") or today
        day = min(max(day, campaign.starts_on), campaign.ends_on)
        shown = week_board if view == "tuan" else month_board
        first = day if view == "tuan" else campaign_month(campaign, day)
        board = shown(campaign, first, now=now)
        return {
            **context,
            "view": view,
            "board": board,
            "gaps": board.gaps(),
            "legend": LEGEND,
            "reserve": reserve_list(),
            "overdue": overdue_items(campaign, today=today),
            "hour": present_hour(now),
            "can_plan": self.permission_policy.user_may_plan(self.request.user),
            "form": MoveForm(),
            **self._neighbours(campaign, first, view),
        }

    def _neighbours(self, campaign, first: date, view: str) -> dict:
        """Return the addresses of the span before, the present one and the next."""
        if view == "tuan":
            monday = slots.week_start(first)
            before, after = monday - slots.ONE_DAY, monday + slots.ONE_WEEK
        else:
            before = first - slots.ONE_DAY
            after = slots.month_end(first.year, first.month) + slots.ONE_DAY
        return {
            "before": before if before >= campaign.starts_on else None,
            "after": after if after <= campaign.ends_on else None,
            "shown_day": first,
        }


class PlanFormView(PlanView, FormView):
    """A form whose service may refuse with a sentence."""

    template_name = "planning/admin/form.html"
    submit_label = _("Save")

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "submit_label": self.submit_label,
            "back": self.back(),
            "introduction": self.introduction(),
        }

    def back(self) -> str:
        """Return where "Cancel" leads."""
        return reverse("plan:index")

    def introduction(self) -> str:
        """Return the sentence above the form."""
        return ""

    def form_valid(self, form):
        try:
            item = self.act(form, timezone.now())
        except StoryUnfitError as error:
            form.add_error("page" if "page" in form.fields else None, error)
        except PlanError as error:
            form.add_error("day" if "day" in form.fields else None, error)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(calendar_address(item.planned_on, campaign=item.campaign))
        return self.form_invalid(form)

    def act(self, form, now) -> PlanItem:
        """Let the service do what was asked."""
        raise NotImplementedError

    def say_planned(self, item: PlanItem) -> None:
        """Tell the person what has happened."""
        messages.success(
            self.request,
            gettext("“%(title)s” is planned for %(day)s.")
            % {"title": item.title, "day": f"{item.planned_on:%d/%m/%Y}"},
        )


class ItemAddView(PlanFormView):
    """Plan something for an empty day or week."""

    page_title = _("Plan a day")
    form_class = SlotForm
    submit_label = _("Put into the plan")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "campaigns": own_campaigns()}

    def get_initial(self):
        asked = PlanQueryForm(self.request.GET)
        today = local_day(timezone.now())
        campaign = choose_campaign(list(own_campaigns()), asked.chosen("chien_dich"), today=today)
        day = asked.chosen("ngay")
        return {
            "campaign": campaign,
            "kind": asked.chosen("loai") or SlotKind.DAY,
            "day": max(day, today) if day else None,
        }

    def act(self, form, now):
        values = dict(form.cleaned_data)
        item = plan_slot(**values, now=now)
        self.say_planned(item)
        return item


class ItemView(PlanFormView):
    """Parent of the views about one item."""

    @cached_property
    def item(self) -> PlanItem:
        """The item that the address names."""
        items = PlanItem.objects.select_related("campaign", "page", "unit", "assignee")
        return get_object_or_404(items, pk=self.kwargs["pk"])

    def back(self):
        return calendar_address(self.item.planned_on, campaign=self.item.campaign)

    def introduction(self):
        words = {"title": self.item.title, "day": f"{self.item.planned_on:%d/%m/%Y}"}
        return gettext("“%(title)s” is planned for %(day)s.") % words


class ItemEditView(ItemView):
    """Change what a day holds."""

    page_title = _("Change the plan of a day")
    form_class = ItemForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.item}

    def act(self, form, now):
        item = change_item(item=self.item, **form.cleaned_data, now=now)
        self.say_planned(item)
        return item


class ItemMoveView(ItemView):
    """Move an item to another day ("chuyển ngày")."""

    page_title = _("Move to another day")
    form_class = MoveForm
    submit_label = _("Move")

    def get_initial(self):
        return {"day": self.item.planned_on}

    def act(self, form, now):
        item = move_item(
            item=self.item, to=form.cleaned_data["day"], swap=form.cleaned_data["swap"], now=now
        )
        self.say_planned(item)
        return item


class ItemRemoveView(ItemView, TemplateView):
    """Take an item out of the plan."""

    page_title = _("Take out of the plan")
    submit_label = _("Take out")

    def get_form(self, form_class=None):
        return None

    def introduction(self):
        return f"{super().introduction()} " + gettext(
            "The day becomes empty; an approved story goes back to the reserve."
        )

    def post(self, request, *args, **kwargs):
        item = self.item
        remove_item(item=item, now=timezone.now())
        messages.success(
            request, gettext("“%(title)s” is out of the plan.") % {"title": item.title}
        )
        return redirect(calendar_address(item.planned_on, campaign=item.campaign))


class StoryDayView(PlanFormView):
    """Give a story a day ("xếp vào ngày"), from the reserve or from the story itself."""

    page_title = _("Plan a story")
    form_class = StoryDayForm
    submit_label = _("Put into the plan")

    @cached_property
    def story(self) -> StoryPage:
        """The story that the address names."""
        return get_object_or_404(StoryPage.objects.select_related("locale"), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "campaigns": own_campaigns()}

    def get_initial(self):
        today = local_day(timezone.now())
        asked = PlanQueryForm(self.request.GET)
        campaign = choose_campaign(list(own_campaigns()), asked.chosen("chien_dich"), today=today)
        return {"campaign": campaign, "day": asked.chosen("ngay")}

    def introduction(self):
        return f"“{self.story.draft_title}” · {self.story.get_kind_display()}"

    def act(self, form, now):
        item = plan_slot(
            campaign=form.cleaned_data["campaign"],
            kind=SLOT_OF_STORY[self.story.kind],
            day=form.cleaned_data["day"],
            page=self.story,
            unit=self.story.unit,
            now=now,
        )
        self.say_planned(item)
        return item


class StoryWithdrawView(PlanFormView):
    """Take a story out of the reserve ("rút khỏi kho tin")."""

    page_title = _("Take out of the reserve")
    form_class = WithdrawForm
    submit_label = _("Take out of the reserve")

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotReservedError as error:
            # Published or taken out a second ago, or clicked twice: there is nothing left to do.
            messages.warning(request, error.message)
            return redirect(self.back())

    @cached_property
    def story(self) -> StoryPage:
        """The story that the address names."""
        return get_object_or_404(StoryPage, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        find_reserved(self.story)
        return super().get(request, *args, **kwargs)

    def introduction(self):
        words = {"title": self.story.draft_title}
        return (
            gettext(
                "“%(title)s” stays a draft and is not published by itself any more. To be published "
                "it must be sent for review and approved again."
            )
            % words
        )

    def form_valid(self, form):
        story, reason = self.story, form.cleaned_data["reason"]
        withdraw_story(page=story, user=self.request.user, reason=reason, now=timezone.now())
        words = {"title": story.draft_title}
        messages.success(self.request, gettext("“%(title)s” is out of the reserve.") % words)
        return redirect(self.back())


class FeedKeyView(PlanView, TemplateView):
    """The private calendar address of the person who asks."""

    page_title = _("Plan in your own calendar")
    template_name = "planning/admin/feed_key.html"
    permission_required = "view"

    def get_context_data(self, **kwargs):
        key = FeedKey.objects.filter(user=self.request.user).first()
        return {**super().get_context_data(**kwargs), "key": key}

    def post(self, request, *args, **kwargs):
        if "revoke" in request.POST:
            revoke_feed_key(user=request.user)
            messages.success(request, gettext("The address no longer works."))
            return redirect("plan:feed_key")
        token = make_feed_key(user=request.user, now=timezone.now())
        path = reverse("planning:feed", args=[token])
        address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
        context = self.get_context_data(**kwargs)
        # Shown in the answer to the post, and never again.
        return self.render_to_response({**context, "address": address})
