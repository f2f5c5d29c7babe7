#!/usr/bin/env python3
"""A school that never has a network is enrolled and does a whole quarter with two sticks; and what befalls sticks changes
nothing."""
import os
import random
import unittest

from commune import Agent, Commune
from main_job_test import forms_of, reasons_of, typed_units
from pictures import png

PERIOD = "2026-Q2"


class Sticks(unittest.TestCase):
    """The hub is a folder that commands open: nobody listens anywhere."""

    def setUp(self):
        self.commune = self.enterContext(Commune())
        self.unit = typed_units()[0]
        self.up, self.down = self.commune.root / "stick-1.gom", self.commune.root / "stick-2.gom"

    def type_all(self):
        """The forms of the quarter, entered and submitted."""
        done = []
        for (form, period), values in forms_of(self.unit).items():
            if period == PERIOD:
                self.school("enter", form, period, *values, *reasons_of(self.unit, form, period))
                self.school("submit", form, period)
                done.append(form)
        return done

    def export(self, **options):
        return self.school("bundle", "export", self.up, **options).stdout

    def at_the_office(self, **options):
        return self.commune.hub("bundle", "import", self.up, "--reply", self.down, **options)

    def back(self, **options):
        return self.school("bundle", "import", self.down, **options)

    def round(self):
        self.export()
        self.at_the_office()
        return self.back().stdout

    def word(self, form):
        return self.school.json("show", form, PERIOD)["word"]

    def log_ends_at(self):
        return self.commune.hub_json("status")["position"]["index"]


