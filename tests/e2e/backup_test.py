#!/usr/bin/env python3
"""Backup and restore as the commands that a person types: taken while schools work, put in place an hour of work later,
healed by one sync of each school; and the very sentences that each person reads, in both languages."""
import contextlib
import re
import threading
import unittest

from clerks import ENTRY, NEXT, Copies

TIME = r"\d\d:\d\d \d\d/\d\d/\d{4}"


class Backup(Copies):
    def setUp(self):
        super().setUp()
        self.file = self.commune.root / "gom.backup"

    def reads(self, said, *lines):
        """What was printed is these lines, each a pattern, and nothing else."""
        printed = said.stdout.splitlines()
        self.assertEqual(len(printed), len(lines), said.stdout)
        for line, pattern in zip(printed, lines):
            self.assertRegex(line, f"^(?:{pattern})$")

    def check_log_is_sound(self):
        self.reads(self.commune.hub("verify"), r"Nhật ký nguyên vẹn: [\d.]+ bản ghi, tính lại từ đầu ra đúng như đang có\.")
        self.reads(self.commune.hub("verify", lang="en"),
                   r"The log is sound: [\d,]+ records, folded again from nothing to what stands now\.")

    @contextlib.contextmanager
    def at_work(self, *clerks):
        """They report and sync, all the time."""
        stop, failures = threading.Event(), []

        def work(clerk):
            try:
                while not stop.is_set():
                    clerk.report(20 + clerk.count % 3, ENTRY if clerk.count % 2 else NEXT)
                    clerk.sync()
            except BaseException as failure:
                failures.append(failure)

        threads = [threading.Thread(target=work, args=(c,)) for c in clerks]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        if failures:
            raise failures[0]

    def restore(self, file, **options):
        self.commune.stop_hub()
        try:
            return self.commune.hub("restore", file, **options)
        finally:
            self.commune.start_hub()

    def test_D5_a_backup_taken_while_schools_sync_is_healed_by_one_sync_of_each(self):
        one, two = self.enroll("31TK01"), self.enroll("31TK02")
        with self.at_work(one, two):
            self.reads(self.commune.hub("backup", self.file),
                       rf"Đã sao lưu vào {re.escape(str(self.file))}: [\d.]+ bản ghi, [\d.]+ KiB, đã kiểm tra lại\.")
            second = self.commune.root / "second.backup"
            self.reads(self.commune.hub("backup", second, lang="en"),
                       rf"Backed up to {re.escape(str(second))}: [\d,]+ records, [\d,]+ KiB, looked through\.")
        refused = self.commune.hub("backup", self.file, check=False)
        self.assertEqual(refused.stderr.strip(),
                         f"Đã có tệp {self.file}: không ghi đè bản sao lưu cũ, hãy chọn tên khác.")
        # An hour of work that the backup does not have.
        for clerk in (one, two):
            clerk.report(24)
            clerk.report(25, NEXT)
            clerk.sync()
        self.reads(self.restore(self.file), rf"Đã khôi phục hub từ bản sao lưu lúc {TIME}, [\d.]+ bản ghi\.",
                   r"Việc tiếp theo: gom-hub serve; các máy tự gửi lại phần còn thiếu, rồi xem gom-hub status\.")
        self.assertRegex(self.commune.hub("status").stdout, r"nhiệm kỳ 2\b")
        self.assertIn("Hub vừa được khôi phục; máy này đã đọc lại dữ liệu của hub và gửi lại những gì hub còn thiếu.",
                      one.sync())
        self.assertIn("The hub was restored; this computer has read it anew and sends what the hub has lost.",
                      two.sync(lang="en"))
        world = self.check_all_is_there()
        for unit in ("31TK01", "31TK02"):
            for entry, last in ((ENTRY, 24), (NEXT, 25)):
                heads = [r.number for r in world.hub[(unit, *entry)] if r.standing == "head"]
                self.assertEqual(heads, [last])
        self.check_log_is_sound()
        self.reads(self.restore(second, lang="en"), rf"The hub is restored from the backup of {TIME}, [\d,]+ records\.",
                   r"Next: gom-hub serve; devices send again what is missing, then look at gom-hub status\.")
        one.sync()
        two.sync()
        self.check_all_is_there()
        self.check_log_is_sound()

    def test_a_restore_while_the_hub_runs_is_refused_and_says_who_runs(self):
        self.enroll()
        self.commune.hub("backup", self.file)
        process = self.commune.hub_process.pid
        refused = self.commune.hub("restore", self.file, check=False)
        self.assertIn(f"gom-hub (tiến trình {process}) đang dùng thư mục dữ liệu", refused.stderr)
        refused = self.commune.hub("restore", self.file, check=False, lang="en")
        self.assertIn(f"gom-hub (process {process}) is using the data folder", refused.stderr)

    def test_D6_a_file_that_is_no_whole_backup_is_refused_and_the_hub_goes_on(self):
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        self.commune.hub("backup", self.file)
        whole = self.file.read_bytes()
        self.file.write_bytes(whole[: len(whole) // 2])
        for lang, sentence in (
            ("vi", f"Bản sao lưu {self.file} bị cắt hoặc bị sửa nên không dùng được: hãy lấy một bản khác."),
            ("en", f"Backup {self.file} was cut off or changed and cannot be used: take another one."),
        ):
            self.assertEqual(self.restore(self.file, check=False, lang=lang).stderr.strip(), sentence)
        self.assertIn("hub nhận 0 thay đổi", clerk.sync())
        self.check_all_is_there()
        self.check_log_is_sound()

    def test_D5_a_whole_computer_is_lost_and_the_backup_makes_the_hub_elsewhere(self):
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        self.commune.hub("backup", self.file)
        clerk.report(21)
        clerk.sync()
        self.commune.stop_hub()
        self.commune.hub_data = self.commune.root / "new-computer"
        self.commune.hub("restore", self.file)
        self.commune.start_hub()
        self.assertIn("hub nhận 1 thay đổi", clerk.sync())
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})
        self.check_log_is_sound()

    def test_A12_D5_a_school_and_the_hub_come_back_from_older_copies_at_once(self):
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        self.commune.hub("backup", self.file)
        copy = clerk.copy()
        clerk.report(21)
        clerk.sync()
        other = self.enroll("31TK01")  # the school's second computer has read what both have lost
        other.sync()
        self.restore(self.file)
        clerk.put_back(copy)
        clerk.report(22, NEXT)
        other.sync()
        self.commune.hub("device", "readmit", "--all")
        for computer in (other, clerk, other):
            computer.sync()
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})
        self.check_log_is_sound()


if __name__ == "__main__":
    unittest.main()
