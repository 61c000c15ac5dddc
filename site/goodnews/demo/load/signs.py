"""Questions of the demo that have pictures or raised and lowered signs."""

import io

from django.core.files.base import ContentFile

from goodnews.demo.drawings.signs import SIGNS, draw_sign
from goodnews.images.models import SiteImage
from goodnews.images.services import private_collection, store_photo
from quizblocks.bodies import Body, BodyChoice
from quizblocks.formats.items import ItemPicture
from quizblocks.models import Question, Topic
from quizblocks.services import create_question

RULES = "QCVN 41:2024/BGTVT"
# What is seen, not what it means.
SEEN = {
    "cam-di-nguoc-chieu": "Hình tròn đỏ có vạch ngang trắng ở giữa",
    "cam-re-trai": "Hình tròn viền đỏ, mũi tên đen quay sang trái bị gạch chéo đỏ",
    "dung-lai": "Hình tám cạnh màu đỏ có chữ STOP trắng",
    "nhuong-duong": "Hình tam giác viền đỏ, đỉnh quay xuống",
}
WHICH = (
    ("Biển báo nào cấm xe rẽ trái?", "cam-re-trai", "Biển P.123a cấm mọi xe rẽ trái."),
    (
        "Biển báo nào buộc mọi xe phải dừng lại trước khi đi tiếp?",
        "dung-lai",
        "Biển R.122: dừng hẳn, quan sát, an toàn mới đi.",
    ),
    (
        "Biển báo nào báo phải nhường đường cho xe trên đường ưu tiên?",
        "nhuong-duong",
        "Biển W.208: nhường đường cho xe trên đường ưu tiên.",
    ),
)
GAS = "<rich>Vì sao không nổ máy xe trong nhà đóng kín: khí nào <b>độc</b> mà không màu, không mùi?"


def load_sign_questions(topic: Topic) -> list[Question]:
    """Put four questions with traffic signs and one about gases into the bank."""
    signs = {name: _stored(name) for name in SIGNS}
    values = {"topic": topic, "vouched_by": "demo"}
    questions = [
        create_question(
            stem=stem,
            body=Body(choices=tuple(_sign(name, signs, right=right) for name in SIGNS)),
            explanation=reason,
            source=RULES,
            **values,
        )
        for stem, right, reason in WHICH
    ]
    questions.append(
        create_question(
            stem="Gặp biển báo này ở đầu phố, người đi xe đạp làm thế nào?",
            choices=[
                ("Đi vào bình thường vì biển chỉ dành cho ô tô", False),
                ("Không đi vào theo chiều này, tìm đường khác", True),
                ("Đi vào nếu đường vắng", False),
            ],
            picture=signs["cam-di-nguoc-chieu"],
            picture_alt=SEEN["cam-di-nguoc-chieu"],
            explanation="Biển P.102 cấm đi ngược chiều: mọi loại xe đều phải theo.",
            source=RULES,
            **values,
        )
    )
    questions.append(
        create_question(
            stem=GAS,
            choices=[
                ("<rich>Khí O<sub>2</sub>", False),
                ("Khí CO", True),
                ("<rich>Hơi nước H<sub>2</sub>O", False),
                ("<rich>Khí N<sub>2</sub>", False),
            ],
            explanation="Khí CO trong khói xe gây ngạt mà người hít phải không hay biết.",
            source="Cẩm nang an toàn giao thông",
            **values,
        )
    )
    return questions


def _stored(name: str) -> SiteImage:
    buffer = io.BytesIO()
    draw_sign(name).save(buffer, "PNG")
    return store_photo(
        file=ContentFile(buffer.getvalue(), name=f"{name}.png"),
        title=f"Biển báo: {name}",
        alt_text=SEEN[name],
        credit="Hình vẽ của trang",
        collection=private_collection(),
    )


def _sign(name: str, signs: dict[str, SiteImage], *, right: str) -> BodyChoice:
    picture = ItemPicture(SEEN[name], image=signs[name].pk)
    return BodyChoice("", name == right, picture=picture)
