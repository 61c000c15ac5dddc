"""What the office reads of a rule that nobody has reworded says that essays go, too."""

from django.db import migrations

KIND = "contest-entrants"
BEFORE = (
    "Giữ 2 năm để trao giải, trả lời khiếu nại và cấp lại giấy chứng nhận, rồi xóa tên, ngày sinh, "
    "điện thoại, thư điện tử, câu hỏi gửi ban tổ chức; đơn vị, lượt thi và điểm vẫn còn."
)
AFTER = BEFORE.replace("thư điện tử, câu hỏi", "thư điện tử, bài viết, câu hỏi")


def reword(apps, before: str, after: str) -> None:
    rules = apps.get_model("privacy", "RetentionRule").objects.filter(kind=KIND, note=before)
    rules.update(note=after)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_requests_and_retention")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: reword(apps, BEFORE, AFTER),
            lambda apps, schema_editor: reword(apps, AFTER, BEFORE),
        )
    ]