class TwoSticks(Sticks):
    """A school that was enrolled over a network, once."""

    def setUp(self):
        super().setUp()
        self.commune.start_hub()
        self.school = self.commune.enroll(self.unit)
        self.commune.stop_hub()

    def test_a_whole_quarter_without_a_network(self):
        forms = self.type_all()
        self.assertGreater(len(forms), 2)
        self.assertEqual({self.word(f) for f in forms}, {"WORD_SAVED"})
        self.assertIn("đọc lại đúng", self.export())
        self.assertEqual({self.word(f) for f in forms}, {"WORD_SENT"}, "a file is no receipt")
        self.assertIn(f"{len(forms)} mục mới đã vào hub", self.at_the_office().stdout)
        self.assertIn("Đã nhập trả lời: hub nhận", self.back().stdout)
        self.assertEqual({self.word(f) for f in forms}, {"WORD_RECEIVED"})
        self.assertIn("Biên nhận mới nhất", self.school("status").stdout)
        # The office returns one and accepts the others; the next round tells the school.
        wrong, *right = forms
        self.commune.hub("return", self.unit, wrong, PERIOD, "--reason", "Xin xem lại.")
        for form in right:
            self.commune.hub("accept", self.unit, form, PERIOD)
        self.round()
        self.assertEqual(self.word(wrong), "WORD_RETURNED")
        self.assertEqual({self.word(f) for f in right}, {"WORD_ACCEPTED"})
        # Mended, and accepted in the end.
        self.school("enter", wrong, PERIOD, "--note", "Đã xem lại.")
        self.school("submit", wrong, PERIOD)
        self.round()
        self.assertEqual(self.word(wrong), "WORD_RECEIVED")
        self.commune.hub("accept", self.unit, wrong, PERIOD)
        self.round()
        self.assertEqual(self.word(wrong), "WORD_ACCEPTED")
        self.assertEqual(self.school.json("status").get("waiting", 0), 0)
        entries = self.commune.hub_json("entries", "--unit", self.unit)["entries"]
        self.assertEqual({e["form"] for e in entries}, set(forms))
        self.assertEqual(self.commune.hub("verify").returncode, 0)
        # When there is a network after all, nothing is left to do and both sides agree.
        self.commune.start_hub()
        self.school("hub", f"127.0.0.1:{self.commune.port}")
        self.assertIn("hub nhận 0 thay đổi", self.school("sync").stdout)

    def test_G1_G2_the_same_stick_twice_and_an_old_one_months_later(self):
        forms = self.type_all()
        self.export()
        self.at_the_office()
        old = self.up.read_bytes(), self.down.read_bytes()
        self.back()
        records = self.log_ends_at()
        self.assertIn(f"đã có, bỏ qua {len(forms)} mục", self.at_the_office().stdout)
        self.assertEqual(self.log_ends_at(), records)
        self.assertIn("Đã có từ trước", self.back().stdout)
        self.commune.hub("accept", self.unit, forms[0], PERIOD)
        self.round()
        records = self.log_ends_at()
        self.up.write_bytes(old[0])
        self.down.write_bytes(old[1])
        self.assertIn("known already", self.school("bundle", "import", self.down, lang="en").stdout.lower())
        self.at_the_office()
        self.assertEqual(self.log_ends_at(), records)
        self.assertEqual(self.word(forms[0]), "WORD_ACCEPTED")

    def test_G3_G5_G7_G10_a_file_that_is_not_what_it_should_be(self):
        self.type_all()
        self.export()
        whole = self.up.read_bytes()
        records = self.log_ends_at()
        self.up.write_bytes(whole[:-100])
        self.assertIn("Tệp thiếu: chỉ còn tốt", self.at_the_office(check=False).stderr)
        self.up.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        self.assertIn("Gói bị hỏng hoặc đã bị sửa", self.at_the_office(check=False).stderr)
        self.up.write_bytes(b"PK\x03\x04" + whole)
        self.assertIn("không phải gói của Gom", self.at_the_office(check=False).stderr)
        self.up.write_bytes(whole)
        link = self.commune.root / "link.gom"
        link.symlink_to(self.up)
        refused = self.commune.hub("bundle", "import", link, "--reply", self.down, check=False, lang="en")
        self.assertIn("is no plain file", refused.stderr)
        self.assertFalse(self.down.exists())
        self.assertEqual(self.log_ends_at(), records)
        with Commune() as other:
            refused = other.hub("bundle", "import", self.up, "--reply", self.down, check=False)
            self.assertIn("Gói này gửi cho hub khác: “Xã thử nghiệm”", refused.stderr)
        # What went up is no reply, and a reply is no request.
        self.assertIn("không phải gói trả lời", self.school("bundle", "import", self.up, check=False).stderr)
        self.at_the_office()
        os.replace(self.down, self.up)
        self.assertIn("không phải gói của trường", self.at_the_office(check=False).stderr)

    def test_E3_G4_a_device_that_was_revoked_can_still_export_and_the_office_decides(self):
        forms = self.type_all()
        device = self.commune.hub_json("device", "list")["devices"][0]["device"]
        self.commune.hub("device", "revoke", device, "--reason", "Mất máy.")
        self.export()
        self.assertIn("được giữ và chưa tính", self.at_the_office().stdout)
        for form in forms:
            self.assertEqual(self.standings(form), ["held"], "nothing of it counts")
        self.assertIn("gom-hub device take", " ".join(self.commune.hub("status").stdout.split()))
        self.commune.hub("device", "take", device)
        for form in forms:
            self.assertEqual(self.standings(form), ["head"], "nothing of it is lost")
        self.at_the_office()
        self.assertEqual(self.standings(forms[0]), ["head"], "and nothing there twice")

    def standings(self, form):
        return [r["standing"] for r in self.commune.hub_json("history", self.unit, form, PERIOD)["revisions"]]

    def add(self, form, *files):
        self.school("evidence", "add", form, PERIOD, *files)
        self.school("submit", form, PERIOD)

    def waiting(self):
        return self.school.json("status").get("evidence_waiting", 0)

    def at_hub(self):
        return sorted(f.name for f in (self.commune.hub_data / "evidence").glob("*"))

    def test_photos_go_along_and_are_carried_again_where_the_hub_loses_them(self):
        form = self.type_all()[0]
        photo, draft = self.commune.root / "anh.png", self.commune.root / "nhap.png"
        photo.write_bytes(png(90, 60))
        draft.write_bytes(png(60, 60, seed=12))
        self.add(form, photo)
        self.school("evidence", "add", form, PERIOD, draft)
        self.assertEqual(self.waiting(), 1)
        self.assertIn("Kèm theo 1 tệp minh chứng", self.export())
        self.assertIn("đã có đủ ở hub: 1", self.at_the_office().stdout)
        self.assertEqual(self.waiting(), 1, "nobody at the school knows yet")
        self.back()
        self.assertEqual(self.waiting(), 0)
        (name,) = self.at_hub()
        self.assertNotIn("Kèm theo", self.export(), "it is there")
        (self.commune.hub_data / "evidence" / name).unlink()
        self.at_the_office()
        self.back()
        self.assertEqual(self.waiting(), 1, "the hub has said that it lacks it")
        self.round()
        self.assertEqual((self.waiting(), self.at_hub()), (0, [name]))

    def test_more_photos_than_a_bundle_holds_go_with_the_next(self):
        form = self.type_all()[0]
        scans = [self.commune.root / f"{n}.pdf" for n in range(4)]
        for n, scan in enumerate(scans):
            scan.write_bytes(b"%PDF-1.4\n" + random.Random(n).randbytes(1_900_000) + b"\n%%EOF\n")
        self.add(form, *scans)
        self.assertIn("Kèm theo 3 tệp minh chứng", self.export())
        self.at_the_office()
        self.assertIn("hub nhận", self.back().stdout)
        self.assertEqual(self.waiting(), 1)
        self.assertIn("Kèm theo 1 tệp minh chứng", self.export())
        self.assertIn("đã có đủ ở hub: 1", self.at_the_office().stdout)
        self.back()
        self.assertEqual((self.waiting(), len(self.at_hub())), (0, 4))

    def test_G6_a_stick_that_cannot_be_written_leaves_what_was_entered_saved_and_not_sent(self):
        form = self.type_all()[0]
        refused = self.school("bundle", "export", self.commune.root / "no such stick" / "up.gom", check=False)
        self.assertNotEqual(refused.returncode, 0)
        self.assertEqual(self.word(form), "WORD_SAVED")
        self.export()
        self.assertEqual(self.word(form), "WORD_SENT")
        self.school("enter", form, PERIOD, "--note", "Thêm.")
        self.school("submit", form, PERIOD)
        # The same where a daemon holds the folder.
        self.school.start()
        self.school("bundle", "export", self.commune.root / "no such stick" / "up.gom", check=False)
        self.assertEqual(self.word(form), "WORD_SAVED")
        self.export()
        self.assertEqual(self.word(form), "WORD_SENT")


