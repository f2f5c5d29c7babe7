#!/usr/bin/env python3
"""What is said only to a person who watches: at a terminal, and not into a pipe."""
import hashlib
import os
import pathlib
import pty
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from commune import BIN, Commune, Refused, profile, run


def lengthen(database, records):
    """Appends records of a kind that no version knows, chained as the hub chains them."""
    main = b"\xfa\x7f\x01x"
    link = hashlib.sha256(main).digest()
    with sqlite3.connect(database) as log:
        key, digest = log.execute("SELECT key, digest FROM record ORDER BY key DESC LIMIT 1").fetchone()
        rows = []
        for n in range(1, records + 1):
            digest = hashlib.sha256(digest + link).digest()
            rows.append((key + n, digest, main, b""))
        log.executemany("INSERT INTO record (key, digest, main, text) VALUES (?, ?, ?, ?)", rows)
    log.close()


def at_a_terminal(command, looked=lambda seen: None):
    """What a person sees on standard error; standard output goes to a pipe. `looked` is told of it as it comes."""
    screen, end = pty.openpty()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=end) as process:
        os.close(end)
        seen = b""
        try:
            while piece := os.read(screen, 65536):
                seen += piece
                looked(seen.decode(errors="replace"))
        except OSError:  # how a terminal says that nobody is left
            pass
        process.stdout.read()
    os.close(screen)
    return process.returncode, seen.decode()


class Terminal(unittest.TestCase):
    def test_a_long_log_is_read_under_a_progress_line(self):
        with tempfile.TemporaryDirectory() as folder:
            run("gom-hub", folder, "init", "--name", "Xã")
            lengthen(pathlib.Path(folder) / "hub.db", 50_000)
            command = [str(BIN / "gom-hub"), "--data", folder, "status", "--lang"]
            for lang, words in (("vi", "Đọc nhật ký"), ("en", "Reading the log")):
                shutil.rmtree(f"{folder}/snapshots", ignore_errors=True)  # with one there is nothing to wait for
                code, seen = at_a_terminal([*command, lang])
                self.assertEqual(code, 0, seen)
                self.assertIn(f"[20000/50003, 39%] {words}", seen)
                self.assertIn(f"[40000/50003, 79%] {words}", seen)
            self.assertEqual(run("gom-hub", folder, "status").stderr, "")
            self.assertEqual(run("gom-hub", folder, "verify", "--json").returncode, 0)

    def test_who_enrolls_sees_what_goes_on(self):
        with Commune() as commune:
            commune.start_hub()
            for lang, connecting, plan in (("vi", "Đang kết nối với hub", "Đang nhận kế hoạch của xã"),
                                           ("en", "Connecting to the hub", "Asking for the commune's plan")):
                code = commune.hub_json("enroll", "31TK01")["code"]
                folder = commune.root / f"agent-{lang}"
                status, seen = at_a_terminal([str(BIN / "gom-agent"), "--data", str(folder), "--lang", lang, "enroll",
                                              f"127.0.0.1:{commune.port}", code])
                self.assertEqual(status, 0, seen)
                self.assertIn(f"{connecting} 127.0.0.1:{commune.port}…", seen)
                self.assertIn(plan, seen)

    def test_A25_who_waits_for_a_sync_sees_how_much_is_still_to_go(self):
        """Of a hub that takes its time; without a daemon and through one."""
        with Commune() as commune:
            commune.start_hub()
            school = commune.enroll("31TK01")
            for daemon, lang, words, gv in ((False, "vi", "Đang gửi lên hub, còn chờ gửi", 20),
                                            (True, "en", "Sending to the hub, still to go", 21)):
                school("enter", "ho_so", "2026-Q2", *profile(gv), "--author", "Cô Lan")
                commune.hub_process.send_signal(signal.SIGSTOP)
                if daemon:
                    school.start()
                school("submit")
                goes_on = []

                def looked(seen):
                    if f"[0/1, 0%] {words}: 1" in seen and not goes_on:
                        goes_on.append(commune.hub_process.send_signal(signal.SIGCONT))

                code, seen = at_a_terminal([str(BIN / "gom-agent"), "--data", str(school.data), "--lang", lang, "sync"], looked)
                commune.hub_process.send_signal(signal.SIGCONT)
                self.assertEqual(code, 0, seen)
                self.assertIn(f"[1/1, 100%] {words}: 0", seen)

    def test_an_empty_folder_stays_empty_and_says_to_enroll(self):
        with tempfile.TemporaryDirectory() as folder:
            for command in (["status"], ["forms"], ["sync"], ["submit"], ["serve", "--no-page"]):
                with self.assertRaises(Refused) as refused:
                    run("gom-agent", folder, *command)
                self.assertIn("gom-agent enroll", refused.exception.err)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])

    def test_a_second_command_waits_for_the_first(self):
        """Four commands at once, no daemon: each has its turn."""
        with Commune() as commune:
            commune.start_hub()
            school = commune.enroll("31TK01")
            command = [str(BIN / "gom-agent"), "--data", str(school.data), "--lang", "en", "status"]
            at_once = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
            for process in at_once:
                out, err = process.communicate(timeout=120)
                self.assertEqual((process.returncode, err), (0, ""))
                self.assertIn("31TK01", out)


if __name__ == "__main__":
    unittest.main()
