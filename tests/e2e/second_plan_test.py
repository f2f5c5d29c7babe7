#!/usr/bin/env python3
"""A second, different plan through the real programs: twelve months instead of quarters, libraries and health posts instead
of schools, other forms, every kind of measure, time and rule, and two libraries that merge in the middle of the year. What
the commune sees is worked out by hand below. Nothing of it is known to the programs but by its file."""
import unittest

from commune import PLAN, SOURCE, Commune, Refused

MONTHLY = SOURCE / "tests/common/plan/testdata/every-kind.textproto"

# TV02 and TV03 are one from 1 July: TV04.
ROSTER = """code,name,kinds,ownership,manager,valid_from,valid_to,successor
TV01,Thư viện Đông,library,public,commune,,,
TV02,Thư viện Sơn,library,public,commune,,30/06/2026,TV04
TV03,Thư viện Hạ,library,public,commune,,30/06/2026,TV04
TV04,Thư viện Sơn Hạ,library,public,commune,01/07/2026,,
YT01,Trạm y tế Đông Sơn,health_post,public,city,,,
CB01,Câu lạc bộ Sách,club,private,commune,,,
UB01,Ủy ban nhân dân xã,office,public,commune,,,
"""

# Each rule of the plan, and what breaks it after a good February: (form, month, field=value…).
BREACHES = {
    "nghi_khong_qua_nhan_vien": ("co_so", "2026-03", "nghi_dai_han=99"),
    "ten_phu_trach": ("co_so", "2026-03", "phu_trach=Lan"),
    "tap_huan_ql_khong_qua": ("hoat_dong", "2026-03", "tap_huan_ql=3"),
    "co_luot_phai_co_buoi": ("hoat_dong", "2026-03", "buoi=0", "luot=5"),
    "luu_dong_it_nhat_hai_buoi": ("hoat_dong", "2026-03", "mo_hinh=luu_dong", "buoi=1"),
    "luot_khong_qua_truoc": ("hoat_dong", "2026-03", "luot=251"),
    "buoi_ca_nam": ("hoat_dong", "2026-03", "buoi=1000"),
    "tap_huan_khong_giam": ("hoat_dong", "2026-03", "tap_huan_nv=1"),
    "luot_tang_dot_bien": ("hoat_dong", "2026-03", "luot=151"),
    "ba_thang_giong_nhau": ("hoat_dong", "2026-03", "luot=50"),
    "ngay_kiem_tra_trong_nam": ("hoat_dong", "2026-03", "ngay_kiem_tra=05/01/2027"),
    "khong_ghi_so_cccd": ("hoat_dong", "2026-03", "ghi_chu=Gặp 031234567890"),
    "dat_khong_qua_hoi": ("khao_sat", "2026-03", "hoi=10", "dat=11"),
    "ty_le_tang_nhanh": ("khao_sat", "2026-06", "hoi=10", "dat=6"),
}


def profile(leaders, staff, readers):
    return [f"quan_ly={leaders}", f"nhan_vien={staff}", "nghi_dai_han=0", "so_ho=20"] + ([f"ban_doc={readers}"] if readers else [])


def month(leaders, staff, sessions, visits, *more):
    return [f"tap_huan_ql={leaders}", f"tap_huan_nv={staff}", f"buoi={sessions}", f"luot={visits}", "co_mang=co", *more]


