#!/usr/bin/env python3
"""Words and a name erased on request: in no file of the hub, of the school's computers, or of a later backup is a byte of
them; the numbers and the chain stay; an older backup that is restored loses them again."""
import base64
import re
import shutil
import unittest

from clerks import ENTRY, Copies, teachers
from commune import profile
from pictures import png

AUTHOR = "Nguyễn Thị Lan"
PHONE = "0912345678"
TIME = r"\d\d:\d\d \d\d/\d\d/\d{4}"


class Redact(Copies):
    def holding(self, folder):
        """Files below it that hold what was erased."""
        return [str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()
                and any(words.encode() in f.read_bytes() for words in (AUTHOR, PHONE))]

    def everywhere(self):
        return {str(f): self.holding(f) for f in [self.commune.hub_data, *(c.agent.data for c in self.clerks)]}

    def nothing_left(self):
        self.assertEqual({f: held for f, held in self.everywhere().items() if held}, {})

    def write(self, clerk):
        clerk.agent("enter", *ENTRY, *profile(21), "--note", f"Gọi lại số {PHONE}.", "--author", AUTHOR, check=False)
        self.assertIn("Đã lưu", clerk.agent("submit", *ENTRY).stdout)

    def redact(self, *args, **options):
        return self.commune.hub("redact", "--unit", "31TK01", "--author", AUTHOR, "--reason", "Theo đơn", *args, **options)

    def standing(self):
        revisions = self.commune.hub_json("history", "31TK01", *ENTRY)["revisions"]
        return [(r["id"], r["standing"], teachers(r)) for r in revisions]

    def test_erased_everywhere_and_again_after_an_older_backup(self):
        one, two = self.enroll(), self.enroll()
        self.write(one)
        one.sync()
        two.sync()
        self.assertTrue(all(self.everywhere().values()), self.everywhere())
        before, progress = self.standing(), self.commune.progress()
        backups = self.commune.root / "backups"
        backups.mkdir()
        self.commune.hub("backup", backups / "older")

        # Without a person's yes nothing happens, and what would go is told.
        refused = self.redact(check=False)
        self.assertNotEqual(refused.returncode, 0)
        self.assertRegex(refused.stderr, r"(?s)sẽ xóa toàn bộ phần chữ của 1 bản .*Chưa xóa gì: hãy thêm --yes")
        self.assertIn("all the words of 1 versions", self.redact(check=False, lang="en").stderr)
        self.assertTrue(self.holding(self.commune.hub_data))

        said = self.redact("--yes").stdout
        self.assertRegex(said, r"Đã xóa phần chữ của 1 bản và 0 tệp của đơn vị 31TK01")
        self.assertRegex(said, rf"Bản sao lưu làm trước {TIME} vẫn còn những chữ ấy")
        self.assertEqual(self.holding(self.commune.hub_data), [])
        one.sync()
        two.sync()
        self.nothing_left()
        self.assertEqual(self.standing(), before)
        self.assertEqual(self.commune.progress()["indicators"], progress["indicators"])
        self.assertEqual(self.commune.hub_json("verify").get("problems_en", []), [])
        for history in (self.commune.hub("history", "31TK01", *ENTRY), one.agent("history", *ENTRY),
                        two.agent("history", *ENTRY)):
            self.assertRegex(history.stdout, r"đã xóa theo yêu cầu ngày\s+\d\d/\d\d/\d{4}")
        log = self.commune.hub("log").stdout
        self.assertRegex(re.sub(r"\s+", " ", log), r"Xóa phần chữ của 1 bản")
        self.assertNotIn(AUTHOR, log)
        self.commune.hub("backup", backups / "later")
        self.assertEqual(self.holding(backups), ["older"])

        self.commune.stop_hub()
        self.commune.hub("restore", backups / "older")
        for kept in self.commune.hub_data.glob("hub.db.before-restore-*"):
            kept.unlink()
        self.assertTrue(self.holding(self.commune.hub_data))
        self.commune.start_hub()
        self.assertEqual(self.holding(self.commune.hub_data), [])
        one.sync()
        two.sync()
        self.nothing_left()
        self.assertEqual(self.standing(), before)
        self.assertEqual(self.commune.hub_json("verify").get("problems_en", []), [])

    def test_a_computer_put_back_to_an_older_copy_reads_again_that_it_is_to_erase(self):
        clerk = self.enroll()
        self.write(clerk)
        clerk.sync()
        copy = clerk.copy()
        self.redact("--yes")
        self.commune.stop_hub(how=9)
        self.commune.start_hub()
        clerk.sync()
        self.nothing_left()
        clerk.put_back(copy)
        shutil.rmtree(copy)
        self.assertTrue(self.holding(clerk.agent.data))
        clerk.sync()
        self.nothing_left()

    def test_an_erased_photo_is_not_asked_for_again(self):
        clerk, folder, photo = self.enroll(), self.commune.hub_data / "evidence", self.commune.root / "photo.png"
        photo.write_bytes(png(60, 60))
        clerk.agent("enter", *ENTRY, *profile(21))
        clerk.agent("evidence", "add", *ENTRY, photo)
        clerk.agent("submit", *ENTRY)
        clerk.sync()
        (name,) = [file.name for file in folder.iterdir()]
        self.commune.hub("redact", "--unit", "31TK01", "--evidence", name, "--reason", "Theo đơn", "--yes")
        for _ in range(2):  # a hub that has just started has told nobody yet what it misses
            self.assertEqual(list(folder.iterdir()), [])
            self.assertEqual(self.commune.hub_json("status").get("evidence_missing", 0), 0)
            self.commune.stop_hub()
            self.commune.start_hub()
            clerk.sync()
        self.assertEqual(list(folder.iterdir()), [])

    def test_a_photo_is_erased_at_the_hub_and_on_every_computer_and_nobody_asks_for_it(self):
        one, two = self.enroll(), self.enroll()
        scan = self.commune.root / "scan.png"
        scan.write_bytes(png(60, 40))
        one.agent("evidence", "add", *ENTRY, scan)
        self.write(one)
        one.sync()
        two.sync()
        sha256 = base64.b64decode(one.agent.json("show", *ENTRY)["evidence"][0]["sha256"]).hex()
        kept = [folder / "evidence" / sha256 for folder in (self.commune.hub_data, one.agent.data)]
        self.assertTrue(all(f.exists() for f in kept), kept)
        backups = self.commune.root / "backups"
        backups.mkdir()
        self.commune.hub("backup", backups / "older")
        self.commune.hub("redact", "--unit", "31TK01", "--evidence", sha256, "--reason", "Theo đơn", "--yes")
        self.assertFalse(kept[0].exists())
        for clerk in (one, two):
            clerk.sync()
            shown = clerk.agent.json("show", *ENTRY)["evidence"]
            self.assertRegex(shown[0]["name"], r"đã xóa theo yêu cầu ngày \d\d/\d\d/\d{4}")
        self.assertFalse(kept[1].exists())
        again = one.agent("evidence", "add", *ENTRY, scan, check=False)
        self.assertIn("đã được xóa theo yêu cầu", again.stderr)
        self.assertFalse(kept[1].exists())
        self.assertEqual(self.commune.hub_json("status").get("evidence_missing", 0), 0)
        # The photo comes back with nobody: not with an older log, and not with a file that was kept.
        self.commune.stop_hub()
        self.commune.hub("restore", backups / "older")
        kept[0].write_bytes(b"kept by hand")
        self.commune.start_hub()
        one.sync()
        self.assertFalse(kept[0].exists())
        self.assertEqual(self.commune.hub_json("status").get("evidence_missing", 0), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
