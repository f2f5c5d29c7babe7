#!/usr/bin/env python3
"""What befalls a school's computer while somebody works at it: it is stopped, a program holds its file, its zone is wrong, it has no
memory left, its folder is where it should not be, or belongs to somebody else, to another program, to a newer one."""
import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time
import unittest

from clerks import ENTRY, Copies
from commune import BIN, PLAN, PROFILE, SANITIZED, Agent, Refused, profile
from lines import Line
from system_calls import disk_of_kind, memory_for


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

    @unittest.skipIf(SANITIZED, "a sanitizer has an allocator of its own")
    def test_A18_out_of_memory_anywhere_leaves_the_draft_or_the_whole_report(self):
        """Of all that the program asks for, not of SQLite's part alone. It ends there; the next start knows nothing of it."""
        clerk = self.enroll()
        written, ended = [], []

        def is_saved_with(allocations):
            """What a submit leaves that has no more memory after so many of them."""
            if clerk.agent.json("show", *ENTRY)["word"] != "WORD_DRAFT":
                written.append(f"lần {len(written)}")
                clerk.agent("enter", *ENTRY, *PROFILE, "--note", written[-1])
            done = clerk.agent("submit", *ENTRY, check=False, extra_env=memory_for(allocations))
            shown = clerk.agent.json("show", *ENTRY)
            self.assertEqual(shown.get("note"), written[-1], f"lost with {allocations}")
            self.assertIn(shown["word"], ("WORD_DRAFT", "WORD_SAVED"))
            self.assertTrue(shown["word"] == "WORD_SAVED" or (done.returncode != 0 and "Đã lưu" not in done.stdout),
                            f"not true with {allocations}: {done.stdout}")
            self.assertNotIn("terminate called", done.stderr)
            if done.returncode == 1:
                ended.append(done.stderr)
            return shown["word"] == "WORD_SAVED"

        too_few, enough = 0, 1 << 17
        self.assertTrue(is_saved_with(enough))
        while enough - too_few > 1:
            middle = (too_few + enough) // 2
            too_few, enough = (too_few, middle) if is_saved_with(middle) else (middle, enough)
        self.assertGreater(too_few, 1000)
        self.assertGreater(len(ended), 5)
        for words in ended:
            self.assertRegex(words, "^(Máy hết bộ nhớ .*\nThe computer ran out of memory.*|Máy đang thiếu bộ nhớ.*)\n$")
        for allocations in range(too_few - 20, too_few + 4):  # around the commit: each
            is_saved_with(allocations)
        is_saved_with(1 << 17)
        clerk.sync()
        history = self.commune.hub_json("history", clerk.unit, *ENTRY)
        self.assertEqual([r["note"] for r in history["revisions"]], written)

    def test_A19_a_folder_on_a_network_drive_is_refused_and_the_agent_does_not_start_in_it(self):
        clerk = self.enroll()
        clerk.report(20)
        for kind, words in ((0x6969, ("ổ đĩa mạng", "network")), (0x65735546, ("đồng bộ", "sync")), (0x4D44, ("rút ra", "pulled out"))):
            self.refused(clerk.agent, words, "status", extra_env=disk_of_kind(kind))
            self.refused(clerk.agent, words, "enter", *ENTRY, "gv=21", extra_env=disk_of_kind(kind))
            code = self.commune.hub_json("enroll", clerk.unit)["code"]
            new = Agent(self.commune, clerk.unit, self.commune.root / "agents" / "new", disk_of_kind(kind))
            self.refused(new, words, "enroll", f"127.0.0.1:{self.commune.port}", code)
            self.assertFalse(new.data.exists(), "neither a key nor a database nor the folder itself is made there")
        self.assertIn("hub nhận 1 thay đổi", clerk.sync())
        self.check_all_is_there()

    def refused(self, program, words, *command, code=1, **options):
        """In both languages, each with its words."""
        for lang, said in zip(("vi", "en"), words):
            done = program(*command, lang=lang, check=False, **options)
            self.assertEqual(done.returncode, code, done.stdout + done.stderr)
            self.assertIn(said, " ".join(done.stderr.split()))

    def test_A21_a_second_agent_on_the_folder_is_refused_and_the_first_is_shown(self):
        clerk = self.enroll()
        clerk.agent.start("--port", "0")
        for second in (("serve", "--no-page"), ("serve", "--port", "0")):
            self.refused(clerk.agent, [str(clerk.agent.daemon.pid)] * 2, *second)
            self.refused(clerk.agent, ("đang dùng thư mục dữ liệu", "is using the data folder"), *second)
        address = clerk.agent("open", "--print").stdout
        self.assertIn("http://127.0.0.1:", address, "of the page that is open")
        with socket.create_connection(("127.0.0.1", int(address.split(":")[2].split("/")[0]))):
            pass
        clerk.report(20)  # through the first
        self.assertIsNone(clerk.agent.daemon.poll())
        self.check_all_is_there()

    def test_A22_put_to_sleep_in_the_middle_of_a_sync_goes_on_by_itself(self):
        """The lid is closed while the hub's answer is on its way. When it is opened the hub has been started anew, and the
        connection is gone."""
        clerk = self.enroll()
        line = Line(self.commune.port)
        self.addCleanup(line.close)
        clerk.agent("hub", f"127.0.0.1:{line.port}")
        line.count()
        clerk.sync()
        line.count(deaf_after=line.sent + 500)
        clerk.report(20, words=" x" * 900)
        clerk.agent.start()
        while not self.commune.hub_json("entries", "--unit", clerk.unit).get("entries"):
            self.assertIsNone(clerk.agent.daemon.poll())
        clerk.agent.daemon.send_signal(signal.SIGSTOP)
        self.commune.stop_hub()
        self.commune.start_hub()
        line.count()
        clerk.agent.daemon.send_signal(signal.SIGCONT)
        words = []
        while "hub đã nhận" not in words and len(words) < 1000:
            words.append(re.search(r"\n(đã lưu|đã gửi|hub đã nhận)\n", clerk.agent("show", *ENTRY).stdout).group(1))
        self.assertEqual(words[-1], "hub đã nhận", "nobody has to ask for it")
        self.assertIsNone(clerk.agent.daemon.poll())
        world = self.check_all_is_there()
        self.assertEqual([r.standing for r in world.hub[(clerk.unit, *ENTRY)]], ["head"])

    @unittest.skipIf(os.geteuid() != 0, "to be somebody else takes root")
    def test_A24_an_account_that_may_not_write_the_folder_is_told_which_and_changes_nothing(self):
        clerk = self.enroll()
        clerk.report(20)
        for folder in (self.commune.root, clerk.agent.data.parent):
            folder.chmod(0o755)
        subprocess.run(["chmod", "-R", "a+rX", clerk.agent.data], check=True)
        somebody_else = {"prefix": ("setpriv", "--reuid=65534", "--clear-groups")}
        if "setpriv: " in clerk.agent("--help", check=False, **somebody_else).stderr:
            self.skipTest("the program itself cannot be read by somebody else")
        where = str(clerk.agent.data)
        for command in (("status",), ("enter", *ENTRY, "gv=21"), ("submit",), ("sync",), ("serve", "--no-page")):
            self.refused(clerk.agent, (f"Không có quyền ghi vào {where}.", f"No permission to write to {where}."), *command,
                         **somebody_else)
        self.assertIn("hub nhận 1 thay đổi", clerk.sync())
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "head"})

    def test_F1_F2_what_a_new_plan_drops_is_told_and_still_there_in_the_history_of_both_sides(self):
        clerk = self.enroll()
        clerk.agent("enter", *ENTRY, "nguon=csdl_nganh")
        clerk.report(20)
        clerk.sync()
        text = PLAN.read_text(encoding="utf-8")
        begin = text.index('  fields {\n    number: 16  code: "nguon"')
        dropped = text[:begin] + text[text.index("\n  }\n", begin) + 5:]
        plan = self.commune.root / "second.textproto"
        plan.write_text(re.sub("^version: 1", "version: 2", dropped, flags=re.M), encoding="utf-8")
        self.commune.hub("plan", "apply", plan)
        clerk.sync()
        for lang, words in (("vi", "kế hoạch mới (phiên bản 2)"), ("en", "a new plan (version 2)")):
            told = " ".join(clerk.agent("status", lang=lang).stdout.split())
            self.assertRegex(told, re.escape(words) + ".*(bỏ trường|the field) “")
        clerk.report(21)
        clerk.sync()
        for history in (clerk.agent("history", *ENTRY), self.commune.hub("history", clerk.unit, *ENTRY)):
            old, new = re.split(r"^\w{8}/2 ", history.stdout, flags=re.M)
            self.assertRegex(old, r"\n  nguon +csdl_nganh\n", "as it was called, and as it was answered")
            self.assertNotRegex(old, "#16|Lỗi", "that nobody asks for it any more is nobody's mistake")
            self.assertNotIn("nguon", new)
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})

    def test_I7_a_file_of_a_newer_program_is_left_as_it_is(self):
        """Above all it is not taken for a damaged one and put aside."""
        clerk = self.enroll()
        clerk.report(20)
        file = clerk.agent.data / "agent.db"
        own = self.version(file)
        self.version(file, 9999)
        before = file.read_bytes()
        for command in (("status",), ("enter", *ENTRY, "gv=21"), ("sync",), ("serve", "--no-page")):
            self.refused(clerk.agent, ("phiên bản mới hơn của chương trình", "a newer version of this program"), *command)
            self.refused(clerk.agent, ("khôi phục bản sao lưu làm trước khi cập nhật", "restore a backup made before the update"),
                         *command)
        self.assertEqual(file.read_bytes(), before)
        self.assertEqual([f.name for f in clerk.agent.data.iterdir() if "damaged" in f.name], [])
        self.version(file, own)  # the newer program is back
        self.assertIn("hub nhận 1 thay đổi", clerk.sync())
        self.check_all_is_there()

    def version(self, file, new=None):
        with contextlib.closing(sqlite3.connect(file)) as db:
            if new is not None:
                db.execute(f"PRAGMA user_version={new}")
            return db.execute("PRAGMA user_version").fetchone()[0]

    def test_A20_a_program_that_holds_the_file_for_seconds_is_waited_for(self):
        clerk = self.enroll()
        scanner = sqlite3.connect(clerk.agent.data / "agent.db", isolation_level=None, check_same_thread=False)
        for command in (("enter", *ENTRY, *profile(21)), ("submit", *ENTRY)):
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

    def test_C8_a_portal_of_the_wifi_is_said_and_nothing_leaves(self):
        """Somebody else's page answers at the hub's address, and has never heard of TLS."""
        clerk = self.enroll()
        clerk.report(20)
        self.commune.stop_hub()
        heard = []
        with socket.create_server(("127.0.0.1", self.commune.port)) as portal:
            threading.Thread(target=self.log_in_first, args=(portal, heard), daemon=True).start()
            for lang, said in (("vi", "Mạng đang chặn kết nối an toàn"), ("en", "The network blocks the secure connection")):
                refused = clerk.agent("sync", lang=lang, check=False)
                self.assertEqual(refused.returncode, 3, "as where there is no network")
                self.assertIn(said, " ".join(refused.stderr.split()))
                self.assertIn("USB", refused.stderr)
                self.assertIn(said, " ".join(clerk.agent("status", lang=lang).stdout.split()))
            portal.shutdown(socket.SHUT_RDWR)
        self.assertTrue(heard)
        for words in heard:
            self.assertEqual(words[:2], b"\x16\x03", "the beginning of a handshake, and nothing else")
        self.assertIn("\nđã lưu\n", clerk.agent("show", *ENTRY).stdout)
        self.commune.start_hub()
        self.assertIn("hub nhận 1 thay đổi", clerk.sync())
        self.check_all_is_there()

    def log_in_first(self, portal, heard):
        while True:
            try:
                caller = portal.accept()[0]
            except OSError:
                return
            with caller:
                if words := caller.recv(4096):
                    heard.append(words)
                    caller.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://portal/\r\nContent-Length: 0\r\n\r\n")

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
        # A date that was typed is a day, wherever it is read.
        models = ("mo_hinh", "2026-Q2")
        clerk.agent("enter", *models, "pl42_1=co", "pl42_1_ngay=10/5/2026", *(f"pl42_{n}=khong" for n in (2, 3, 4)),
                    extra_env={"TZ": "Pacific/Kiritimati"}, check=False)
        clerk.agent("submit", *models, extra_env={"TZ": "Pacific/Kiritimati"})
        clerk.sync()
        for zone in kept:
            here = {"extra_env": {"TZ": zone}}
            for shown in (clerk.agent("show", *models, **here), self.commune.hub("history", clerk.unit, *models, **here)):
                self.assertRegex(shown.stdout, r"\n *pl42_1_ngay +10/05/2026 ", zone)


if __name__ == "__main__":
    unittest.main()
