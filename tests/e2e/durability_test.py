#!/usr/bin/env python3
"""Saved means saved: the system calls of the real programs show the sync before the word.

The checker itself is checked: a probe that appends with synchronous=NORMAL must be caught.
"""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from commune import PROFILE, Commune
from system_calls import BUILD, WAYS

PROBE = BUILD / "tests" / "durability_probe"


def unsynced_words(trace, wal, is_word):
    """Words said while the newest operation on the write-ahead log was a write, not a sync; and how many words there were, how
    many writes, and how many of them behind the first word."""
    dirty, bad, words, writes, late = False, [], 0, 0, 0
    pending = {}
    for line in pathlib.Path(trace).read_text(errors="replace").splitlines():
        pid, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            pending[pid] = call[: -len("<unfinished ...>")]
            # A write counts from its beginning, a sync from its end.
            if call.startswith("pwrite64") and wal in call:
                dirty, writes, late = True, writes + 1, late + (words > 0)
            continue
        resumed = re.match(r"<\.\.\. (\w+) resumed>(.*)", call)
        if resumed:
            call = pending.pop(pid, resumed.group(1)) + resumed.group(2)
        if wal in call and call.startswith("pwrite64"):
            dirty, writes, late = True, writes + 1, late + (words > 0)
        elif wal in call and call.startswith(("fdatasync", "fsync")) and "= 0" in call:
            dirty = False
        elif is_word(call):
            words += 1
            if dirty:
                bad.append(call[:160])
    return bad, words, writes, late


def escaped(text):
    """As strace prints bytes beyond ASCII."""
    return "".join(chr(b) if 32 <= b < 127 else f"\\{b:o}" for b in text.encode())


def says(text):
    return lambda call: call.startswith("write(1<") and escaped(text) in call


class Durability(unittest.TestCase):
    def each_way(self):
        for way in WAYS:
            with self.subTest(way=way.__name__), tempfile.TemporaryDirectory() as folder:
                yield way, pathlib.Path(folder)

    def probe(self, way, folder, synchronous):
        env = dict(os.environ, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0")
        subprocess.run([*way.watching(folder / "trace"), str(PROBE), str(folder / "probe.db"), synchronous], check=True,
                       stdout=subprocess.DEVNULL, timeout=60, env=env)
        return unsynced_words(folder / "trace", "probe.db-wal", says("said"))

    def test_the_checker_sees_a_full_sync(self):
        for way, folder in self.each_way():
            bad, words, writes, late = self.probe(way, folder, "full")
            self.assertEqual((bad, words), ([], 10))
            self.assertGreater(writes, 0)
            self.assertGreater(late, 0)

    def test_the_checker_catches_synchronous_normal(self):
        for way, folder in self.each_way():
            bad, words, _, _ = self.probe(way, folder, "normal")
            self.assertEqual(words, 10)
            self.assertGreater(len(bad), 0)

    def test_A1_a_draft_is_said_to_be_kept_after_the_sync(self):
        for way, folder in self.each_way():
            with Commune() as commune:
                commune.start_hub()
                school = commune.enroll("31TK01")
                kept = school("enter", "ho_so", "2026-Q2", *PROFILE, prefix=way.watching(folder / "trace"))
            self.assertIn("Đã giữ bản nháp", kept.stdout)
            bad, words, writes, late = unsynced_words(folder / "trace", "agent.db-wal", lambda c: c.startswith("write(1<"))
            self.assertEqual((bad, late), ([], 0))
            self.assertGreater(words, 0)
            self.assertGreater(writes, 0)

    def test_A3_saved_is_said_after_the_sync_and_the_hub_answers_after_its_own(self):
        for way, folder in self.each_way():
            self.saved_after_the_sync(way, folder)

    def saved_after_the_sync(self, way, folder):
        with Commune() as commune:
            commune.start_hub()
            school = commune.enroll("31TK01")
            commune.stop_hub()

            school("enter", "ho_so", "2026-Q2", *PROFILE)
            saved = school("submit", "ho_so", "2026-Q2", prefix=way.watching(folder / "trace"))
            self.assertIn("đã lưu", saved.stdout.lower())
            bad, words, writes, late = unsynced_words(folder / "trace", "agent.db-wal", lambda c: c.startswith("write(1<"))
            self.assertEqual((bad, late), ([], 0))
            self.assertGreater(words, 0)
            self.assertGreater(writes, 0)

            hub_trace = folder / "hub-trace"
            commune.start_hub(prefix=way.watching(hub_trace))
            school("sync")
            way.stop(commune.hub_process)
            commune.hub_process.communicate(timeout=60)
            commune.hub_process = None
            bad, answers, writes, _ = unsynced_words(
                hub_trace, "hub.db-wal",
                lambda c: c.startswith(("sendmsg(", "sendto(", "write(")) and "<TCP" in c.split(",")[0] or
                c.startswith(("sendmsg(", "sendto(")) and "<socket:" in c.split(",")[0])
            self.assertEqual(bad, [])
            self.assertGreater(answers, 0)
            self.assertGreater(writes, 0)


if __name__ == "__main__":
    unittest.main()
