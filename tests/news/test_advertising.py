"""What sells is found, what good news says is not."""

import unicodedata

from django.test import SimpleTestCase, TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodnews.workflows.errors import PublicationRefusedError
from news.advertising import Sign, find_advertising
from tests.workflows.factories import act, edit, fresh, make_newsroom

SELLING = {
    "Áo thun Thanh niên giá chỉ 99k, mua ngay kẻo lỡ!": Sign.ORDER,
    "Quý khách liên hệ đặt hàng qua Zalo 0912 345 678.": Sign.ORDER,
    "Inbox ngay để nhận giá tốt nhất.": Sign.ORDER,
    "Mua 1 tặng 1 trong tuần lễ vàng.": Sign.ORDER,
    "Freeship toàn quốc cho đơn đầu tiên.": Sign.ORDER,
    "Khuyến mãi hấp dẫn nhân dịp khai trương cửa hàng điện máy.": Sign.OFFER,
    "Cửa hàng khuyến mại, giảm giá 50% toàn bộ sản phẩm.": Sign.OFFER,
    "Trả góp xe máy, gọi 0987.654.321 gặp anh Hùng.": Sign.OFFER,
    "Mật ong rừng giá 250.000đ/lít, gọi 0912345678.": Sign.SALE,
    "Homestay view núi, giá từ 300k, ĐT: +84 912 345 678": Sign.SALE,
    "Xem thêm tại https://shopee.vn/ao-thun-i.1.2": Sign.SHOP,
    "Mua ở shope.ee/abc: https://shope.ee/7abc": Sign.SHOP,
    "Chi tiết: https://example.vn/sp?aff_id=77": Sign.SHOP,
}
TRUE_NEWS = (
    "Đoàn xã trao 50 suất quà, mỗi suất trị giá 500.000 đồng, cho học sinh nghèo vượt khó.",
    "Khi phát hiện trẻ em bị xâm hại, hãy gọi Tổng đài quốc gia bảo vệ trẻ em 111.",
    "Cấp cứu gọi 115, cứu hỏa gọi 114, miễn phí.",
    "Mọi thông tin xin liên hệ Văn phòng Tỉnh Đoàn, điện thoại 0206 3852 345.",
    "Bạn đọc ủng hộ xin liên hệ chị Lý Thị Mẩy, Bí thư Đoàn xã, số 0912 345 678; mỗi suất 200.000đ.",
    "“Gian hàng 0 đồng” mở cửa sáng thứ Bảy, bà con chọn áo ấm miễn phí.",
    "Đoàn viên giúp bà con tiêu thụ 3 tấn mận, giá 15.000 đồng/kg, cao hơn thương lái.",
    "Bà con nhờ đoàn viên mà biết bán nông sản trên Shopee và livestream chốt đơn.",
    "Nhiều người đi chợ phiên ghé lại, mua ngay tại vườn hơn hai tạ cam.",
    "Công an xã cảnh báo tin nhắn lừa đảo “khuyến mãi, mua ngay, giảm giá 90%”.",
    "Ngân hàng Chính sách xã hội cho hộ nghèo vay ưu đãi 50 triệu đồng để nuôi dê.",
    "Cây cầu dân sinh có giá trị 1,2 tỷ đồng do 300 đoàn viên góp công.",
    "Hợp tác xã nhận đơn đặt hàng 200 chiếc khăn thổ cẩm từ Nhật Bản.",
    "Giải Nhất cuộc thi được thưởng 10 triệu đồng và giấy khen.",
    "Lớp học bơi miễn phí; phụ huynh đăng ký với anh Páo, số 0912 345 678.",
    "Đoàn phường hướng dẫn người dân nộp hồ sơ trên dichvucong.gov.vn và cài VNeID.",
)


