#!/usr/bin/env python3
"""Bad input, by command: each gets a clear sentence in both languages, a non-zero exit, and keeps what was typed."""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import unittest

from commune import BIN, DEMO, PLAN, PROFILE, Commune, run

VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.commune = Commune()
        cls.commune.start_hub()
        cls.school = cls.commune.enroll("31TK04")  # a kindergarten
        cls.primary = cls.commune.enroll("31TK07")

    @classmethod
    def tearDownClass(cls):
        cls.commune.__exit__()

    def refused(self, command, *words, mentions=()):
        """Runs the command in both languages; answers what it said."""
        said = {}
        for lang in ("vi", "en"):
            done = command(*words, lang=lang, check=False)
            text = (done.stdout + done.stderr).strip()
            self.assertNotEqual(done.returncode, 0, f"{words}: {text}")
            self.assertTrue(text, f"{words}: no sentence")
            self.assertNotRegex(text, r"internal|terminate called|Assertion|what\(\)", f"{words}")
            for mention in mentions:
                self.assertIn(mention, text, f"{words} in {lang}")
            said[lang] = text
        self.assertRegex(said["vi"], VIETNAMESE)
        self.assertNotEqual(said["vi"], said["en"])
        return said

    def typed(self, school, form, period, field):
        shown = school("show", form, period).stdout
        return next(line for line in shown.splitlines() if field in line)

    def test_H14_a_form_that_does_not_apply(self):
        self.refused(self.school, "enter", "giang_day", "2026-Q2", "mt5_co=co", mentions=["giang_day"])

    def test_an_unknown_form_and_period(self):
        self.refused(self.school, "enter", "khong_co", "2026-Q2", "a=1", mentions=["khong_co"])
        self.refused(self.school, "enter", "ho_so", "2031-Q9", "gv=1", mentions=["2031-Q9"])

    def test_an_unknown_field(self):
        self.refused(self.school, "enter", "ho_so", "2026-Q2", "khong_co=1", mentions=["khong_co"])

    def test_the_same_field_twice(self):
        before = self.typed(self.school, "ho_so", "2026-Q2", "gv")
        self.refused(self.school, "enter", "ho_so", "2026-Q2", "gv=24", "gv=25", mentions=["gv"])
        self.assertEqual(self.typed(self.school, "ho_so", "2026-Q2", "gv"), before)

    def test_H3_numbers_that_are_none_are_kept_as_typed(self):
        for wrong in ("12a", "1.23", "12,5", "1e9"):
            with self.subTest(wrong):
                self.refused(self.school, "enter", "ho_so", "2026-Q2", f"gv={wrong}", mentions=[wrong])
                self.assertIn(wrong, self.typed(self.school, "ho_so", "2026-Q2", "gv"))

    def test_H4_a_dot_is_of_thousands_and_read_back_in_words_and_a_comma_is_refused(self):
        for lang, words in (("vi", "1.234: một nghìn hai trăm ba mươi tư"), ("en", "one thousand two hundred and thirty-four")):
            self.assertIn(words, self.school("enter", "ho_so", "2026-Q3", "gv=1.234", lang=lang, check=False).stdout)
        self.assertIn("1.234", self.typed(self.school, "ho_so", "2026-Q3", "gv"))
        said = self.refused(self.school, "enter", "ho_so", "2026-Q3", "gv=95,5", mentions=["95,5"])
        self.assertIn("phần lẻ", said["vi"])
        self.assertIn("95,5", self.typed(self.school, "ho_so", "2026-Q3", "gv"), "as it was typed")
        self.school("enter", "ho_so", "2026-Q3", "--discard")

    def test_H6_a_jump_is_asked_about_and_the_operator_sees_it_with_the_reason(self):
        school = self.commune.enroll("31TK02")
        school("enter", "ho_so", "2026-Q1", *PROFILE)
        school("submit")
        school("enter", "ho_so", "2026-Q2", *(f for f in PROFILE if not f.startswith("gv=")), "gv=30")
        self.refused(school, "submit", "ho_so", "2026-Q2", mentions=["27", "37", "--reason nhan_su_bien_dong="])
        self.assertTrue(school.json("show", "ho_so", "2026-Q2")["is_draft"])
        school("enter", "ho_so", "2026-Q2", "--reason", "nhan_su_bien_dong=Mới tuyển mười người")
        school("submit", "ho_so", "2026-Q2")
        school("sync")
        (finding,) = self.commune.hub_json("history", "31TK02", "ho_so", "2026-Q2")["revisions"][0]["findings"]
        self.assertEqual((finding["rule"], finding["severity"], finding["reason"]),
                         ("nhan_su_bien_dong", "SEVERITY_WARNING", "Mới tuyển mười người"))
        for lang, flag in (("vi", "1 cảnh báo"), ("en", "warnings: 1")):
            self.assertIn(flag, self.commune.hub("entries", "--unit", "31TK02", lang=lang).stdout)

    def test_H3_a_number_above_its_limit(self):
        self.refused(self.school, "enter", "ho_so", "2026-Q2", "gv=999999999999")

    def test_H8_empty_zero_and_not_applicable_are_three_things(self):
        shown = set()
        for typed in ("gv=0", "gv=", "gv=na"):
            self.school("enter", "ho_so", "2026-Q3", typed, check=False)
            shown.add(self.typed(self.school, "ho_so", "2026-Q3", "gv"))
        self.assertEqual(len(shown), 3)
        self.school("enter", "ho_so", "2026-Q3", "--discard")

    def test_H1_a_numerator_above_its_denominator_stops_submit(self):
        self.school("enter", "ho_so", "2026-Q2", *PROFILE)
        self.school("submit", "ho_so", "2026-Q2")
        self.school("enter", "muc_tieu", "2026-Q2", "mt1a_gv=21", check=False)
        said = self.refused(self.school, "submit", "muc_tieu", "2026-Q2")
        self.assertIn("21", said["vi"])
        self.assertIn("21", self.typed(self.school, "muc_tieu", "2026-Q2", "mt1a_gv"))

    def test_H2_a_total_that_its_parts_do_not_give_stops_submit(self):
        school = self.commune.enroll("31TK03")
        school("enter", "ho_so", "2026-Q2", *PROFILE, "tong_nguoi=28", check=False)
        self.refused(school, "submit", "ho_so", "2026-Q2", mentions=["28", "27"])
        self.assertTrue(school.json("show", "ho_so", "2026-Q2")["is_draft"])
        self.assertIn("28", self.typed(school, "ho_so", "2026-Q2", "tong_nguoi"))
        school("enter", "ho_so", "2026-Q2", "tong_nguoi=27")
        school("submit", "ho_so", "2026-Q2")

    def test_F5_a_plan_that_is_no_plan(self):
        broken = self.commune.root / "broken.textproto"
        broken.write_text(PLAN.read_text(encoding="utf-8").replace("year: 2026", "yaer: 2026", 1), encoding="utf-8")
        self.refused(self.commune.hub, "plan", "check", broken, mentions=["broken.textproto:"])

    def test_F5_a_plan_of_a_past_year_and_the_same_version(self):
        text = PLAN.read_text(encoding="utf-8")
        next_version = re.sub(r"^version: 1", "version: 2", text, flags=re.M)
        past = self.commune.root / "past.textproto"
        last_year = next_version.replace("year: 2026", "year: 2025", 1).replace('"2026-', '"2025-').replace('"2027-', '"2026-')
        past.write_text(last_year, encoding="utf-8")
        said = self.refused(self.commune.hub, "plan", "apply", past, mentions=["2025", "2026"])
        for words in said.values():
            lines = [line.strip() for line in words.splitlines()]
            self.assertEqual(len(lines), len(set(lines)), "nothing is said twice")
        # The year moved on and the periods forgotten, or the other way round.
        half = self.commune.root / "half.textproto"
        half.write_text(next_version.replace("year: 2026", "year: 2027", 1), encoding="utf-8")
        self.refused(self.commune.hub, "plan", "check", half, mentions=["half.textproto:22:", "2027"])
        again = self.commune.root / "again.textproto"
        again.write_text(text + "\n# another file\n", encoding="utf-8")
        self.refused(self.commune.hub, "plan", "apply", again)

    def test_F11_a_plan_whose_periods_overlap_those_of_the_active_one(self):
        text = re.sub(r"^version: 1", "version: 2", PLAN.read_text(encoding="utf-8"), flags=re.M)
        text = text.replace("year: 2026", "year: 2027", 1).replace('"2027-', '"2028-').replace('"2026-', '"2027-')
        for n in range(1, 5):
            text = text.replace(f'number: {n}  code: "2027-Q{n}"', f'number: {n + 4}  code: "2027-Q{n}"', 1)
        overlapping = self.commune.root / "overlapping.textproto"
        overlapping.write_text(text.replace('start: "2027-01-01"', 'start: "2026-12-01"', 1), encoding="utf-8")
        self.refused(self.commune.hub, "plan", "apply", overlapping, mentions=["2027-Q1", "2026-Q4"])
        overlapping.write_text(text, encoding="utf-8")
        self.assertEqual(self.commune.hub("plan", "apply", "--dry-run", overlapping).returncode, 0)

    def test_several_mistakes_of_a_plan_are_said_at_once_with_line_and_column(self):
        text = PLAN.read_text(encoding="utf-8")
        places = []
        for right, wrong, column in (('number: 3  code: "nv"', 'number: 2  code: "nv"', 5), ('start: "2026-07-01"', 'start: "2026-06-15"', 3),
                                     ('fields: "muc_tieu.mt1a_cbql"  fields', 'fields: "muc_tieu.khong_co"  fields', None),
                                     ('due: "2026-12-31"', 'due: "2026-13-31"', 3)):
            text = text.replace(right, wrong, 1)
            line = text[:text.index(wrong)].count("\n") + 1
            places.append(f"several.textproto:{line}:" + (f"{column}:" if column else ""))
        several = self.commune.root / "several.textproto"
        several.write_text(text, encoding="utf-8")
        said = self.refused(self.commune.hub, "plan", "check", several, mentions=places)
        self.assertEqual(len(said["vi"].splitlines()), len(places) + 1)

    def test_whom_to_call_about_what_has_no_target(self):
        self.refused(self.commune.hub, "closers", "PL1.2", mentions=["PL1.2"])

    def test_H8_a_required_field_that_is_emptied(self):
        self.school("enter", "ho_so", "2026-Q4", "gv=20", check=False)
        self.refused(self.school, "enter", "ho_so", "2026-Q4", "gv=", mentions=["gv"])

    def test_an_option_that_there_is_not_is_answered_in_ones_own_language(self):
        said = self.refused(self.school, "enter", "muc_tieu", "2026-Q4", "mt4_cachlam=hoi", mentions=["toan_bo"])
        self.assertIn("Khảo sát", said["vi"])
        self.assertNotRegex(said["en"], VIETNAMESE)

    def test_a_file_of_which_half_the_rows_are_wrong(self):
        file = self.commune.root / "half.csv"
        file.write_text("period,form,field,value\n2026-Q2,ho_so,cbql,2\n2026-Q2,ho_so,gv,12a\n2026-Q9,ho_so,nv,1\n"
                        "2026-Q2,ho_so,nv,3\n", encoding="utf-8")
        self.refused(self.primary, "import", file, "--yes", mentions=["12a", "2026-Q9"])
        forms = [form for form in self.primary.json("forms")["forms"] if form["period"] == "2026-Q2"]
        self.assertTrue(forms)
        self.assertEqual([form["form"] for form in forms if form["has_draft"]], [])

    def test_a_roster_of_which_half_the_rows_are_wrong(self):
        file = self.commune.root / "roster.csv"
        file.write_text("code,name,kinds,ownership,manager,valid_from,valid_to,successor\nX1,Trường X,primary,public,commune,,,\n"
                        "X 2,Trường Y,primary,public,commune,,,\nX3,Trường Z,primary,nobody,commune,31/02/2026,,\n", encoding="utf-8")
        self.refused(self.commune.hub, "unit", "import", file, mentions=["X 2"])
        self.assertNotIn("X1", self.commune.hub("unit", "list").stdout)

    def test_an_unknown_unit(self):
        self.refused(self.commune.hub, "enroll", "99ZZ99", mentions=["99ZZ99"])

    def test_an_answer_to_what_went_to_all_units_or_to_no_message(self):
        self.commune.hub("message", "send-all", "Hạn báo cáo là ngày 05/10.")
        sent = self.commune.hub_json("message", "list")["messages"][-1]
        self.refused(self.commune.hub, "message", "reply", sent["index"], "Vâng.", mentions=[sent["index"], "send-all"])
        self.refused(self.commune.hub, "message", "reply", "999999", "Vâng.", mentions=["999999"])
        self.assertEqual(self.commune.hub_json("message", "list")["messages"][-1], sent)

    def test_F10_a_locked_period_holds_and_says_so(self):
        self.commune.hub("lock", "2026-Q1")
        self.school("sync")
        said = self.refused(self.school, "enter", "ho_so", "2026-Q1", *PROFILE, mentions=["2026-Q1"])
        self.assertIn("mở lại", said["vi"])
        self.assertIn("20", self.typed(self.school, "ho_so", "2026-Q1", "gv"))
        self.assertIn("chưa tính", self.school("submit", "ho_so", "2026-Q1").stdout)
        self.school("sync")
        self.assertIn("đang giữ", self.school("show", "ho_so", "2026-Q1").stdout)
        self.commune.hub("reopen", "2026-Q1")
        self.school("sync")
        self.assertIn("hub đã nhận", self.school("show", "ho_so", "2026-Q1").stdout)
        self.refused(self.commune.hub, "lock", "2026-Q77", mentions=["2026-Q77"])

    def test_A21_a_second_hub_on_the_folder(self):
        self.refused(lambda *a, **o: run("gom-hub", self.commune.hub_data, *a, **o), "serve", "--listen", "127.0.0.1:0")

    def test_an_address_that_is_none(self):
        for wrong in ("a:b:c", "7400", ":7400", "127.0.0.1:99999", "[::1]:x"):
            with self.subTest(wrong):
                self.refused(lambda *a, **o: run("gom-hub", self.commune.root / "none", *a, **o), "init", "--name", "Hub",
                             "--listen", wrong, mentions=[wrong])
                self.refused(lambda *a, **o: run("gom-agent", self.commune.root / "agents/z", *a, **o), "enroll", wrong,
                             "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-23", mentions=[wrong])
        self.assertFalse((self.commune.root / "none").exists())

    def test_a_data_folder_without_a_name_and_one_too_long_for_a_socket(self):
        self.refused(lambda *a, **o: run("gom-hub", "", *a, **o), "status", mentions=["--data"])
        long = self.commune.root / ("d" * 120)
        self.refused(lambda *a, **o: run("gom-hub", long, *a, **o), "init", "--name", "Hub", mentions=[long.name])
        self.refused(lambda *a, **o: run("gom-agent", long, *a, **o), "enroll", "127.0.0.1:1", "ABCD", mentions=[long.name])
        self.assertFalse(long.exists())

    def test_a_folder_in_the_place_of_a_file(self):
        self.refused(self.school, "import", self.commune.root, mentions=[str(self.commune.root)])

    def test_H10_what_was_typed_cannot_steer_the_terminal(self):
        said = self.refused(self.school, "show", "mu\x1b[31mc", "2026-Q2")
        self.assertNotIn("\x1b", said["vi"] + said["en"])

    def test_output_that_goes_nowhere_is_no_answer(self):
        for lang, words in (("vi", "không ghi hết"), ("en", "could not be written")):
            with open("/dev/full", "w", encoding="utf-8") as full:
                done = subprocess.run([BIN / "gom-hub", "--data", self.commune.hub_data, "--lang", lang, "progress"],
                                      stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
            self.assertEqual(done.returncode, 1)
            self.assertIn(words, done.stderr)

    def test_who_reads_the_first_line_only_sees_no_complaint(self):
        done = subprocess.run(f"{BIN}/gom-hub --data {self.commune.hub_data} --lang en log --limit 1000 | head -n 1", shell=True,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual((done.returncode, len(done.stdout.splitlines()), done.stderr), (0, 1, ""))

    @unittest.skipIf(os.geteuid() != 0, "to be somebody else takes root")
    def test_A24_a_hub_of_somebody_else(self):
        done = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", BIN / "gom-hub", "--data", self.commune.hub_data,
                               "--lang", "en", "status"], capture_output=True, text=True, timeout=120)
        if "setpriv: " in done.stderr:
            self.skipTest("the program itself cannot be read by somebody else")
        self.assertNotIn("gom-hub init", done.stderr)
        self.assertIn("No permission", done.stderr)

    def test_a_port_in_use(self):
        other = self.commune.root / "other-hub"
        run("gom-hub", other, "init", "--name", "Hub khác")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.refused(lambda *a, **o: run("gom-hub", other, *a, **o), "serve", "--listen", f"127.0.0.1:{port}",
                         mentions=[str(port)])

    def test_E7_wrong_and_used_codes_get_the_same_answer(self):
        code = self.commune.hub_json("enroll", "31TK01")["code"]
        first = run("gom-agent", self.commune.root / "agents/a", "enroll", f"127.0.0.1:{self.commune.port}", code)
        self.assertEqual(first.returncode, 0)
        used = self.refused(lambda *a, **o: run("gom-agent", self.commune.root / "agents/b", *a, **o),
                            "enroll", f"127.0.0.1:{self.commune.port}", code)
        plain = code.replace("-", "").replace(" ", "")
        wrong = plain[:4] + ("000000" if plain[4:10] != "000000" else "111111") + plain[10:]
        guess = self.refused(lambda *a, **o: run("gom-agent", self.commune.root / "agents/c", *a, **o),
                             "enroll", f"127.0.0.1:{self.commune.port}", wrong)
        self.assertEqual(used, guess)

    def test_E8_a_hub_that_is_another_hub(self):
        code = self.commune.hub_json("enroll", "31TK01")["code"]
        with Commune() as other:
            other.start_hub()
            said = self.refused(lambda *a, **o: run("gom-agent", self.commune.root / "agents/d", *a, **o),
                                "enroll", f"127.0.0.1:{other.port}", code, mentions=[f"127.0.0.1:{other.port}"])
        self.assertIn("không phải là hub ghi trên phiếu: đã dừng, chưa gửi gì", said["vi"])

    def test_I7_a_file_newer_than_the_program(self):
        import sqlite3
        newer = self.commune.root / "newer-hub"
        run("gom-hub", newer, "init", "--name", "Hub mới hơn")
        with sqlite3.connect(newer / "hub.db") as db:
            db.execute("PRAGMA user_version=9999")
        db.close()
        size = (newer / "hub.db").stat().st_size
        self.refused(lambda *a, **o: run("gom-hub", newer, *a, **o), "status")
        self.assertEqual((newer / "hub.db").stat().st_size, size)

    def test_a_folder_that_holds_no_hub(self):
        self.refused(lambda *a, **o: run("gom-hub", self.commune.root / "nothing", *a, **o), "status")

    def test_an_unknown_command(self):
        self.refused(self.commune.hub, "progres", mentions=["progres"])

    @unittest.skipIf(os.geteuid() != 0 or not shutil.which("unshare"), "a small file system takes root")
    def test_A13_a_full_disk_keeps_what_is_there(self):
        """In a mount namespace of its own: a file system of 2 MiB that fills up."""
        script = r"""
set -e
mount -t tmpfs -o size=3m tmpfs "$1"
tar -C "$2" --exclude=./reserve -c . | tar -C "$1" -x
G="$3/gom-agent --data $1 --lang vi"
dd if=/dev/zero of="$1/fill" bs=4096 2>/dev/null || true
if $G enter ho_so 2026-Q4 cbql=2 gv=9 --note "$(printf 'x%.0s' $(seq 1 1500))"; then echo KEPT; else echo "REFUSED $?"; fi
rm "$1/fill"
$G forms > /dev/null && echo ALIVE
"""
        mount = self.commune.root / "small"
        mount.mkdir()
        done = subprocess.run(["unshare", "-m", "bash", "-c", script, "bash", str(mount), str(self.primary.data), str(BIN)],
                              capture_output=True, text=True, timeout=120)
        self.assertIn("REFUSED 1", done.stdout + done.stderr)
        self.assertIn("Ổ đĩa đầy: chưa lưu được", done.stderr)
        self.assertIn("ALIVE", done.stdout, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
