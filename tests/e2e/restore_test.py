#!/usr/bin/env python3
"""Folders that come back from older copies, are cloned, or lose a file: one sync heals each, nothing is lost, nothing is
doubled, and each person reads what happened, in both languages."""
import json
import shutil
import unittest

from clerks import ENTRY, NEXT, Clerk, Copies
from commune import Refused, launch, profile, run


class Restore(Copies):
    # -- the hub ---------------------------------------------------------------------------------------------------------

    def test_D5_a_hub_folder_put_back_is_healed_by_one_sync_of_each_school(self):
        one, two = self.enroll("31TK01"), self.enroll("31TK02")
        one.report(20)
        one.sync()
        copy = self.copy_hub()
        one.report(21)
        two.report(30)
        one.sync()
        two.sync()
        self.put_hub_back(copy)
        said = one.sync()
        self.assertIn("hub nhận 1 thay đổi", said)
        self.assertIn("Hub vừa được khôi phục", said)
        self.assertIn("The hub was restored", two.sync(lang="en"))
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})
        for clerk in (one, two):
            self.assertIn("hub nhận 0 thay đổi", clerk.sync())

    def test_D5_a_stream_that_was_closed_reaches_a_hub_that_lost_it(self):
        clerk = self.enroll()
        hub_copy = self.copy_hub()
        clerk.report(20)
        clerk.sync()
        copy = clerk.copy()
        clerk.report(21)
        clerk.sync()
        clerk.put_back(copy)
        clerk.report(22)
        clerk.sync()  # a new stream; 20 stands in the one that was closed, 21 was read from the hub
        self.check_all_is_there()
        self.put_hub_back(hub_copy)
        self.assertIn("Hub vừa được khôi phục", clerk.sync())
        self.assertEqual(set(self.standings(self.check_all_is_there())), {20, 21, 22})

    def test_D5_a_school_enrolled_after_the_copy_and_the_operators_words_come_back(self):
        one = self.enroll("31TK01")
        one.report(20)
        one.sync()
        copy = self.copy_hub()
        two = self.enroll("31TK02")
        one.report(21)
        two.report(30)
        one.sync()
        two.sync()
        self.commune.hub("accept", "31TK01", *ENTRY)
        self.commune.hub("return", "31TK02", *ENTRY, "--reason", "Thiếu hai giáo viên.")
        one.sync()
        two.sync()
        before = self.check_all_is_there()
        self.put_hub_back(copy)
        one.sync()
        two.sync()
        # The operator: what came back waits for one click each, and the status names it.
        status = self.commune.hub("status").stdout
        self.assertIn("gom-hub device", status)
        self.assertIn("gom-hub orphans", status)
        self.assertIn("trở lại sau khi", self.commune.hub("device", "list").stdout)
        self.commune.hub("device", "readmit", "--all")
        two.sync()
        listed = self.commune.hub("orphans", lang="en").stdout
        self.assertIn("31TK01", listed)
        self.assertIn("31TK02", listed)
        # The whole folder was put back, which the hub cannot see: so they have to be named.
        self.assertIn("lost nothing there", listed)
        self.commune.hub("orphans", "confirm", "--all")
        waiting = json.loads(self.commune.hub("orphans", "--json").stdout)["orphans"]
        self.assertEqual(len(waiting), 2)
        self.commune.hub("orphans", "confirm", *[word["index"] for word in waiting])
        self.assertIn("Không có quyết định nào", self.commune.hub("orphans").stdout)
        one.sync()
        two.sync()
        after = self.check_all_is_there()
        words = lambda world, unit: [(r.number, r.verdict) for r in world.hub[(unit, *ENTRY)]]
        for unit in ("31TK01", "31TK02"):
            self.assertEqual(words(after, unit), words(before, unit))

    def test_D5_a_log_put_back_alone_begins_a_new_term_and_the_journal_says_so(self):
        clerk = self.enroll()
        copy = self.copy_hub()
        clerk.report(20)
        clerk.sync()
        self.commune.stop_hub()
        shutil.copy(copy / "hub.db", self.commune.hub_data / "hub.db")
        self.commune.start_hub()
        self.assertIn("put_back", (self.commune.hub_data / "gom-hub.log").read_text())
        clerk.sync()
        self.check_all_is_there()

    def test_D7_the_hub_has_moved_and_the_old_one_is_still_on(self):
        """A computer that has met the new one gives nothing to the old one, says so, and loses nothing by it."""
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        backup, moved, port_file = (self.commune.root / name for name in ("gom.backup", "moved", "moved-port"))
        self.commune.hub("backup", backup)
        run("gom-hub", moved, "restore", backup)
        process = launch(["gom-hub", "--data", moved, "serve", "--listen", "127.0.0.1:0", "--port-file", port_file])
        try:
            new, old = (f"127.0.0.1:{port}" for port in (port_file.read_text(), self.commune.port))
            clerk.agent("hub", new)
            clerk.sync()
            clerk.report(21)
            records = self.commune.hub_json("status")["position"]
            clerk.agent("hub", old)  # it has the same key: nothing but the term tells it from the new one
            for lang, said in (("vi", "có thể một bản cũ của hub đang chạy"), ("en", "an old copy of the hub may be running")):
                refused = clerk.agent("sync", lang=lang, check=False)
                self.assertEqual(refused.returncode, 1)
                self.assertIn(said, " ".join(refused.stderr.split()))
                self.assertIn(said, " ".join(clerk.agent("status", lang=lang).stdout.split()))
            self.assertEqual(self.commune.hub_json("status")["position"], records, "it took nothing")
            self.assertIn("\nđã lưu\n", clerk.agent("show", *ENTRY).stdout)
            self.assertIn("hãy tắt hub này", " ".join(self.commune.hub("status").stdout.split()))
            clerk.agent("hub", new)
            self.assertIn("hub nhận 1 thay đổi", clerk.sync())
        finally:
            process.terminate()
            process.communicate(timeout=60)
        self.commune.stop_hub()
        self.commune.hub_data = moved
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})

    # -- a school ----------------------------------------------------------------------------------------------------------

    def test_A12_an_older_copy_of_a_school_with_nothing_typed_since(self):
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        copy = clerk.copy()
        clerk.report(21)
        clerk.sync()
        clerk.put_back(copy)
        said = clerk.sync()
        self.assertIn("Máy này vừa được khôi phục", said)
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})
        self.assertNotIn("khôi phục", clerk.sync())
        clerk.report(22)
        clerk.sync()
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "settled", 22: "head"})

    def test_A12_E2_an_older_copy_of_a_school_in_which_somebody_typed_on(self):
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        copy = clerk.copy()
        clerk.report(21)
        clerk.report(25, NEXT)
        clerk.sync()
        clerk.put_back(copy)
        clerk.report(22)
        said = clerk.sync(lang="en")
        self.assertIn("restored from an older copy", said)
        self.assertIn("1 in conflict", said)
        # Two people's words for one entry: both are kept, the first to arrive counts, and a person chooses.
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head", 22: "contender"})
        self.assertIn("gom-agent resolve", clerk.agent("show", *ENTRY).stdout)

    def test_A11_the_write_ahead_log_is_deleted(self):
        """What stood in it and had reached the hub comes back; the person reads which periods to look through, for what was
        never sent is gone; nothing is sent under a place that was used already."""
        clerk = self.enroll()
        clerk.agent.start()
        clerk.report(20)
        clerk.sync()
        clerk.report(21)
        clerk.sync()
        self.commune.stop_hub()
        clerk.agent("enter", *NEXT, *profile(25))
        clerk.agent("submit", *NEXT)  # and never sent
        clerk.agent.kill()
        wal = clerk.agent.data / "agent.db-wal"
        self.assertGreater(wal.stat().st_size, 0)
        wal.unlink()
        (clerk.agent.data / "agent.db-shm").unlink()
        self.reads_which_periods(clerk)  # without a network
        self.commune.start_hub()
        clerk.sync()
        self.reads_which_periods(clerk)
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})
        self.assertIn("\nchưa nhập\n", clerk.agent("show", *NEXT).stdout)
        clerk.report(22)
        clerk.report(25, NEXT)
        clerk.sync()
        world = self.check_all_is_there()
        self.assertEqual(self.standings(world), {20: "settled", 21: "settled", 22: "head"})
        self.assertEqual(self.standings(world, ("31TK01", *NEXT)), {25: "head"})

    def reads_which_periods(self, clerk):
        for lang, said in (("vi", "Máy này vừa được khôi phục"), ("en", "This computer was restored just now")):
            notices = " ".join(clerk.agent("status", lang=lang).stdout.split())
            self.assertIn(said, notices)
            self.assertIn("kỳ: 2026-Q2, 2026-Q3." if lang == "vi" else "periods: 2026-Q2, 2026-Q3.", notices)

    def test_A11_the_write_ahead_log_is_deleted_and_somebody_types_on(self):
        clerk = self.enroll()
        clerk.agent.start()
        clerk.report(20)
        clerk.sync()
        clerk.agent.kill()
        (clerk.agent.data / "agent.db-wal").unlink()
        (clerk.agent.data / "agent.db-shm").unlink()
        clerk.report(21)
        clerk.sync()
        self.assertEqual(set(self.standings(self.check_all_is_there())), {20, 21})

    def clone_of(self, clerk, folder):
        clone = Clerk.__new__(Clerk)
        clone.commune, clone.ledger, clone.unit, clone.count = clerk.commune, clerk.ledger, clerk.unit, 100
        clone.agent = type(clerk.agent)(self.commune, clerk.unit, folder)
        self.clerks.append(clone)
        return clone

    def test_E1_a_cloned_folder_that_both_use(self):
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        clone = self.clone_of(clerk, clerk.copy())
        clerk.report(21)
        clone.report(31, NEXT)
        clerk.sync()
        clone.sync()
        clerk.report(22)
        clone.report(32, NEXT)
        clone.sync()
        clerk.sync()
        clone.sync()
        world = self.check_all_is_there()
        self.assertEqual(self.standings(world), {20: "settled", 21: "settled", 22: "head"})
        self.assertEqual(self.standings(world, ("31TK01", *NEXT)), {31: "settled", 32: "head"})
        self.assertIn("máy trùng danh tính", " ".join(self.commune.hub("device", "list").stdout.split()))

    def test_E14_a_key_that_was_copied_to_another_computer(self):
        """The key and who it is for, without the database: the hub cannot tell it from the computer that was enrolled."""
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        folder = clerk.agent.data.with_name("another-computer")
        folder.mkdir(mode=0o700)
        for name in ("agent.pem", "agent.enrolled", "seal.key"):
            shutil.copy(clerk.agent.data / name, folder)
        other = self.clone_of(clerk, folder)
        other.sync()
        self.assertNotIn("máy trùng danh tính", " ".join(self.commune.hub("device", "list").stdout.split()), "it may be a restore")
        other.report(31, NEXT)
        other.sync()
        clerk.report(21)
        clerk.sync()
        self.assertIn("máy trùng danh tính", " ".join(self.commune.hub("device", "list").stdout.split()))
        other.sync()
        world = self.check_all_is_there()
        self.assertEqual(self.standings(world), {20: "settled", 21: "head"})
        self.assertEqual(self.standings(world, ("31TK01", *NEXT)), {31: "head"})
        # Revoked, neither of the two is taken any more.
        device = self.commune.hub_json("device", "list")["devices"][0]["device"]
        self.commune.hub("device", "revoke", device, "--reason", "Mất máy.")
        for computer in (clerk, other):
            with self.assertRaises(Refused):
                computer.agent("sync")


if __name__ == "__main__":
    unittest.main()
