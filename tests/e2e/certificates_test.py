#!/usr/bin/env python3
"""Computers that come and go: one is lost and replaced, the hub begins a new authority, and every other school goes on
without anybody doing anything there. Each person reads what happened, in both languages."""
import unittest

from commune import Agent, Commune, Refused, profile

ENTRY = ("ho_so", "2026-Q2")


class Certificates(unittest.TestCase):
    def setUp(self):
        self.commune = self.enterContext(Commune())
        self.commune.start_hub()

    def device(self, agent):
        number = agent.json("status")["device"]
        return next(d for d in self.commune.hub_json("device", "list")["devices"] if d["device"] == number)

    def enter(self, agent, staff):
        agent("enter", *ENTRY, *profile(staff))
        agent("submit", *ENTRY)

    def enroll_with(self, unit, code):
        agent = Agent(self.commune, unit, self.commune.root / "agents" / f"{unit}-{len(self.commune.agents)}")
        agent("enroll", f"127.0.0.1:{self.commune.port}", code)
        self.commune.agents[agent.data.name] = agent
        return agent

    def test_E3_a_lost_computer_is_replaced_and_what_it_holds_stays_on_it(self):
        lost, other = self.commune.enroll("31TK01"), self.commune.enroll("31TK02")
        lost("sync")
        self.enter(lost, 20)
        lost("sync")
        self.enter(lost, 21)
        number = self.device(lost)["device"]
        slip = self.commune.hub_json("device", "replace", number, "--reason", "Mất máy")["slip"]

        # The computer that was lost: a sentence, and all it had stays on it.
        with self.assertRaises(Refused) as refused:
            lost("sync")
        self.assertIn("thu hồi", refused.exception.err)
        with self.assertRaises(Refused) as refused:
            lost("sync", lang="en")
        self.assertIn("revoked", refused.exception.err)
        self.assertIn("thu hồi", lost("status").stdout)
        self.assertIn("revoked", lost("status", lang="en").stdout)
        self.assertEqual(lost.json("status")["waiting"], 1)
        self.assertIn("21", lost("show", *ENTRY).stdout)

        # The one in its place, and the school that has nothing to do with it.
        new = self.enroll_with("31TK01", slip["code"])
        new("sync")
        self.enter(new, 22)
        new("sync")
        other("sync")
        listed = self.commune.hub("device", "list").stdout
        self.assertIn(f"đơn vị dùng máy {self.device(new)['device']}", " ".join(listed.split()))
        self.assertIn("revoked", self.commune.hub("device", "list", lang="en").stdout)
        self.assertTrue(self.device(lost)["revoked"])
        self.assertFalse(self.device(new).get("revoked"))
        with self.assertRaises(Refused) as refused:
            self.commune.hub("device", "take", number)
        self.assertIn("đang chờ", refused.exception.err)

    def test_E6_a_new_authority_and_nobody_at_a_school_does_anything(self):
        one, two = self.commune.enroll("31TK01"), self.commune.enroll("31TK02")
        for agent in (one, two):
            agent("sync")
        before = {agent: (agent.data / "agent.pem").read_text() for agent in (one, two)}
        old_slip = self.commune.hub_json("enroll", "31TK03")["code"]
        begun = self.commune.hub_json("authority", "begin")
        self.assertEqual(begun["devices_to_renew"], 2)
        self.assertEqual(self.commune.hub_json("status")["devices_to_renew"], 2)
        self.assertIn("Chứng thư", self.commune.hub("status").stdout)
        self.assertIn("earlier authority", self.commune.hub("status", lang="en").stdout)
        self.assertTrue(self.device(one)["to_renew"])

        # A sync as on any day, and work that is on its way meanwhile.
        self.enter(one, 20)
        for agent in (one, two):
            agent("sync")
            after = (agent.data / "agent.pem").read_text()
            self.assertNotEqual(after, before[agent])
            self.assertEqual(after.count("BEGIN CERTIFICATE"), 3, "its own and both authorities'")
            self.assertFalse((agent.data / "agent.key").exists())
            self.assertFalse(self.device(agent).get("to_renew"))
        self.assertEqual(self.commune.hub_json("status").get("devices_to_renew", 0), 0)
        settled = (one.data / "agent.pem").read_text()
        one("sync")
        self.assertEqual((one.data / "agent.pem").read_text(), settled, "once is enough")

        # The hub shows the new chain from its next start on at the latest; slips of either authority are good.
        self.commune.stop_hub()
        self.commune.start_hub()
        for agent in (one, two):
            agent("sync")
        new_slip = self.commune.hub_json("enroll", "31TK04")["code"]
        plain = {slip: slip.replace("-", "")[10:] for slip in (old_slip, new_slip)}
        self.assertNotEqual(plain[old_slip], plain[new_slip], "each names its authority")
        for unit, slip in (("31TK03", old_slip), ("31TK04", new_slip)):
            agent = self.enroll_with(unit, slip)
            agent("sync")
            self.assertFalse(self.device(agent).get("to_renew"))
        self.assertIn("Chứng thư của máy", one("status").stdout)
        self.assertIn("certificate: until", one("status", lang="en").stdout)
        self.assertIn("khóa gốc mới", self.commune.hub("log").stdout)
        verified = self.commune.hub("verify")
        self.assertEqual(verified.returncode, 0)

    def test_E6_the_hub_is_killed_around_the_beginning_of_an_authority(self):
        school = self.commune.enroll("31TK01")
        school("sync")
        self.commune.hub("authority", "begin")
        self.commune.stop_hub(9)
        # As where the power went before the certificate was there: a key that belongs to nothing.
        (self.commune.hub_data / "ca-3.key").write_text("half a key")
        self.commune.start_hub()
        school("sync")
        self.commune.hub("authority", "begin")
        school("sync")
        self.assertEqual((school.data / "agent.pem").read_text().count("BEGIN CERTIFICATE"), 4)


if __name__ == "__main__":
    unittest.main()
