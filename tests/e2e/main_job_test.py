#!/usr/bin/env python3
"""The main job with real processes, and SIGKILL between and inside its steps: nothing that was said to be saved is
missing, nothing is there twice."""
import csv
import random
import signal
import tempfile
import unittest

from commune import DEMO, Commune, run
from system_calls import killing


def rows_of(unit):
    with open(DEMO / "entries.csv", encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["unit"] == unit]


def forms_of(unit):
    forms = {}
    for row in rows_of(unit):
        forms.setdefault((row["form"], row["period"]), []).append(f"{row['field']}={row['value']}")
    return forms


def typed_units():
    text = (DEMO / "README.md").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("typed: "))[len("typed: "):].split()


def reasons_of(unit, form, period):
    with open(DEMO / "reasons.csv", encoding="utf-8-sig", newline="") as file:
        return [arg for row in csv.DictReader(file) if (row["unit"], row["form"], row["period"]) == (unit, form, period)
                for arg in ("--reason", f"{row['rule']}={row['text']}")]


class MainJob(unittest.TestCase):
    def enter_and_submit(self, school, form, period, values, **options):
        school("enter", form, period, *values, *reasons_of(school.unit, form, period), **options)
        return school("submit", form, period, **options)

    def counted(self, commune, unit):
        entries, token = [], ""
        listed = commune.hub_json("entries", "--unit", unit)
        return {(e["form"], e["period"]) for e in listed.get("entries", [])}

    def test_offline_work_arrives_once(self):
        unit = typed_units()[0]
        with Commune() as commune:
            commune.start_hub()
            school = commune.enroll(unit)
            commune.stop_hub()
            for (form, period), values in forms_of(unit).items():
                self.enter_and_submit(school, form, period, values)
            before = school.json("status")
            self.assertGreater(before.get("waiting", 0), 0)
            commune.start_hub()
            school("sync")
            school("sync")
            self.assertEqual(school.json("status").get("waiting", 0), 0)
            self.assertEqual(self.counted(commune, unit), set(forms_of(unit)))
            for form, period in forms_of(unit):
                history = commune.hub_json("history", unit, form, period)
                self.assertEqual(len(history["revisions"]), 1)
            self.assertEqual(commune.hub("verify").returncode, 0)

    def test_D1_hub_killed_between_all_steps_loses_nothing(self):
        unit = typed_units()[1]
        with Commune() as commune:
            commune.start_hub()
            school = commune.enroll(unit)
            for (form, period), values in forms_of(unit).items():
                self.enter_and_submit(school, form, period, values)
                school("sync")
                commune.stop_hub(signal.SIGKILL)
                commune.start_hub()
            self.assertEqual(self.counted(commune, unit), set(forms_of(unit)))
            self.assertEqual(commune.hub("verify").returncode, 0)

    def test_A4_A5_A6_agent_killed_at_random_instants_keeps_what_it_said(self):
        """Each submit is killed after a random number of its system calls; whatever was printed as saved is there."""
        unit = typed_units()[2]
        seed = random.SystemRandom().randrange(2**32)
        chance = random.Random(seed)
        with self.subTest(seed=seed), Commune() as commune:
            commune.start_hub()
            school = commune.enroll(unit)
            said = set()
            for (form, period), values in forms_of(unit).items():
                school("enter", form, period, *values, *reasons_of(unit, form, period))
                for _ in range(6):
                    # SIGKILL delivered by the kernel at the n-th write or sync of the process.
                    at = chance.randrange(1, 40)
                    done = run("gom-agent", school.data, "submit", form, period, check=False,
                               prefix=killing("pwrite64,fdatasync,write", at))
                    if "đã lưu" in done.stdout.lower():
                        said.add((form, period))
                    lines = {(f["form"], f["period"]): f.get("word", "") for f in school.json("forms").get("forms", [])}
                    for key in said:
                        self.assertIn(lines.get(key), ("WORD_SAVED", "WORD_SENT"), f"{key}: {lines.get(key)}")
                    self.assertIn(lines.get((form, period)), ("WORD_DRAFT", "WORD_SAVED", "WORD_SENT"))
                    if lines.get((form, period)) != "WORD_DRAFT":
                        break
                else:
                    school("submit", form, period)
                said.add((form, period))
            school("sync")
            self.assertEqual(self.counted(commune, unit), set(forms_of(unit)))
            for form, period in forms_of(unit):
                self.assertEqual(len(commune.hub_json("history", unit, form, period)["revisions"]), 1)

    def killed_at(self, chance):
        """SIGKILL by the kernel at a drawn write or sync of the process, wherever it goes."""
        return killing("pwrite64,fdatasync,fsync,rename,write,sendmsg", chance.randrange(1, 70))

    def test_E9_enrollment_killed_at_random_instants_is_finished_with_the_same_code(self):
        seed = random.SystemRandom().randrange(2**32)
        chance = random.Random(seed)
        with self.subTest(seed=seed), Commune() as commune:
            commune.start_hub()
            for n in range(8):
                code = commune.hub_json("enroll", typed_units()[0])["code"]
                data, words = commune.root / f"school-{n}", ("enroll", f"127.0.0.1:{commune.port}", code)
                run("gom-agent", data, *words, check=False, prefix=self.killed_at(chance))
                again = run("gom-agent", data, *words, lang="en", check=False)
                if again.returncode != 0:
                    self.assertIn("already enrolled", again.stderr)
                run("gom-agent", data, "sync")
                self.assertIn("ho_so", run("gom-agent", data, "forms").stdout)
            self.assertEqual(len(commune.hub_json("device", "list")["devices"]), 8)

    def test_init_killed_at_random_instants_is_finished_by_repeating_it(self):
        seed = random.SystemRandom().randrange(2**32)
        chance = random.Random(seed)
        with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
            for n in range(8):
                data = f"{folder}/hub-{n}"
                run("gom-hub", data, "init", "--name", "Xã", check=False, prefix=self.killed_at(chance))
                again = run("gom-hub", data, "init", "--name", "Xã", lang="en", check=False)
                if again.returncode != 0:
                    self.assertIn("already holds a hub", again.stderr)
                self.assertEqual(run("gom-hub", data, "verify", "--json").returncode, 0)

    def test_A1_draft_survives_a_kill(self):
        unit = typed_units()[0]
        with Commune() as commune:
            commune.start_hub()
            school = commune.enroll(unit)
            school.start()
            school("enter", "ho_so", "2026-Q2", "gv=23")
            school.kill()
            shown = school.json("show", "ho_so", "2026-Q2")
            values = {f["field"]["code"]: f.get("value", {}) for f in shown["fields"]}
            self.assertEqual(values["gv"].get("number"), "23")
            self.assertTrue(shown["is_draft"])


if __name__ == "__main__":
    unittest.main()
