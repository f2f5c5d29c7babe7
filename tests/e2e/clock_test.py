#!/usr/bin/env python3
"""Programs whose clock is wrong, on a school's computer or at the hub, by hours or by years: it is said, nobody is kept from
working, and what counts is what would have counted."""
import re
import time
import unittest

from clerks import ENTRY, Copies
from system_calls import clock_ahead

HOUR, DAY, YEAR = 3600, 86400, 365 * 86400


class Clock(Copies):
    def said(self, program, *command, lang):
        return " ".join(program(*command, lang=lang).stdout.split())

    def forms(self, clerk):
        """What a clerk may fill in, and until when."""
        return [(f["form"], f["period"], f["due"]) for f in clerk.agent.json("forms")["forms"]]

    def test_B1_B2_B7_computers_in_2010_and_in_2036_enroll_enter_and_sync(self):
        asked = self.forms(self.enroll("31TK01"))
        for unit, years in (("31TK02", -16), ("31TK03", 10)):
            with self.subTest(years=years):
                clerk = self.enroll(unit, clock_ahead(years * YEAR))
                clerk.report(20)
                clerk.sync()
                for lang, said in (("vi", "Đồng hồ máy này (nhanh|chậm) hơn đồng hồ của hub .* vẫn nhập và gửi được"), ("en", "clock .* entering and sending still work")):
                    self.assertRegex(self.said(clerk.agent, "status", lang=lang), said)
                self.assertEqual(self.forms(clerk), asked, "the period is chosen, and not by a clock")
                # Put right, or wrong the other way: what was entered later is the later one, whatever the time on it.
                clerk.report(21)
                for number, ahead in ((22, 0), (23, -years * YEAR)):
                    clerk.agent.env = clock_ahead(ahead)
                    clerk.report(number)
                clerk.sync()
                clerk.agent.env = {}
                clerk.sync()
                self.assertNotIn("Đồng hồ", self.said(clerk.agent, "status", lang="vi"))
                self.assertEqual(self.standings(self.check_all_is_there(), (unit, *ENTRY)),
                                 {20: "settled", 21: "settled", 22: "settled", 23: "head"})
                for revision in self.commune.hub_json("history", unit, *ENTRY)["revisions"]:
                    self.assertLess(abs(int(revision["received_at"]) / 1000 - time.time()), HOUR)

    def test_B4_a_hub_two_hours_behind_most_computers_is_told_to_its_operator(self):
        clerks = [self.enroll(unit) for unit in ("31TK01", "31TK02", "31TK03")]
        clerks[0].agent.env = clock_ahead(16 * YEAR)
        for clerk in clerks:
            clerk.sync()
        for command in (("status",), ("device", "list")):
            self.assertNotIn("Phần lớn máy", self.said(self.commune.hub, *command, lang="vi"), "one wrong clock is that school's")
        clerks[0].agent.env = {}
        self.commune.stop_hub()
        self.commune.start_hub(extra_env=clock_ahead(-2 * HOUR))
        for clerk in clerks:
            clerk.report(20)
            clerk.sync()
        for command in (("status",), ("device", "list")):
            for lang, words in (("vi", r"Phần lớn máy của các trường lệch 1(19|20) phút"), ("en", r"computers are 1(19|20) minutes off")):
                self.assertRegex(self.said(self.commune.hub, *command, lang=lang), words)
        self.check_all_is_there()

    def test_E5_a_certificate_that_ran_out_while_the_school_was_closed_is_renewed_in_silence(self):
        clerk = self.enroll()
        until = self.certificate_of(clerk)
        self.commune.stop_hub()
        clerk.agent.env = clock_ahead(500 * DAY)  # the hub's own has run out too
        self.commune.start_hub(extra_env=clock_ahead(500 * DAY))
        clerk.report(20)
        self.assertRegex(clerk.sync(), r"^Đã đồng bộ: hub nhận 1 thay đổi, đọc \d+ tin, còn 0 báo cáo chờ gửi\.\n$")
        self.assertNotEqual(self.certificate_of(clerk), until)
        clerk.report(21)
        clerk.sync()
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})

    def certificate_of(self, clerk):
        return re.search(r"Chứng thư của máy: đến (\S+ \S+);", clerk.agent("status").stdout).group(1)


if __name__ == "__main__":
    unittest.main()
