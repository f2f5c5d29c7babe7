#!/usr/bin/env python3
"""Small promises of the code base about itself. Usage: tidiness_test.py SOURCE_DIR"""
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "README.md", "agent", "common", "docs", "hub", "proto", "run", "test", "tests"}
MOST_LINES = 500


def tracked():
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


FILES = tracked()


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


class Tidiness(unittest.TestCase):
    def test_top_level_is_small(self):
        tops = {name.split("/")[0] for name in FILES}
        self.assertEqual({t for t in tops if not t.startswith(".")} - TOP_LEVEL, set())

    def test_no_source_file_holds_two_ideas(self):
        for name in FILES:
            if name.endswith((".cc", ".h")):
                with self.subTest(name):
                    self.assertLessEqual(text_of(name).count("\n"), MOST_LINES)

    def test_nothing_is_left_to_do(self):
        marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
        for name in FILES:
            if name.endswith((".cc", ".h", ".proto", ".py", ".md", ".txt", ".cmake", ".textproto")):
                self.assertIsNone(marks.search(text_of(name)), name)

    def test_guards_name_their_files(self):
        for name in FILES:
            if name.endswith(".h"):
                guard = "GOM_" + re.sub(r"[/.\-]", "_", name).upper() + "_"
                self.assertIn(f"#ifndef {guard}\n", text_of(name), name)

    def test_every_test_source_is_built(self):
        for name in FILES:
            if name.startswith("tests/") and name.endswith(".cc"):
                path = pathlib.PurePosixPath(name)
                listed = any((ROOT / folder / "CMakeLists.txt").exists() and path.name in text_of(f"{folder}/CMakeLists.txt")
                             for folder in map(str, path.parents) if folder != ".")
                self.assertTrue(listed, f"{name} is in no CMakeLists.txt")

    def test_no_test_sleeps(self):
        sleeps = re.compile(r"\b(sleep_for|sleep_until|absl::SleepFor|usleep|nanosleep)\b")
        for name in FILES:
            if name.startswith("tests/") and name.endswith(".cc"):
                self.assertIsNone(sleeps.search(text_of(name)), name)

    def test_scripts_can_be_run(self):
        for name in ("run", "test", ".ci/run", ".ci/install"):
            self.assertTrue((ROOT / name).stat().st_mode & 0o100, name)


if __name__ == "__main__":
    unittest.main()
