#!/usr/bin/env python3
"""Killed before and after each step that makes something durable, a commune loses nothing and doubles nothing
(failpoints.py); no step is left out; and who checks that can fail."""
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import failpoints
from commune import SOURCE
from failpoints_agent import Submits
from failpoints_commune import Copy, NotTrue, Template

SEED = 20261123


def literals(macro):
    """What stands between quotes in the arguments of a macro, wherever it is used."""
    found = []
    for top in ("common", "agent", "hub"):
        for path in sorted((SOURCE / top).rglob("*.cc")):
            for arguments in re.findall(macro + r"\(([^;]*)\);", path.read_text(encoding="utf-8")):
                found += re.findall(r'"([^"]+)"', arguments)
    return found


class Points(unittest.TestCase):
    def setUp(self):
        self.steps = {point for trial in failpoints.TRIALS.values() for point in trial.points}

    def test_each_name_stands_once_in_the_source_and_is_in_a_trial(self):
        scopes = literals("GOM_STEPS_OF")
        self.assertEqual(len(scopes), len(set(scopes)), sorted(scopes))
        self.assertEqual({step.rsplit(".", 1)[0] for step in self.steps}, set(scopes))
        self.assertEqual({step.rsplit(".", 1)[1] for step in self.steps}, set(literals("GOM_STEP")))

    def test_there_are_many(self):
        self.assertGreaterEqual(len(self.steps), 40)

    def test_killed_before_or_after_each_nothing_is_lost_or_doubled_and_none_is_unknown(self):
        """On which side is drawn anew each time; the seed is in the output."""
        done = subprocess.run([sys.executable, str(pathlib.Path(failpoints.__file__)), "--once"],
                              capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        steps = len(self.steps)
        self.assertEqual(done.stdout.splitlines()[-1], f"failpoints: {steps}, kills: {steps}, lost: 0, doubled: 0")


class TheCheckerCanFail(unittest.TestCase):
    """Each plants one wrongness into what a computer really did."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.template = Template(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def play(self, trial, point):
        with Copy(self.template) as commune:
            return trial(commune, random.Random(SEED)).play([point], {})

    def test_nothing_is_found_where_nothing_is_wrong(self):
        judgement = self.play(Submits, "agent.submit.commit.after")
        self.assertEqual((judgement.lost, judgement.doubled), ([], []))

    def test_what_was_kept_and_is_gone_is_found(self):
        class PutsBackAnOlderCopy(Submits):
            def operate(self, env):
                killed = super().operate(env)
                shutil.rmtree(self.a.agent.data)
                shutil.copytree(self.older, self.a.agent.data)
                return killed

            def stage(self):
                self.older = shutil.copytree(self.a.agent.data, self.commune.root / "older")
                super().stage()

        with self.assertRaisesRegex(NotTrue, "submit.commit.before@1: .* 0 times saved, draft None"):
            self.play(PutsBackAnOlderCopy, "agent.submit.commit.before")

    def test_what_is_there_twice_is_found(self):
        class SubmitsAgain(Submits):
            def mend(self):
                super().mend()
                submit = self.ledger.submits[-1]
                field = "staff" if submit.entry[1] == "profile" else "events"
                self.a.run("enter", *submit.entry[1:], f"{field}=3", check=True)
                self.a.run("enter", *submit.entry[1:], f"{field}={submit.number}", "--note", submit.note, check=True)
                self.a.run("submit", check=True)

        doubled = self.play(SubmitsAgain, "agent.submit.commit.after").doubled
        self.assertRegex("\n".join(doubled), r"submit .* 2 times")

    def test_a_point_that_is_not_passed_is_found(self):
        with self.assertRaisesRegex(NotTrue, "agent.submit.swap.before is not passed"):
            self.play(Submits, "agent.submit.swap.before")


if __name__ == "__main__":
    unittest.main()
