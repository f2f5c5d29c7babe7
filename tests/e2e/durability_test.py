#!/usr/bin/env python3
"""Saved means saved: the system calls of the real programs show the sync before the word.

The checker itself is checked: a probe that appends with synchronous=NORMAL must be caught.
"""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import unittest

from commune import BIN, PROFILE, Commune

CALLS = "pwrite64,fdatasync,fsync,write,sendmsg,sendto"
PROBE = pathlib.Path(os.environ.get("GOM_BIN", BIN)).parent / "tests" / "durability_probe"


def strace(output):
    return ["strace", "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(output)]


def unsynced_words(trace, wal, is_word):
    """Words said while the newest operation on the write-ahead log was a write, not a sync; and how many words there were."""
    dirty, bad, words, writes = False, [], 0, 0
    pending = {}
    for line in pathlib.Path(trace).read_text(errors="replace").splitlines():
        pid, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            pending[pid] = call[: -len("<unfinished ...>")]
            # A write counts from its beginning, a sync from its end.
            if call.startswith("pwrite64") and wal in call:
                dirty, writes = True, writes + 1
            continue
        resumed = re.match(r"<\.\.\. (\w+) resumed>(.*)", call)
        if resumed:
            call = pending.pop(pid, resumed.group(1)) + resumed.group(2)
        if wal in call and call.startswith("pwrite64"):
            dirty, writes = True, writes + 1
        elif wal in call and call.startswith(("fdatasync", "fsync")) and "= 0" in call:
            dirty = False
        elif is_word(call):
            words += 1
            if dirty:
                bad.append(call[:160])
    return bad, words, writes


def escaped(text):
    """As strace prints bytes beyond ASCII."""
    return "".join(chr(b) if 32 <= b < 127 else f"\\{b:o}" for b in text.encode())


def says(text):
    return lambda call: call.startswith("write(1<") and escaped(text) in call


class Durability(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.trace = pathlib.Path(self.folder.name) / "trace"

    def tearDown(self):
        self.folder.cleanup()

    def probe(self, synchronous):
        env = dict(os.environ, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0")
        subprocess.run([*strace(self.trace), str(PROBE), self.folder.name + "/probe.db", synchronous], check=True,
                       stdout=subprocess.DEVNULL, timeout=60, env=env)
        return unsynced_words(self.trace, "probe.db-wal", says("said"))

    def test_the_checker_sees_a_full_sync(self):
        bad, words, writes = self.probe("full")
        self.assertEqual((bad, words), ([], 10))
        self.assertGreater(writes, 0)

    def test_the_checker_catches_synchronous_normal(self):
        bad, words, _ = self.probe("normal")
        self.assertEqual(words, 10)
        self.assertGreater(len(bad), 0)

    def test_A3_saved_is_said_after_the_sync_and_the_hub_answers_after_its_own(self):
        with Commune() as commune:
            commune.start_hub()
            school = commune.enroll("31TK01")
            commune.stop_hub()

            school("enter", "ho_so", "2026-Q2", *PROFILE)
            saved = school("submit", "ho_so", "2026-Q2", prefix=strace(self.trace))
            self.assertIn("đã lưu", saved.stdout.lower())
            bad, words, writes = unsynced_words(self.trace, "agent.db-wal", lambda c: c.startswith("write(1<"))
            self.assertEqual(bad, [])
            self.assertGreater(words, 0)
            self.assertGreater(writes, 0)

            hub_trace = pathlib.Path(self.folder.name) / "hub-trace"
            commune.start_hub(prefix=strace(hub_trace))
            school("sync")
            # strace passes no signal on to the traced hub when it is killed itself: end the hub, and strace with it.
            subprocess.run(["pkill", "-TERM", "-P", str(commune.hub_process.pid)], check=True)
            commune.hub_process.wait(timeout=60)
            commune.hub_process = None
            bad, answers, writes = unsynced_words(
                hub_trace, "hub.db-wal",
                lambda c: c.startswith(("sendmsg(", "sendto(", "write(")) and "<TCP" in c.split(",")[0] or
                c.startswith(("sendmsg(", "sendto(")) and "<socket:" in c.split(",")[0])
            self.assertEqual(bad, [])
            self.assertGreater(answers, 0)
            self.assertGreater(writes, 0)


if __name__ == "__main__":
    unittest.main()
