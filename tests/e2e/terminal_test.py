#!/usr/bin/env python3
"""What is said only to a person who watches: at a terminal, and not into a pipe."""
import hashlib
import os
import pathlib
import pty
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from commune import BIN, run


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


def at_a_terminal(command):
    """What a person sees on standard error; standard output goes to a pipe."""
    screen, end = pty.openpty()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=end) as process:
        os.close(end)
        seen = b""
        try:
            while piece := os.read(screen, 65536):
                seen += piece
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


if __name__ == "__main__":
    unittest.main()
