#!/usr/bin/env python3
"""./run, as a stranger runs it: the story ends with the table that was agreed, in both languages, and nothing is left
behind. GOM_UPDATE_GOLDEN=1 writes the agreed tables anew."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from commune import BIN, SOURCE

GOLDEN = SOURCE / "tests/golden"
# Where what is agreed begins and ends in each language; the line after the first carries a time.
TABLE = {"vi": ("TIẾN ĐỘ KẾ HOẠCH", "Khoảng: "), "en": ("PROGRESS OF THE PLAN", "Range: ")}


class Run(unittest.TestCase):
    def story(self, lang):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([str(SOURCE / "run"), "--fast", "--lang", lang], capture_output=True, text=True, timeout=900,
                                  env=dict(os.environ, GOM_BIN=str(BIN), TMPDIR=folder, COLUMNS="100"), stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [], "something was left behind")
        return done.stdout

    def table(self, output, lang):
        first, last = TABLE[lang]
        lines = output.splitlines()
        start = next(i for i, line in enumerate(lines) if line.startswith(first))
        end = next(i for i, line in enumerate(lines) if line.startswith(last))
        return "\n".join([lines[start], *lines[start + 2:end - 1]]) + "\n"

    def check(self, lang):
        output = self.story(lang)
        table = self.table(output, lang)
        golden = GOLDEN / f"progress-2026-Q3.{lang}.txt"
        if os.environ.get("GOM_UPDATE_GOLDEN"):
            golden.write_text(table, encoding="utf-8")
        self.assertEqual(table, golden.read_text(encoding="utf-8"))
        for line in table.splitlines():
            self.assertLessEqual(len(line), 100, line)
        self.assertEqual(len(re.findall(r"\[\d/9\]", output)), 9)

    def test_the_picture_in_the_readme_is_what_is_printed(self):
        readme = (SOURCE / "README.md").read_text(encoding="utf-8")
        picture = next(block for block in readme.split("```") if "PROGRESS OF THE PLAN" in block).strip("\n").splitlines()
        golden = (GOLDEN / "progress-2026-Q3.en.txt").read_text(encoding="utf-8").splitlines()
        self.assertGreater(len(picture), 30)
        self.assertEqual([line for line in picture if line not in golden and line != "  …"], [])

    def test_the_story_in_vietnamese(self):
        self.check("vi")

    def test_the_story_in_english(self):
        self.check("en")


if __name__ == "__main__":
    unittest.main()
