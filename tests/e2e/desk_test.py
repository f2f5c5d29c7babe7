#!/usr/bin/env python3
"""What befalls a school's computer while somebody works at it: it is stopped, a program holds its file, its zone is wrong."""
import signal
import socket
import sqlite3
import subprocess
import threading
import time
import unittest

from clerks import ENTRY, Copies
from commune import BIN, PROFILE, Refused
from lines import Line


class Desk(Copies):
    def test_A4_killed_after_saving_and_before_sending_is_sent_next_time(self):
        clerk = self.enroll()
        clerk.sync()
        self.commune.stop_hub()
        clerk.agent.start()
        clerk.report(20)  # through the daemon, which has nobody to send it to
        clerk.agent.kill()
        self.assertIn("\nđã lưu\n", clerk.agent("show", *ENTRY).stdout)
        self.commune.start_hub()
        self.assertIn("hub nhận 1 thay đổi", clerk.sync())
        self.assertIn("\nhub đã nhận\n", clerk.agent("show", *ENTRY).stdout)
        self.assertIn("hub nhận 0 thay đổi", clerk.sync())
        self.check_all_is_there()

    def test_A5_killed_after_sending_and_before_the_reply_arrives_once(self):
        """The hub has it; the reply is lost on the line, and with it the program that waits for it."""
        clerk = self.enroll()
        line = Line(self.commune.port)
        self.addCleanup(line.close)
        clerk.agent("hub", f"127.0.0.1:{line.port}")
        line.count()
        clerk.sync()  # what a sync takes that brings nothing
        clerk.report(20, words=" x" * 900)
        line.count(deaf_after=line.sent + 500)
        sync = subprocess.Popen([BIN / "gom-agent", "--data", clerk.agent.data, "sync"], stdout=subprocess.PIPE, text=True)
        while not self.commune.hub_json("entries", "--unit", clerk.unit).get("entries"):
            self.assertIsNone(sync.poll(), "it does not wait for the reply")
        sync.kill()
        self.assertEqual(sync.communicate()[0], "")
        self.assertRegex(clerk.agent("show", *ENTRY).stdout, r"\n(đã lưu|đã gửi)\n", "a later word than is known here")
        self.assertEqual(self.standings(self.world()), {20: "head"})
        line.count()
        clerk.sync()
        self.assertIn("\nhub đã nhận\n", clerk.agent("show", *ENTRY).stdout)
        world = self.check_all_is_there()
        self.assertEqual([r.standing for r in world.hub[(clerk.unit, *ENTRY)]], ["head"], "under one name")
        self.assertIn("hub nhận 0 thay đổi", clerk.sync())

    @unittest.skipUnless(b"GOM_FAILPOINTS" in (BIN / "gom-agent").read_bytes(), "the program was built without failpoints")
    def test_A6_killed_after_the_reply_and_before_it_is_stored_arrives_once(self):
        clerk = self.enroll()
        for number, step in enumerate(("events.before", "commit.before", "commit.after"), 20):
            clerk.report(number)
            killed = clerk.agent("sync", check=False, extra_env={"GOM_FAILPOINTS": f"agent.reply.{step}=kill"})
            self.assertEqual(killed.returncode, -signal.SIGKILL, step)
            self.assertEqual(self.standings(self.world())[number], "head", "the hub has answered")
            self.assertRegex(clerk.agent("show", *ENTRY).stdout, rf"\n({'hub đã nhận' if step == 'commit.after' else 'đã lưu'})\n")
            clerk.sync()
            self.assertIn("\nhub đã nhận\n", clerk.agent("show", *ENTRY).stdout)
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "settled", 22: "head"})

    def test_A20_a_program_that_holds_the_file_for_seconds_is_waited_for(self):
        clerk = self.enroll()
        scanner = sqlite3.connect(clerk.agent.data / "agent.db", isolation_level=None, check_same_thread=False)
        for command in (("enter", *ENTRY, *PROFILE, "gv=21"), ("submit", *ENTRY)):
            scanner.execute("BEGIN EXCLUSIVE")
            held = time.monotonic()
            lets_go = threading.Timer(2, scanner.execute, ("ROLLBACK",))
            lets_go.start()
            said = clerk.agent(*command)
            lets_go.join()
            self.assertGreater(time.monotonic() - held, 1.9, "it was not in the way")
            self.assertEqual(said.stderr, "")
        scanner.close()
        self.assertIn("hub nhận 1 thay đổi", clerk.sync())

    def test_C9_the_hub_is_found_again_at_another_address(self):
        clerk = self.enroll()
        before = self.commune.port
        self.commune.stop_hub()
        self.commune.port = 0  # another one
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", before))
            self.commune.start_hub()
        clerk.report(20)
        with self.assertRaises(Refused) as refused:
            clerk.sync()
        self.assertIn("kiểm tra địa chỉ và cổng", refused.exception.err)
        self.assertIn(str(before), clerk.agent("status").stdout, "the last good address")
        for wrong in ("127.0.0.1:1", "nowhere:x"):
            with self.assertRaises(Refused):
                clerk.agent("hub", wrong)
        self.assertIn(str(self.commune.port), clerk.agent("hub", f"127.0.0.1:{self.commune.port}").stdout)
        self.assertIn("hub nhận 1 thay đổi", clerk.sync())
        self.check_all_is_there()

    def test_B5_another_time_zone_moves_no_date(self):
        clerk = self.enroll()
        kept = {}
        for zone in ("Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati"):
            here = {"extra_env": {"TZ": zone}}
            forms = clerk.agent.json("forms", **here)["forms"]
            kept[zone] = ([(f["form"], f["period"], f["due"]) for f in forms])
            clerk.agent("enter", *ENTRY, *PROFILE, **here)
        self.assertEqual(len(set(map(str, kept.values()))), 1, kept)
        # What was entered in the one zone and is read in another: the same instant, the same day of the plan.
        clerk.agent("submit", *ENTRY, extra_env={"TZ": "America/Los_Angeles"})
        clerk.sync()
        revision = self.commune.hub_json("history", "31TK01", *ENTRY)["revisions"][0]
        self.assertLess(abs(int(revision["received_at"]) / 1000 - time.time()), 3600)
        self.assertLess(abs(int(revision["entered_at"]) - time.time()), 3600)


if __name__ == "__main__":
    unittest.main()
