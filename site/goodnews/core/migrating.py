"""A new database through all its migrations in a third of the time.

Django renders the models anew for every operation, some ten thousand times. Each rendered model
lets it forget which models the settings can exchange, and for every foreign key it asks all apps
again; each of its fields is taken apart and made anew, with all its choices and blocks.
"""

import copy
import functools
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db.migrations.state import ProjectState
from django.db.models import Field
from django.utils.functional import cached_property

# A rendered state has some hundred thousand. Searched for garbage after every 700, as Python does,
# states are walked through again and again; without any search they fill two gigabytes.
OBJECTS_BETWEEN_SEARCHES = 200_000
# They add or remove an index or a constraint: the models around it stay as they are.
OPTIONS_ONLY = ("_append_option", "_remove_option")


@contextmanager
def many_migrations() -> Iterator[None]:
    """Ask once which models are exchangeable, copy fields, and look for garbage seldom."""
    thresholds = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES, *thresholds[1:])
    apps.get_swappable_settings_name = functools.cache(apps.get_swappable_settings_name)
    methods = {name: vars(ProjectState)[name] for name in ("_find_reload_model", *OPTIONS_ONLY)}
    try:
        Field.clone = copied
        ProjectState._find_reload_model = _only_new_model(methods["_find_reload_model"])
        for name in OPTIONS_ONLY:
            setattr(ProjectState, name, _nothing_around(methods[name]))
        yield
    finally:
        for name, method in methods.items():
            setattr(ProjectState, name, method)
        Field.clone = _made_anew
        del apps.get_swappable_settings_name
        gc.set_threshold(*thresholds)
        gc.collect()


def copied(field: Field) -> Field:
    """Return a field like ``field`` that no model has, as Django's ``clone`` does.

    A field of no model, as states have them, is copied; one of a model knows more than its clone.
    """
    if hasattr(field, "model"):
        return _made_anew(field)
    found = copy.deepcopy(field)
    # A relation looked up before the models were there is a name, and not a model.
    for name in _looked_up_once(type(field)):
        found.__dict__.pop(name, None)
    # The order of a model's fields is that of their numbers; what Django adds itself comes first.
    if field.auto_created:
        found.creation_counter = Field.auto_creation_counter
        Field.auto_creation_counter -= 1
    else:
        found.creation_counter = Field.creation_counter
        Field.creation_counter += 1
    return found


_made_anew = Field.clone


@functools.cache
def _looked_up_once(kind: type[Field]) -> list[str]:
    return [
        name
        for each in kind.__mro__
        for name, value in vars(each).items()
        if isinstance(value, cached_property)
    ]


def _only_new_model(find):
    """Render a new model, and nothing around it: nothing points to it yet."""

    def find_reload_model(state, app_label, model_name, delay=False):
        if model_name in state.apps.all_models[app_label]:
            return find(state, app_label, model_name, delay)
        # Before a migration looks at rows, all models are rendered together.
        state.is_delayed = True
        return {(app_label, model_name)}

    return find_reload_model


def _nothing_around(change):
    """Render the model that ``change`` changes, and nothing around it."""

    def change_one(state, app_label, model_name, *args):
        state._find_reload_model = lambda *_args: {(app_label, model_name)}
        try:
            change(state, app_label, model_name, *args)
        finally:
            del state._find_reload_model
        state.is_delayed = True

    return change_one
