"""The card that shows an exemplar inside a story."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from goodnews.core.kept import kept


class ExemplarCardBlockValue(blocks.StructValue):
    """What the template asks of an exemplar card."""

    @property
    def is_shown(self) -> bool:
        """False once the profile is taken down or made private: the card goes with it."""
        exemplar = self.get("exemplar")
        return bool(exemplar and exemplar.live and not exemplar.get_view_restrictions())

    @property
    def is_removed(self) -> bool:
        """True where a neutral line stands for somebody who took the consent back."""
        exemplar = self.get("exemplar")
        if not exemplar or exemplar.live:
            return False
        withdrawn = type(exemplar).objects.filter(pk=exemplar.pk).withdrawn()
        return kept(("profile withdrawn", exemplar.pk), withdrawn.exists)

    @property
    def shown(self):
        """The profile in the reader's language where there is one."""
        return self["exemplar"].localized


class ExemplarCardBlock(blocks.StructBlock):
    """A card that leads to an exemplar's profile (thẻ gương sáng)."""

    exemplar = blocks.PageChooserBlock(page_type="exemplars.ExemplarPage", label=_("exemplar"))

    class Meta:
        icon = "user"
        label = _("Exemplar")
        description = _("A card that leads to the profile of a person or group.")
        preview_value = {}
        template = "exemplars/blocks/exemplar_card_block.html"
        value_class = ExemplarCardBlockValue
