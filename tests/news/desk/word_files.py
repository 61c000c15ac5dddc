"""Word files made by hand, part by part."""

import zipfile
from io import BytesIO

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns='
    '"http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="jpg" ContentType="image/jpeg"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
MAIN = RELATIONS.format(
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
)
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w='
    '"http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{office}" xmlns:a='
    '"http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp='
    '"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic='
    '"http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>{body}</w:body></w:document>'
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="'
    'http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
    '<a:blip r:embed="{}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)


def word_bytes(*lines: str, pictures=(), extension="jpg", more=None, document=None) -> bytes:
    """Return a .docx with ``lines`` as paragraphs and ``pictures`` after them.

    Args:
        more: further parts of the file, by name.
        document: the whole XML of the main part, instead of ``lines``.
    """
    body = "".join(PARAGRAPH.format(line) for line in lines)
    body += "".join(PICTURE.format(f"p{number}") for number in range(len(pictures)))
    relations = "".join(
        f'<Relationship Id="p{n}" Type="{OFFICE}/image" Target="media/{n}.{extension}"/>'
        for n in range(len(pictures))
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", MAIN)
        archive.writestr("word/document.xml", document or DOCUMENT.format(office=OFFICE, body=body))
        archive.writestr("word/_rels/document.xml.rels", RELATIONS.format(relations))
        for number, picture in enumerate(pictures):
            archive.writestr(f"word/media/{number}.{extension}", picture)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return file.getvalue()
