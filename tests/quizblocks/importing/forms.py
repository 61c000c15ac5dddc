"""What a browser would send of the import's form."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Reads the fields of the import's form, as a browser without JavaScript would send them."""

    def __init__(self):
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.area = None
        self.select = None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name, value = values.get("name"), values.get("value", "")
        kind = values.get("type", "text")
        if tag == "input" and name and (kind in ("text", "hidden") or "checked" in values):
            self.values.append((name, "on" if kind == "checkbox" else value or ""))
        elif tag == "textarea":
            self.area = [name, ""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in values:
            self.values.append((self.select, value))

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.values.append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None


def fields_of(response) -> dict[str, list[str]]:
    """Return what the form of ``response`` would send, by name."""
    html = response.content.decode()
    start = html.index('class="bank-import"')
    reader = FormReader()
    reader.feed(html[start : html.index("</form>", start)])
    fields: dict[str, list[str]] = {}
    for name, value in reader.values:
        fields.setdefault(name, []).append(value)
    return fields
