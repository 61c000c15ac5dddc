import pytest
from django.core.files.base import ContentFile

from goodnews.core.static_files import ModuleStaticFilesStorage

SOURCES = {
    "js/desk/form.js": 'import { keep } from "./store.js";\nkeep();\n',
    "js/desk/store.js": "export function keep() {}\n",
    "js/poll.js": 'import { ask } from "./quiz.js";\nask();\n',
    "js/quiz.js": "export function ask() {}\n",
    "wagtailadmin/js/other.js": 'import { keep } from "./nowhere.js";\n',
}


class ModuleStaticFilesStorageTests:
    @pytest.fixture
    def collected(self, tmp_path):
        storage = ModuleStaticFilesStorage(location=tmp_path, base_url="/static/")
        for name, text in SOURCES.items():
            storage.save(name, ContentFile(text.encode()))
        paths = {name: (storage, name) for name in SOURCES}
        found = {}
        for name, hashed, _processed in storage.post_process(paths):
            if not isinstance(hashed, Exception) and hashed:
                found[name] = hashed
        return storage, found

    @pytest.mark.parametrize(
        ("importer", "imported"),
        [("js/desk/form.js", "js/desk/store.js"), ("js/poll.js", "js/quiz.js")],
    )
    def test_a_module_of_the_site_imports_others_by_their_hashed_names(
        self, collected, importer, imported
    ):
        storage, found = collected
        text = storage.open(found[importer]).read().decode()
        assert f'from "./{found[imported].rsplit("/", 1)[1]}"' in text

    def test_the_packages_scripts_are_left_as_they_are(self, collected):
        storage, found = collected
        name = "wagtailadmin/js/other.js"
        assert storage.open(found[name]).read().decode() == SOURCES[name]
