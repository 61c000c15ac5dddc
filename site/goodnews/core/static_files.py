"""Static files under names that change with their content, module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Lets the desk's modules import each other by their hashed names.

    Without it a new module would import an old one that a browser kept. Only
    there, because the packages' scripts are not written for it.

    Source: HashedFilesMixin.support_js_module_import_aggregation, Django 5.2.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/desk/*.js",
            CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
        ),
    )