class RuleTests(SimpleTestCase):
    def test_what_sellers_write_is_found(self):
        for text, sign in SELLING.items():
            with self.subTest(text=text):
                self.assertIn(sign, [finding.sign for finding in find_advertising(text)])

    def test_good_news_is_left_alone(self):
        for text in TRUE_NEWS:
            with self.subTest(text=text):
                self.assertEqual(find_advertising(text), [])
        self.assertEqual(find_advertising("\n".join(TRUE_NEWS)), [])

    def test_links_are_looked_at_too(self):
        for link in (
            "https://www.lazada.vn/products/x.html",
            "https://shop.tiktok.com/view/product/1",
            "https://www.tiktok.com/@bandat/shop",
            "https://s.shopee.vn/3abc",
            "https://bao.example/bai?utm_medium=affiliate",
        ):
            with self.subTest(link=link):
                self.assertEqual([f.sign for f in find_advertising("", [link])], [Sign.SHOP])
        for link in (
            "https://tinhdoan.example/tin?page=2",
            "https://www.tiktok.com/@doanxa/video/7",
            "https://example.vn/shopee-va-nong-san",
            "https://example.vn/?affair=1",
        ):
            with self.subTest(link=link):
                self.assertEqual(find_advertising("", [link]), [])

    def test_an_excerpt_shows_the_words_as_they_stand(self):
        (finding,) = find_advertising("Trời đẹp. Mua ngay hôm nay!")
        self.assertEqual(finding.excerpt, "Mua ngay hôm nay!")

    # Letters are drawn slowly on a busy machine.
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(max_size=120), st.lists(st.text(max_size=40), max_size=2))
    def test_any_text_has_an_answer(self, text, links):
        for finding in find_advertising(text, links):
            self.assertTrue(finding.excerpt)
            self.assertLessEqual(len(finding.excerpt), 61)

    @settings(deadline=None)
    @given(
        st.sampled_from(sorted(SELLING)),
        st.sampled_from(["NFC", "NFD"]),
        st.sampled_from([str, str.upper]),
    )
    def test_marks_and_capitals_hide_nothing(self, text, form, case):
        hidden = unicodedata.normalize(form, case(text))
        self.assertIn(SELLING[text], [finding.sign for finding in find_advertising(hidden)])

    @settings(deadline=None)
    @given(st.sampled_from(sorted(SELLING)), st.lists(st.sampled_from(TRUE_NEWS), max_size=5))
    def test_good_news_around_it_hides_nothing_and_adds_nothing(self, text, news):
        signs = {finding.sign for finding in find_advertising(text)}
        around = "\n".join([*news, text, *news])
        self.assertEqual({finding.sign for finding in find_advertising(around)}, signs)


class StoryTests(TestCase):
    def setUp(self):
        self.room = make_newsroom()

    def at_approval(self):
        body = '[{"type": "text", "value": "<p>Trời đẹp.</p><p>Mua ngay hôm nay!</p>"}]'
        return self.room.at_approval(body=body)

    def test_unmarked_advertising_stops_the_approval_at_its_field(self):
        story = self.at_approval()
        with self.assertRaises(PublicationRefusedError) as refused:
            act(story, self.room.approver, "approve")
        self.assertEqual(list(refused.exception.error_dict), ["sponsorship"])
        self.assertIn("Mua ngay hôm nay!", " ".join(refused.exception.messages))
        self.client.force_login(self.room.approver)
        page = self.client.get(f"/admin/pages/{story.pk}/edit/")
        self.assertContains(page, '<a href="#id_sponsorship-label">')
        self.assertContains(page, 'id="id_sponsorship-label"')

    def test_a_shop_behind_a_link_is_found(self):
        body = '[{"type": "text", "value": "<p><a href=\\"https://shopee.vn/x\\">Xem</a></p>"}]'
        story = self.room.story(body=body)
        self.assertEqual([list(f.error_dict) for f in story.approval_faults()], [["sponsorship"]])

    def test_marked_it_is_published_and_readers_are_told(self):
        story = edit(self.at_approval(), self.room.editor, sponsorship="Hợp tác xã Nậm Pung")
        act(story, self.room.approver, "approve")
        story = fresh(story)
        self.assertTrue(story.live)
        page = self.client.get(story.get_url())
        self.assertContains(page, "Thông tin tài trợ:")
        self.assertContains(page, "Hợp tác xã Nậm Pung")

    def test_a_story_without_sponsor_says_nothing_of_it(self):
        story = self.room.at_approval()
        act(story, self.room.approver, "approve")
        self.assertNotContains(self.client.get(fresh(story).get_url()), "tài trợ")
