"""Who is in a picture: the page that an image's own page leads to."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from goodnews.core.pagecache import purge_public_pages
from goodnews.images.models import SiteImage

from .models import PersonInPicture
from .picture_forms import PeopleFormSet
from .pictures import picture_gaps


class PeopleInPictureView(WagtailAdminTemplateMixin, TemplateView):
    """Names the people in a picture; for whoever may change the image."""

    template_name = "consents/admin/people_in_picture.html"
    page_title = gettext_lazy("People in the picture")
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        policy = policy_registry.get_by_type(SiteImage)
        if not policy.user_has_permission_for_instance(request.user, "change", self.image):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def image(self) -> SiteImage:
        return get_object_or_404(SiteImage, pk=self.kwargs["image_id"])

    def get_page_subtitle(self):
        return self.image.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailimages:index"), "label": _("Images")},
            {"url": reverse("wagtailimages:edit", args=[self.image.pk]), "label": self.image.title},
            {"url": "", "label": _("People in the picture")},
        ]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("formset", self.formset())
        gaps = picture_gaps(image_ids=[self.image.pk])
        return super().get_context_data(image=self.image, gaps=gaps, **kwargs)

    def formset(self, data=None):
        people = PersonInPicture.objects.filter(image=self.image)
        return PeopleFormSet(data, queryset=people, prefix="people")

    def post(self, request, *args, **kwargs):
        formset = self.formset(request.POST)
        if not formset.is_valid():
            return self.render_to_response(self.get_context_data(formset=formset))
        with transaction.atomic():
            for form in formset.deleted_forms:
                if form.instance.pk:
                    form.instance.delete()
            for form in formset.forms:
                if form.has_changed() and form not in formset.deleted_forms:
                    form.instance.image = self.image
                    form.save()
            purge_public_pages()
        messages.success(request, _("The people in the picture were saved."))
        return redirect("people_in_picture", self.image.pk)
