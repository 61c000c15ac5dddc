"""Static files under names that change with their content, module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Lets the site's modules import each other by their hashed names.

    Without it a new module would import an old one that a browser kept, and a
    module asked for under both names would run twice. Only ``js/``, the desk's
    folder included, because the packages' scripts are not written for it.

    Source: HashedFilesMixin.support_js_module_import_aggregation, Django 5.2.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
        ),
    )
