#!/usr/bin/env python3
"""Killed at random moments, a commune loses nothing and doubles nothing (kills.py); and who checks that can fail."""
import dataclasses
import pathlib
import shutil
import subprocess
import sys
import unittest

from commune import Commune
from kills import PLAN, Run, roster
from kills_ledger import Receipt, Submit, Verdict, judge
from stubs import Stubs


class Kills(unittest.TestCase):
    def test_A4_A5_A6_D1_twenty_kills_lose_nothing_and_double_nothing(self):
        # One cut off operation is enough here: on a slow machine a kill may come late. ./test --kills wants half of them.
        done = subprocess.run([sys.executable, str(pathlib.Path(__file__).parent / "kills.py"), "--kills", "20", "--schools", "2",
                               "--seed", "20261122", "--in-flight", "5"], capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout.splitlines()[-1], r"^kills: 20, lost: 0, doubled: 0, in_flight: ([1-9]|1\d|20)$")


class TheCheckerCanFail(unittest.TestCase):
    """Each test plants one wrongness into what one computer and one operator really did."""

    @classmethod
    def setUpClass(cls):
        cls.api = Stubs().__enter__()
        cls.commune = Commune(plan=PLAN, roster=None)
        cls.commune.hub("unit", "import", roster(cls.commune.root, 1))
        cls.people = Run(cls.api, cls.commune, wanted=0, seed=1, schools=1)
        cls.school, cls.entry = cls.people.schools[0], cls.people.schools[0].entries[0]
        cls.key = cls.school.key(cls.entry)
        cls.school.enter(cls.entry)
        cls.school.submit([cls.entry])
        assert cls.school.sync()
        cls.people.operator.judge_some()
        cls.ledger, cls.world = cls.people.ledger, cls.people.settle()
        cls.revision = cls.world.hub[cls.key][0]

    @classmethod
    def tearDownClass(cls):
        cls.people.close()
        cls.commune.__exit__()
        cls.api.__exit__()

    def judged(self, ledger=None, world=None):
        """What is found with these lists in the place of what really was."""
        judgement = judge(dataclasses.replace(self.ledger, **(ledger or {})), dataclasses.replace(self.world, **(world or {})))
        return len(judgement.lost), len(judgement.doubled)

    def history(self, revisions):
        return {"hub": {**self.world.hub, self.key: revisions}}

    def test_what_really_was_is_fine(self):
        self.assertEqual(self.judged(), (0, 0))
        self.assertEqual((len(self.ledger.submits), len(self.ledger.verdicts)), (1, 1))

    def test_a_submit_that_is_not_there(self):
        submit = Submit(self.key, "nobody:9", 9, self.school.name, True)
        self.assertGreater(self.judged(ledger={"submits": [submit, *self.ledger.submits]})[0], 0)

    def test_a_revision_that_vanished_from_the_hub(self):
        self.assertGreater(self.judged(world=self.history([]))[0], 0)

    def test_a_revision_with_another_number(self):
        self.assertGreater(self.judged(world=self.history([dataclasses.replace(self.revision, number=77)]))[0], 0)

    def test_a_revision_that_is_there_twice(self):
        twice = [self.revision, dataclasses.replace(self.revision, id="ffffffff/9", standing="settled")]
        self.assertGreater(self.judged(world=self.history(twice))[1], 0)

    def test_one_revision_under_two_names_is_one(self):
        self.assertEqual(self.judged(world=self.history([self.revision, dataclasses.replace(self.revision, standing="same")]))[1], 0)

    def test_a_receipt_that_is_not_true(self):
        receipt = Receipt(self.key, self.revision.note, self.revision.hub_index + 1)
        self.assertEqual(self.judged(ledger={"receipts": [receipt]}), (1, 0))

    def test_a_verdict_that_is_not_there(self):
        verdict = Verdict(self.key, self.revision.id, False, "lý do số 99.")
        self.assertGreater(self.judged(ledger={"verdicts": [*self.ledger.verdicts, verdict]})[0], 0)

    def test_a_verdict_that_is_there_twice(self):
        self.assertEqual(self.judged(world={"verdicts": self.world.verdicts + 1}), (0, 1))

    def test_what_verify_finds(self):
        self.assertEqual(self.judged(world={"problems": ["record 9 does not fit"]}), (1, 0))

    def test_a_computer_that_shows_something_else(self):
        histories = {**self.world.agents[self.school.name], self.key: [dataclasses.replace(self.revision, standing="waiting")]}
        self.assertEqual(self.judged(world={"agents": {**self.world.agents, self.school.name: histories}}), (1, 0))


class AnOldCopyOfTheHub(unittest.TestCase):
    """Not a doctored list: real processes, and a hub that has really lost what it answered."""

    def test_is_found(self):
        with Stubs() as api, Commune(plan=PLAN, roster=None) as commune:
            commune.hub("unit", "import", roster(commune.root, 1))
            run = Run(api, commune, wanted=0, seed=1, schools=1)
            school, copy = run.schools[0], commune.root / "copy"
            try:
                run.hub.pause(lambda: shutil.copytree(commune.hub_data, copy))
                school.enter(school.entries[0])
                school.submit(school.entries[:1])
                self.assertTrue(school.sync())
                run.operator.judge_some()
                run.hub.pause(lambda: (shutil.rmtree(commune.hub_data), shutil.copytree(copy, commune.hub_data)))
                found = "\n".join(judge(run.ledger, run.look_around()).lost)
            finally:
                run.close()
        for what in (r"hub: submit .*:1 of", r"hub: not true: Receipt", r"hub: verdict on"):
            self.assertRegex(found, what)


if __name__ == "__main__":
    unittest.main()
