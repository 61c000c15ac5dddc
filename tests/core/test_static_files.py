import pytest
from django.core.files.base import ContentFile

from goodnews.core.static_files import ModuleStaticFilesStorage

SOURCES = {
    "js/desk/form.js": 'import { keep } from "./store.js";\nkeep();\n',
    "js/desk/store.js": "export function keep() {}\n",
    "js/other.js": 'import { keep } from "./nowhere.js";\n',
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

    def test_a_module_of_the_desk_imports_the_others_by_their_hashed_names(self, collected):
        storage, found = collected
        text = storage.open(found["js/desk/form.js"]).read().decode()
        assert f'from "./{found["js/desk/store.js"].rsplit("/", 1)[1]}"' in text

    def test_the_packages_scripts_are_left_as_they_are(self, collected):
        storage, found = collected
        assert storage.open(found["js/other.js"]).read().decode() == SOURCES["js/other.js"]
