"""People whom a story names or shows, and who have to agree to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from goodnews.consents.choices import AgeBand


class StoryPerson(Orderable):
    """Somebody who is named or can be recognised in a story (người trong bài); never public.

    Whether they agreed stands in the consents, under the story's translation
    key and the person's name: a consent covers whom it names.
    """

    story = ParentalKey("news.StoryPage", on_delete=models.CASCADE, related_name="named_people")
    name = models.CharField(_("full name"), max_length=200)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices)

    class Meta(Orderable.Meta):
        verbose_name = _("person in a story")
        verbose_name_plural = _("people in stories")

    def __str__(self):
        return self.name
