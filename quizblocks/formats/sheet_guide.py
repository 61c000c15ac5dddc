"""What the template of questions shows and says: a part of the file, in Vietnamese."""

from fractions import Fraction

from .items import WHOLE, Item, ItemChoice, ItemKind, ItemNumber

EXAMPLES = (
    Item(
        kind=ItemKind.SINGLE,
        stem="Đoàn Thanh niên Cộng sản Hồ Chí Minh được thành lập vào ngày nào?",
        choices=(
            ItemChoice("03/02/1930"),
            ItemChoice("26/03/1931", WHOLE),
            ItemChoice("19/08/1945"),
            ItemChoice("02/09/1945"),
        ),
        explanation="Hội nghị Trung ương Đảng tháng 3 năm 1931 bàn về công tác thanh niên; "
        "ngày 26/3/1931 được lấy làm ngày thành lập Đoàn.",
        topic="Lịch sử/Đoàn Thanh niên",
        difficulty="easy",
        source="Điều lệ Đoàn TNCS Hồ Chí Minh, lời nói đầu",
        tags=("lịch sử", "Đoàn"),
    ),
    Item(
        kind=ItemKind.SEVERAL,
        stem="Những tỉnh nào dưới đây giáp biên giới với Lào?",
        choices=(
            ItemChoice("Sơn La", Fraction(1, 2)),
            ItemChoice("Lạng Sơn"),
            ItemChoice("Nghệ An", Fraction(1, 2)),
            ItemChoice("Tây Ninh"),
        ),
        explanation="Lạng Sơn giáp Trung Quốc, Tây Ninh giáp Campuchia.",
        topic="Địa lý",
        difficulty="medium",
        source="Bản đồ hành chính Việt Nam",
    ),
    Item(
        kind=ItemKind.NUMERIC,
        stem="Đỉnh Phan Xi Păng cao bao nhiêu mét (lấy theo số liệu năm 1909 hoặc năm 2019)?",
        numbers=(ItemNumber(Fraction(3143), Fraction(3148), WHOLE),),
        explanation="Số đo năm 1909 là 3.143 m; số đo năm 2019 là 3.147,3 m.",
        topic="Địa lý",
        difficulty="hard",
        source="Cục Đo đạc, Bản đồ và Thông tin địa lý Việt Nam, 2019",
    ),
)
GUIDE = (
    (
        "Câu hỏi",
        "Bắt buộc. Mỗi dòng một câu. Không cần ghi “Câu 1”. Dòng trống được bỏ qua. "
        "Thứ tự các cột đổi được; khi nhập, trang web cho chọn lại cột nào là gì.",
    ),
    (
        "Mã câu hỏi",
        "Tùy chọn. Dòng có mã “VÍ DỤ” chỉ để xem, không được nhập; để lại hay xóa đều được.",
    ),
    (
        "Loại câu hỏi",
        "Chọn trong danh sách. Để trống thì trang web tự hiểu: một chữ cái là một đáp án, "
        "nhiều chữ cái là nhiều đáp án, hai phương án Đúng và Sai là câu đúng/sai.",
    ),
    (
        "Phương án A, B, C, D…",
        "Mỗi phương án một ô; cần thêm thì thêm cột “Phương án E”, “Phương án F”… Cũng được: "
        "một cột “Các phương án” với cả “A. … B. … C. …” trong một ô.",
    ),
    (
        "Đáp án",
        "Chữ cái (B), số thứ tự (2), nhiều đáp án (A, C), hoặc chép nguyên phương án đúng. Để "
        "trống thì phương án in đậm, gạch chân hoặc chữ đỏ là đáp án.",
    ),
    (
        "Đáp án có trọng số",
        "Khi các đáp án không được điểm như nhau, ghi phần điểm của từng phương án: "
        "“A=50%; B=50%; C=-1/3”. Phương án không nhắc đến được 0 điểm. Không ghi trọng số: câu "
        "một đáp án được cả điểm; câu n đáp án được 1/n điểm cho mỗi đáp án đúng.",
    ),
    ("Đúng/Sai", "Đáp án ghi “Đúng” hoặc “Sai”; các cột phương án để trống được."),
    (
        "Số",
        "Đáp án ghi số (3,14), khoảng (1–5) hoặc sai số (9,81 ± 0,05); dấu phẩy là dấu thập "
        "phân. Nhận nhiều số thì mỗi số một dòng trong ô (Alt+Enter). Số được một phần điểm thì "
        "ghi phần điểm trong ngoặc trước nó: “(50%) 3,1”.",
    ),
    (
        "Trả lời ngắn",
        "Mỗi câu trả lời được chấp nhận một dòng trong ô Đáp án, hoặc cách nhau bằng dấu chấm "
        "phẩy. Được một phần điểm thì ghi “(50%) Hà Nội”.",
    ),
    (
        "Sắp xếp",
        "Ghi các bước theo thứ tự đúng trong ô Đáp án, mỗi bước một dòng, có thể đánh số “1. …”.",
    ),
    (
        "Ghép đôi",
        "Mỗi cặp một dòng trong ô Đáp án: “Lào → Viêng Chăn” hoặc “Lào => Viêng Chăn”. Vế phải "
        "gây nhiễu, không thuộc cặp nào: “→ Băng Cốc”.",
    ),
    (
        "Ký hiệu trong ô nhiều dòng",
        "“⏎” là chỗ xuống dòng bên trong một câu trả lời, một bước hay một vế. Muốn viết chính "
        "dấu ⏎ hoặc → thì đặt dấu \\ ngay trước nó.",
    ),
    ("Giải thích", "Vì sao đáp án đúng. Bạn đọc chỉ thấy sau khi trả lời."),
    ("Chủ đề", "Chủ đề và chủ đề con cách nhau bằng dấu /: “An toàn mạng/Mật khẩu”."),
    ("Độ khó", "Dễ, Trung bình, Khó; hoặc nhận biết, thông hiểu, vận dụng; hoặc 1, 2, 3."),
    ("Nguồn", "Văn bản, điều khoản, bài viết mà câu hỏi dựa vào."),
    ("Đường dẫn nguồn", "Địa chỉ web của nguồn, bắt đầu bằng https://."),
    ("Thẻ", "Cách nhau bằng dấu phẩy. Thẻ có dấu phẩy bên trong thì đặt trong ngoặc kép."),
    ("Tên câu hỏi", "Tùy chọn. Tên ngắn để tìm trong ngân hàng câu hỏi."),
    ("Nhận xét khi đúng, khi sai", "Tùy chọn. Câu hiện ra khi bạn đọc trả lời đúng hoặc sai."),
    (
        "Nhận xét từng phương án",
        "Tùy chọn. Mỗi phương án một dòng: “A: …”, “B: …”. Với số và trả lời ngắn: “1: …” là "
        "câu trả lời ở dòng thứ nhất.",
    ),
    (
        "Công thức",
        "Ô có công thức Excel bị từ chối: hãy chép ô rồi dán giá trị.",
    ),
)
