#!/usr/bin/env python3
"""Photos that go with a report: made small and clean at the school, sent after the numbers over a line that is cut, and asked
for again where the hub has lost them."""
import struct
import unittest

from clerks import ENTRY, Copies
from commune import PROFILE, Refused
from lines import Line
from pictures import png

SECRET = b"GPSLatitude 20.5167 N"
PIECE = 16 * 1024
# What a sync without photos takes: the handshake, the entries, and the heads of the pieces.
OVERHEAD = 16 * 1024


def with_place(jpeg):
    """The photo as a telephone writes it: EXIF with its maker and where it was."""
    tiff = b"II*\0" + struct.pack("<IH", 8, 2)
    tiff += struct.pack("<HHI4s", 0x010F, 2, 4, b"Fon\0") + struct.pack("<HHII", 0x8825, 4, 1, 60)
    body = b"Exif\0\0" + tiff + b"\0" * 4 + SECRET
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


class Evidence(Copies):
    def setUp(self):
        super().setUp()
        self.clerk = self.enroll()
        self.line = Line(self.commune.port)
        self.addCleanup(self.line.close)
        self.clerk.agent("hub", f"127.0.0.1:{self.line.port}")

    def photo(self):
        """A file as a telephone makes it."""
        scan, plain = self.commune.root / "scan.png", self.commune.root / "plain.jpg"
        scan.write_bytes(png(900, 700))
        self.clerk.agent("evidence", "add", *ENTRY, scan)
        code = self.files()[0]["code"]
        self.clerk.agent("evidence", "get", *ENTRY, code, "--to", plain)
        self.clerk.agent("evidence", "remove", *ENTRY, code)
        self.assertEqual(self.files(), [])
        photo = self.commune.root / "IMG_0001.jpg"
        photo.write_bytes(with_place(plain.read_bytes()))
        return photo

    def files(self):
        said = self.clerk.agent.json("show", *ENTRY).get("evidence", [])
        listed = self.clerk.agent("evidence", "list", *ENTRY).stdout
        codes = [line.split()[0] for line in listed.splitlines()[1:]]
        return [dict(file, code=code) for file, code in zip(said, codes)]

    def hub_files(self):
        folder = self.commune.hub_data / "evidence"
        return {f.name: f for f in folder.iterdir()} if folder.exists() else {}

    def report_with_photo(self):
        photo = self.photo()
        self.assertIn(SECRET, photo.read_bytes())
        said = self.clerk.agent("evidence", "add", *ENTRY, photo).stdout
        self.assertIn("Nơi chụp và tên máy ảnh", said)
        self.assertIn("phụ huynh", said)
        self.clerk.report(20)
        return int(self.files()[0]["size"])

    def test_C10_C11_G13_a_photo_cut_off_goes_on_where_the_hub_has_it(self):
        size = self.report_with_photo()
        self.assertGreater(size, 6 * PIECE)
        self.line.count(cut_after=size // 2)
        said = self.clerk.sync()
        self.assertIn("hub nhận 1 thay đổi", said, "the number does not wait for the photo")
        self.assertIn("Minh chứng: còn 1 tệp", said)
        self.assertIn("\nhub đã nhận\n", self.clerk.agent("show", *ENTRY).stdout)
        self.assertIn("Minh chứng: còn 1 tệp", self.clerk.agent("status").stdout)
        (part,) = self.hub_files().values()
        self.assertTrue(part.name.endswith(".part"))
        have = part.stat().st_size
        self.assertGreater(have, PIECE)
        self.assertIn("đang đến", self.commune.hub("evidence", "list").stdout)

        self.line.count()
        self.clerk.sync()
        self.assertGreater(self.line.sent, size - have)
        self.assertLess(self.line.sent, size - have + OVERHEAD, "what the hub had confirmed was sent again")
        (whole,) = self.hub_files().values()
        kept = whole.read_bytes()
        self.assertEqual(len(kept), size)
        for gone in (SECRET, b"GPS", b"Exif", b"Fon"):
            self.assertNotIn(gone, kept)
        self.assertNotIn("Minh chứng", self.clerk.agent("status").stdout)
        self.assertIn("hub đã nhận", self.clerk.agent("evidence", "list", *ENTRY).stdout)
        self.assertEqual(self.commune.hub_json("status")["evidence_files"], 1)
        out = self.commune.root / "out.jpg"
        self.commune.hub("evidence", "get", whole.name[:8], "--to", out)
        self.assertEqual(out.read_bytes(), kept)
        self.assertIn("+" + whole.name[:12], self.commune.hub("log").stdout)
        # Once it is there nothing more of it goes.
        self.line.count()
        self.clerk.sync()
        self.assertLess(self.line.sent, OVERHEAD)
        self.check_all_is_there()

    def test_D13_a_file_that_the_hub_has_lost_is_asked_for_again(self):
        self.report_with_photo()
        self.clerk.sync()
        (whole,) = self.hub_files().values()
        kept = whole.read_bytes()
        damaged = bytearray(kept)
        damaged[len(kept) // 2] ^= 1
        for ruin, said in ((lambda: whole.write_bytes(damaged), "thiếu/hỏng tệp"), (whole.unlink, "ghi tên 1 tệp nữa")):
            ruin()
            self.assertIn(said, self.commune.hub("evidence", "list").stdout)
            self.assertEqual(self.commune.hub_json("status")["evidence_missing"], 1)
            self.clerk.sync()
            self.assertEqual(whole.read_bytes(), kept)
            self.assertEqual(self.commune.hub_json("status").get("evidence_missing", 0), 0)
        self.check_all_is_there()

    def test_G11_what_is_no_picture_is_refused_and_the_report_goes_without_it(self):
        page = self.commune.root / "photo.jpg"
        page.write_text("<svg onload='steal()'/>")
        self.clerk.agent("enter", *ENTRY, *PROFILE)
        with self.assertRaises(Refused) as refused:
            self.clerk.agent("evidence", "add", *ENTRY, page)
        self.assertIn("không phải ảnh JPEG", refused.exception.err)
        self.clerk.report(20)
        self.assertIn("hub nhận 1 thay đổi", self.clerk.sync())
        self.assertEqual(self.hub_files(), {})


if __name__ == "__main__":
    unittest.main()
