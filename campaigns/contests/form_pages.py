"""A page of the admin with one form: what is typed is kept, or said back with what is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from .told_errors import ToldError


class FormPageMixin:
    """Checks the one form of a page and keeps it; shows it again where something is wrong."""

    def make_form(self, data=None):
        """Return the form of this page."""
        raise NotImplementedError

    def keep(self, said: dict) -> str:
        """Do what a valid form says; return what the person is told.

        Raises:
            ToldError: it is not possible.
        """
        raise NotImplementedError

    def field_of(self, error: ToldError) -> str | None:
        """Return the field that ``error`` belongs to; None for the form as a whole."""
        return None

    def get_success_url(self) -> str:
        """Return where the person goes then; here again unless said otherwise."""
        return self.request.path

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"] = self.make_form()
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                told = self.keep(form.cleaned_data)
            except ToldError as error:
                form.add_error(self.field_of(error), error.message)
            else:
                messages.success(request, told)
                return redirect(self.get_success_url())
        return self.render_to_response(self.get_context_data(form=form))