class NeverANetwork(Sticks):
    """From the slip on: no port is ever opened."""

    def setUp(self):
        super().setUp()
        self.slip = self.commune.root / "phieu.gom"
        self.school = Agent(self.commune, self.unit, self.commune.root / "agents" / self.unit)

    def issue(self, **options):
        return self.commune.hub("enroll", self.unit, "--file", self.slip, **options).stdout

    def ask(self, school=None, **options):
        return (school or self.school)("enroll", "--slip", self.slip, "--out", self.up, **options)

    def welcome(self, **options):
        return self.school("enroll", "--reply", self.down, **options)

    def enroll(self):
        self.issue()
        self.ask()
        self.at_the_office()
        return self.welcome()

    def devices(self):
        return [d["device"] for d in self.commune.hub_json("device", "list").get("devices", [])]

    def test_from_the_slip_to_an_accepted_entry(self):
        self.assertIn("gom-agent enroll --slip", " ".join(self.issue().split()))
        self.assertIn("đọc lại đúng", self.ask().stdout)
        refused = self.school("forms", check=False)
        self.assertIn("chưa đăng ký", refused.stderr)
        self.assertIn("gom-agent enroll --reply", " ".join(self.at_the_office().stdout.split()))
        said = self.welcome().stdout
        self.assertIn("Đã đăng ký:", said)
        self.assertIn("Đã nhận kế hoạch:", said)
        self.assertIn(PERIOD, self.school("forms").stdout)
        forms = self.type_all()
        self.assertGreater(len(forms), 2)
        self.round()
        self.assertEqual({self.word(f) for f in forms}, {"WORD_RECEIVED"})
        for form in forms:
            self.commune.hub("accept", self.unit, form, PERIOD)
        self.round()
        self.assertEqual({self.word(f) for f in forms}, {"WORD_ACCEPTED"})
        self.assertEqual(self.school.json("status").get("waiting", 0), 0)
        self.assertEqual(self.commune.hub("verify").returncode, 0)
        self.assertIn("gom-agent bundle export", " ".join(self.school("sync", check=False).stderr.split()))
        # When there is a network after all, it is told where the hub is and both sides agree.
        self.commune.start_hub()
        self.school("hub", f"127.0.0.1:{self.commune.port}")
        self.assertIn("hub nhận 0 thay đổi", self.school("sync").stdout)

    def test_G1_E9_each_file_twice(self):
        self.issue()
        self.ask()
        self.at_the_office()
        devices, records = self.devices(), self.log_ends_at()
        self.assertEqual(len(devices), 1)
        self.down.unlink()
        self.at_the_office()
        self.ask()
        self.at_the_office()
        self.assertEqual((self.devices(), self.log_ends_at()), (devices, records))
        for lang in ("vi", "en"):
            self.assertIn("(máy số" if lang == "vi" else "(device", self.welcome(lang=lang).stdout)
        self.assertEqual(self.school.json("status")["device"], devices[0])
        self.assertIn("đã đăng ký", self.ask(check=False).stderr)

    def test_E7_a_slip_that_another_computer_has_used(self):
        self.enroll()
        other = Agent(self.commune, self.unit, self.commune.root / "agents" / "other")
        self.ask(other)
        used = self.at_the_office(check=False).stderr
        self.assertEqual(len(self.devices()), 1)
        self.assertIn("Mã không đúng", used)

    def test_G3_G5_G7_files_that_are_not_what_they_should_be(self):
        self.issue()
        slip = self.slip.read_bytes()
        self.slip.write_bytes(slip[:-3])
        self.assertIn("Phiếu đăng ký bị hỏng hoặc thiếu", " ".join(self.ask(check=False).stderr.split()))
        self.slip.write_bytes(b"%PDF" + slip)
        self.assertIn("is no enrollment slip", self.ask(check=False, lang="en").stderr)
        self.slip.write_bytes(slip)
        self.ask()
        records = self.log_ends_at()
        whole = self.up.read_bytes()
        self.up.write_bytes(whole[:-100])
        self.assertIn("Tệp thiếu", self.at_the_office(check=False).stderr)
        self.up.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        self.assertIn("Gói bị hỏng hoặc đã bị sửa", self.at_the_office(check=False).stderr)
        self.up.write_bytes(whole)
        self.assertEqual(self.log_ends_at(), records)
        with Commune() as other:
            refused = other.hub("bundle", "import", self.up, "--reply", self.down, check=False)
            self.assertIn("Gói này gửi cho hub khác: “Xã thử nghiệm”", " ".join(refused.stderr.split()))
        self.at_the_office()
        reply = self.down.read_bytes()
        self.down.write_bytes(reply[:-100])
        self.assertIn("Tệp thiếu", self.welcome(check=False).stderr)
        self.down.write_bytes(whole)
        self.assertIn("không phải trả lời đăng ký", " ".join(self.welcome(check=False).stderr.split()))
        self.down.write_bytes(reply)
        stranger = Agent(self.commune, self.unit, self.commune.root / "agents" / "stranger")
        self.assertIn("enroll --slip", stranger("enroll", "--reply", self.down, check=False).stderr)
        self.assertIn("một trong ba cách", stranger("enroll", "--slip", self.slip, check=False).stderr)
        self.welcome()
        self.assertIn(PERIOD, self.school("forms").stdout)


if __name__ == "__main__":
    unittest.main()
