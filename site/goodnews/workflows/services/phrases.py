"""The ready phrases that a new desk begins with."""

from goodnews.workflows.models import ReturnPhrase

# Data that authors read, and so Vietnamese; the office changes them in the admin.
FIRST_PHRASES = (
    "Thiếu ảnh, hoặc ảnh mờ, quá nhỏ: bạn gửi ảnh gốc rõ nét hơn.",
    "Thiếu chú thích ảnh: ai, đang làm gì, ở đâu.",
    "Chưa rõ thời gian, địa điểm: bạn ghi ngày và nơi diễn ra.",
    "Chưa nêu nguồn: tin đăng lại cần tên và đường dẫn của bài gốc.",
    "Chưa có sự đồng ý của người trong bài hoặc trong ảnh; người dưới 16 tuổi cần cả người giám hộ.",
    "Bài giống báo cáo: bạn kể việc làm cụ thể và lời của người trong cuộc.",
    "Nội dung trùng với tin đã đăng.",
    "Phần mở đầu quá dài: rút còn tối đa 240 ký tự.",
)


def seed_phrases() -> None:
    """Write the first phrases, unless the office has its own already."""
    if ReturnPhrase.objects.exists():
        return
    ReturnPhrase.objects.bulk_create(
        ReturnPhrase(text=text, position=number * 10)
        for number, text in enumerate(FIRST_PHRASES, start=1)
    )
