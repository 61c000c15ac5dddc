"""What Wagtail's list of sites says in English, whatever the language of the admin is.

It makes the heads of these columns out of names in the code.

Source: wagtail.sites.views.IndexView, Wagtail 8.0.
"""

from django.utils.text import capfirst
from wagtail.admin.ui.tables import Column
from wagtail.models import Site
from wagtail.sites.views import IndexView


def name_columns() -> None:
    """Call each column by the name of its field, which is translated."""
    for column in IndexView.columns:
        if type(column) is Column:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
