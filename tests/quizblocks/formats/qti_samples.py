"""QTI items written anew from the documentation of each interaction."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

SPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
NEW_SPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
CORRECT = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
MAPPED = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"
# Elements of the question's own text keep their names in version 3.
HTML = {"p", "b", "div", "img", "br", "math", "strong", "table", "tr", "td"}
TAG = re.compile(r"<(/?)([A-Za-z]+)([^<>]*)>")
ATTRIBUTE = re.compile(r"([a-z]+[A-Z]\w*)=")
HUMP = re.compile(r"([A-Z])")


def item(declaration: str, body: str, *, after: str = "", template: str = CORRECT) -> str:
    """Return an item of version 2.1."""
    rules = f'<responseProcessing template="{template}"/>' if template else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{SPACE}" '
        'identifier="q1" title="Câu một" adaptive="false" timeDependent="false">\n'
        f"{declaration}\n<itemBody>{body}</itemBody>\n{rules}{after}</assessmentItem>"
    )


def declared(*right: str, cardinality="single", base="identifier", mapping: str = "") -> str:
    values = "".join(f"<value>{each}</value>" for each in right)
    correct = f"<correctResponse>{values}</correctResponse>" if right else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="{base}">{correct}{mapping}</responseDeclaration>'
    )


def mapping(**values) -> str:
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in values.items()
    )
    return f'<mapping defaultValue="0">{entries}</mapping>'


def interaction(kind: str, inside: str, *, prompt: str = "", **attributes) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    asked = f"<prompt>{prompt}</prompt>" if prompt else ""
    return f'<{kind} responseIdentifier="RESPONSE"{said}>{asked}{inside}</{kind}>'


def choices(tag: str = "simpleChoice", /, **texts: str) -> str:
    return "".join(f'<{tag} identifier="{name}">{text}</{tag}>' for name, text in texts.items())


def matches(**texts: str) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="1">{text}</simpleAssociableChoice>'
        for name, text in texts.items()
    )


SINGLE = item(
    declared("B"),
    "<p>Đoàn <b>thành lập</b> ngày nào?</p>"
    + interaction(
        "choiceInteraction",
        '<simpleChoice identifier="A">3/2/1930<feedbackInline outcomeIdentifier="F" '
        'identifier="A" showHide="show">Đó là ngày của Đảng.</feedbackInline></simpleChoice>'
        + choices(B="26/3/1931", C="2/9/1945"),
        prompt="Chọn một.",
        maxChoices="1",
        shuffle="true",
    ),
    after='<modalFeedback outcomeIdentifier="F" identifier="correct" showHide="show">Đúng rồi!'
    '</modalFeedback><modalFeedback outcomeIdentifier="F" identifier="INCORRECT" '
    'showHide="show">Chưa đúng.</modalFeedback><modalFeedback outcomeIdentifier="F" '
    'identifier="all" showHide="show">Hội nghị Trung ương quyết định.</modalFeedback>',
)
SEVERAL = item(
    declared("A", "B", cardinality="multiple", mapping=mapping(A=2, B=1, C=-3)),
    interaction(
        "choiceInteraction",
        choices(A="Mật khẩu mạnh", B="Xác thực hai bước", C="Cho mượn mã"),
        prompt="Việc nào an toàn?",
        maxChoices="0",
    ),
    template=MAPPED,
)
TRUE_FALSE = item(
    declared("no"),
    interaction(
        "choiceInteraction", choices(no="Sai", yes="Đúng"), prompt="Trẻ em dưới 18 tuổi.", max="1"
    ),
)
SHORT = item(
    declared("Hà Nội", base="string", mapping=mapping(**{"Hà Nội": 1, "Thăng Long": "0.5"})),
    "<p>Thủ đô là "
    + interaction("textEntryInteraction", "", expectedLength="10")
    + " từ năm 1010.</p>",
    template=MAPPED,
)
NUMERIC = item(
    declared("9.81", base="float"),
    "<p>Gia tốc rơi tự do là bao nhiêu? " + interaction("textEntryInteraction", "") + "</p>",
    template="",
    after='<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" '
    'tolerance="0.05 0.1"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/>'
    "</equal></responseIf></responseCondition></responseProcessing>",
)
ORDER = item(
    declared("C", "A", "B", cardinality="ordered"),
    interaction(
        "orderInteraction", choices(A="Hai", B="Ba", C="Một"), prompt="Xếp từ nhỏ đến lớn."
    ),
)
MATCH = item(
    declared("L V", "C P", cardinality="multiple", base="directedPair"),
    interaction(
        "matchInteraction",
        f"<simpleMatchSet>{matches(L='Lào', C='Campuchia')}</simpleMatchSet>"
        f"<simpleMatchSet>{matches(P='Phnôm Pênh', V='Viêng Chăn', B='Băng Cốc')}"
        "</simpleMatchSet>",
        prompt="Ghép nước với thủ đô.",
    ),
)
ASSOCIATE = item(
    declared("A B", "C D", cardinality="multiple", base="pair"),
    interaction(
        "associateInteraction",
        matches(A="Kim Đồng", B="Cao Bằng", C="Lý Tự Trọng", D="Hà Tĩnh", E="Huế"),
        prompt="Ghép người với quê.",
    ),
)
GAP = item(
    declared("B"),
    "<p>Đoàn mang tên Bác từ năm "
    + interaction("inlineChoiceInteraction", choices("inlineChoice", A="1969", B="1970"))
    + ".</p>",
)


def as_version_3(text: str) -> str:
    """Return an item of version 2 as version 3 writes it."""

    def renamed(found: re.Match) -> str:
        new = HUMP.sub(r"-\1", found[2]).lower()
        name = found[2] if found[2] in HTML else f"qti-{new}"
        attributes = ATTRIBUTE.sub(lambda a: HUMP.sub(r"-\1", a[1]).lower() + "=", found[3])
        return f"<{found[1]}{name}{attributes}>"

    return TAG.sub(renamed, text).replace(SPACE, NEW_SPACE)


def package(files: dict[str, str], *, kind: str = "imsqti_item_xmlv2p1", folder: str = "") -> bytes:
    """Return a package of items with its manifest."""
    resources = "".join(
        f'<resource identifier="r{number}" type="{kind}" href="{name}"><file href="{name}"/>'
        "</resource>"
        for number, name in enumerate(files)
    )
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>'
        f'<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/>{resources}'
        "</resources></manifest>"
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(f"{folder}imsmanifest.xml", manifest)
        for name, text in files.items():
            if text:
                archive.writestr(f"{folder}{name}", text)
    return out.getvalue()