class SecondPlan(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.commune = Commune(plan=MONTHLY, roster=None)
        roster = cls.commune.root / "roster.csv"
        roster.write_text(ROSTER, encoding="utf-8")
        cls.commune.hub("unit", "import", roster)
        cls.commune.start_hub()
        cls.units = {code: cls.commune.enroll(code) for code in ("TV01", "TV02", "TV03", "TV04", "YT01")}

    @classmethod
    def tearDownClass(cls):
        cls.commune.__exit__()

    def take(self, unit, *entries):
        """One file, as a clerk would import it: (month, form, field=value…)."""
        lines = [f"{period},{form},{field},{value}" for period, form, *pairs in entries
                 for field, _, value in (pair.partition("=") for pair in pairs)]
        file = self.commune.root / f"{unit}.csv"
        file.write_text("\n".join(["period,form,field,value", *lines]) + "\n", encoding="utf-8")
        self.units[unit]("import", file, "--yes")

    def report(self, unit, *entries):
        self.take(unit, *entries)
        self.units[unit]("sync")

    def figures(self, as_of):
        """Of each part: value, range and units as the table has them, and the standing."""
        said = {}
        for indicator in self.commune.progress("--as-of", as_of)["indicators"]:
            for part in indicator["parts"]:
                value, low, high = ((int(part[k]["numerator"]), int(part[k]["denominator"])) for k in ("value", "low", "high"))
                said[indicator["code"] + part["code"]] = (value, low, high, f"{part['fresh']}/{part['expected']}",
                                                          part["standing"].removeprefix("STANDING_"))
        return said

    def test_two_libraries_merge_in_the_middle_of_the_year(self):
        self.report("TV02", ("2026-05", "co_so", *profile(1, 4, 100)), ("2026-05", "hoat_dong", *month(1, 2, 6, 60)),
                    ("2026-06", "hoat_dong", *month(1, 3, 5, 70, "doc_gio=co")))
        self.report("TV03", ("2026-06", "co_so", *profile(1, 5, 50)), ("2026-06", "hoat_dong", *month(1, 5, 3, 30)))
        self.report("YT01", ("2026-06", "co_so", *profile(2, 8, None)), ("2026-06", "hoat_dong", *month(2, 6, 4, 40)))

        june = self.figures("2026-06")
        # (1+3) + (1+5) + (2+6) trained of 5 + 6 + 10; TV01 and CB01 have said nothing and are of unknown size.
        self.assertEqual(june["R1"], ((18, 21), (18, 21), (18, 21), "3/5", "ON_TRACK"))
        # TV02 has 6 + 5 sessions, TV03 3, YT01 4; of the five that are expected the others may have had ten unseen.
        self.assertEqual(june["S2"][:4], ((1, 5), (1, 5), (5, 5), "3/5"))
        self.assertEqual(june["C1a"][0][0], 60 + 70 + 30 + 40)
        self.assertEqual(june["C1c"][0][0], 100 + 50)

        # From July the two are gone and what they did in the year stays; whom they trained is TV04's to report.
        july = self.figures("2026-07")
        self.assertEqual(july["R1"][0], (8, 10))
        self.assertEqual(july["R1"][3], "0/4")
        self.assertEqual(july["C1a"][0][0], 200)
        self.assertEqual(july["C1c"][0][0], 0)
        self.report("TV04", ("2026-07", "co_so", *profile(2, 9, 160)), ("2026-07", "hoat_dong", *month(2, 8, 9, 90)))
        july = self.figures("2026-07")
        self.assertEqual(july["R1"][0], (8 + 10, 10 + 11))
        self.assertEqual(july["C1a"][0][0], 290)
        self.assertEqual(july["C1c"][0][0], 160)
        self.assertEqual(july["S2"][0], (0, 4), "nine sessions are not ten, and what TV02 had is not TV04's")
        self.assertEqual(self.figures("2026-06")["R1"][0], june["R1"][0], "June stays what it was")

        for unit, period in (("TV02", "2026-07"), ("TV04", "2026-06")):
            with self.assertRaises(Refused) as refused:
                self.units[unit]("enter", "hoat_dong", period, "buoi=1")
            self.assertIn(period, refused.exception.err)
        self.assertEqual(self.commune.hub("verify").returncode, 0)

    def test_every_rule_speaks_while_the_clerk_types(self):
        clerk = self.units["TV01"]
        # Kept on the computer: the commune's figures are another test's. April leaves no room for a March of 1,000 sessions.
        self.take("TV01", ("2026-01", "co_so", *profile(2, 8, 90)), ("2026-01", "hoat_dong", *month(1, 4, 1000, 50)),
                  ("2026-02", "hoat_dong", *month(1, 4, 1000, 50)), ("2026-04", "hoat_dong", *month(1, 4, 2, 61)),
                  ("2026-03", "khao_sat", "hoi=10", "dat=2"))
        plan_rules = {line.split('"')[1] for line in MONTHLY.read_text(encoding="utf-8").splitlines()
                      if line.startswith("  number: ") and "severity:" in line}
        self.assertEqual(set(BREACHES), plan_rules)
        for rule, (form, period, *typed) in BREACHES.items():
            with self.subTest(rule):
                good = month(1, 4, 2, 55) if form == "hoat_dong" else []
                kept = [cell for cell in good if not any(cell.split("=")[0] == t.split("=")[0] for t in typed)]
                said = clerk.json("enter", form, period, *kept, *typed, check=False)
                found = {f["rule"]: f for f in said["form"]["findings"]}
                self.assertIn(rule, found)
                self.assertNotRegex(found[rule]["message"]["vi"] + found[rule]["message"]["en"], "[{}]")
                clerk("enter", form, period, "--discard")

    def test_what_people_see_names_nothing_of_another_plan(self):
        ours = PLAN.read_text(encoding="utf-8")
        codes = {line.split('code: "')[1].split('"')[0] for line in ours.splitlines() if "number:" in line and 'code: "' in line}
        other = MONTHLY.read_text(encoding="utf-8")
        foreign = {code for code in codes if f'"{code}"' not in other and len(code) > 2}
        self.assertGreater(len(foreign), 150)
        for lang in ("vi", "en"):
            for words in (("progress", "--as-of", "2026-09", "--all"), ("plan", "show", "--units"), ("closers", "R1"), ("entries",)):
                said = self.commune.hub(*words, lang=lang).stdout
                self.assertEqual({code for code in foreign if code in said.replace("=", " ").split()}, set(), words)
                for line in said.splitlines():
                    self.assertLessEqual(len(line), 100, line)


if __name__ == "__main__":
    unittest.main()
