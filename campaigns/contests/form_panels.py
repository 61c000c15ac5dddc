"""Panels of a form with hundreds of fields: few bytes for each, nothing asked twice.

Wagtail writes about two kilobytes around every field and every row, mostly buttons for
comments, which a contest does not have. The form of a contest repeats them for each line.
"""

from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from .admin_forms import PartFormSet


def without_comments(panels: list[Panel]) -> list[Panel]:
    """Return ``panels``, none of whose fields has a button for comments."""
    for panel in panels:
        if isinstance(panel, FieldPanel):
            panel.disable_comments = True
        without_comments(getattr(panel, "children", []))
    return panels


def light(panel: Panel) -> Panel:
    """Return ``panel`` in the few bytes that a part has for it."""
    kwargs = panel.clone_kwargs()
    if "children" in kwargs:
        kwargs["children"] = [light(child) for child in kwargs["children"]]
    return LIGHT[type(panel)](**kwargs) if type(panel) in LIGHT else panel


class LineField(FieldPanel):
    """A field of a part, with its label, help and errors."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "contests/admin/line_field.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if self.bound_field is not None:
                # Short, and once on the page.
                self.prefix = self.bound_field.auto_id


class LinePanel(FieldRowPanel):
    """Fields of a part beside each other."""

    class BoundPanel(FieldRowPanel.BoundPanel):
        template_name = "contests/admin/line.html"


class GroupPanel(MultiFieldPanel):
    """Lines of a part that belong together."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "contests/admin/group.html"


LIGHT = {FieldPanel: LineField, FieldRowPanel: LinePanel, MultiFieldPanel: GroupPanel}


class PartPanel(InlinePanel):
    """Parts of a contest with a form of their own; a part may have parts itself."""

    def __init__(self, *args, form_class, **kwargs):
        super().__init__(*args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": self.form_class,
            "formset": PartFormSet,
            "inherit_kwargs": ["for_user", "lists"],
        }
        return options

    @cached_property
    def child_edit_handler(self):
        lines = GroupPanel([light(each) for each in self.panel_definitions])
        return lines.bind_to_model(self.db_field.related_model)

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "contests/admin/parts.html"

        @property
        def is_inner(self) -> bool:
            """Whether it stands in another part, where nothing else says its heading."""
            return "-" in self.formset.prefix
