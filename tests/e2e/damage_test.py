#!/usr/bin/env python3
"""Data files that a disk has damaged, with the programs as people have them: nothing is deleted, each program starts and says
in one sentence what to do, and the other side fills in what is missing."""
import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import unittest

from clerks import ENTRY, Copies
from commune import BIN, Refused
from pictures import png

PAGE = 4096


def spoil(path, page):
    with open(path, "r+b") as file:
        file.seek(page * PAGE)
        file.write(b"\xa5" * PAGE)


class Damage(Copies):
    def test_A10_a_schools_file_is_no_database_any_more(self):
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        data = clerk.agent.data
        (data / "agent.db").write_bytes(b"What an office program left behind. " * 1000)
        said = clerk.agent("status", lang="en").stdout
        kept = [f.name for f in data.iterdir() if ".damaged-" in f.name and not f.name.endswith("-wal")]
        self.assertEqual(len(kept), 1)
        self.assertIn(kept[0], said.replace("\n", ""))
        self.assertIn("bị hỏng", clerk.agent("status").stdout)
        clerk.sync()
        self.assertIn("20", clerk.agent("show", *ENTRY).stdout)
        clerk.report(21)
        clerk.sync()
        self.assertEqual(self.standings(self.check_all_is_there()), {20: "settled", 21: "head"})

    def test_D4_the_hubs_file_is_damaged_and_there_is_no_backup(self):
        one, two = self.enroll("31TK01"), self.enroll("31TK02")
        one.report(20)
        one.sync()
        two.report(30)
        two.sync()
        one.report(21)
        one.sync()
        self.commune.stop_hub()
        log = self.commune.hub_data / "hub.db"
        # The last page of the log's table: the newest records.
        spoil(log, log.stat().st_size // PAGE - 1)
        self.commune.start_hub()
        with self.assertRaises(Refused) as refused:
            self.commune.hub("accept", "31TK01", *ENTRY)
        self.assertIn("gom-hub rescue", refused.exception.err.replace("\n", " "))
        with self.assertRaises(Refused) as refused:
            one.agent("sync", lang="en")
        self.assertIn("being repaired", refused.exception.err.replace("\n", " "))
        self.commune.hub("entries")
        self.commune.stop_hub()
        self.assertIn("hub.db.damaged-", self.commune.hub("rescue").stdout)
        self.commune.start_hub()
        one.sync()
        two.sync()
        self.commune.hub("device", "readmit", "--all", check=False)
        one.sync()
        two.sync()
        world = self.check_all_is_there()
        self.assertEqual(self.standings(world), {20: "settled", 21: "head"})
        self.assertEqual(self.standings(world, ("31TK02", *ENTRY)), {30: "head"})


    @unittest.skipIf(os.geteuid() != 0 or not shutil.which("unshare"), "a small file system takes root")
    def test_A13_A16_a_disk_that_is_full_and_then_refuses_to_be_written(self):
        """In a mount namespace of its own: 64 MiB that fill up while the program runs and while it does not, and are then mounted
        to be read alone."""
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        script = r"""
set -e
mount -t tmpfs -o size=64m tmpfs "$1"
cp -a "$2"/. "$1"/
G="$3/gom-agent --data $1 --lang vi"
mkfifo "$5"
$G serve --no-page > "$5" & agent=$!
trap 'kill $agent 2> /dev/null || true' EXIT
exec 9< "$5"
read -r serving <&9
dd if=/dev/zero of="$1/fill" bs=4096 2>/dev/null || true
$G enter ho_so 2026-Q2 gv=21 > /dev/null && $G submit ho_so 2026-Q2
$G sync
kill $agent && wait $agent
$G enter ho_so 2026-Q2 gv=22 > /dev/null && $G submit ho_so 2026-Q2
$G status
dd if=/dev/zero of="$1/more" bs=4096 2>/dev/null || true
for lang in vi en; do $3/gom-agent --data $1 --lang $lang enter ho_so 2026-Q3 gv=23 --note "$(printf %9000s)x" && exit 9; done
rm "$1/more"
echo FULL
mount -o remount,ro "$1"
$G show ho_so 2026-Q2
$G status
for lang in vi en; do $3/gom-agent --data $1 --lang $lang enter ho_so 2026-Q2 gv=23 && exit 9; done
$G bundle export "$4"
"""
        small, bundle = self.commune.root / "small", self.commune.root / "carried.gom"
        small.mkdir()
        done = subprocess.run(["unshare", "-m", "bash", "-c", script, "bash", str(small), str(clerk.agent.data), str(BIN),
                               str(bundle), str(self.commune.root / "said")], capture_output=True, text=True, timeout=300)
        said = done.stdout + done.stderr
        self.assertEqual(done.returncode, 0, said)
        full, refuses = done.stdout.split("FULL\n")
        self.assertIn("Đã lưu", full, "what was typed found room")
        self.assertIn("đã đầy hoặc sắp đầy", " ".join(full.split()))
        self.assertIn("không ghi được: những gì đã lưu vẫn xem", " ".join(refuses.split()))
        for lacks in (r"Ổ đĩa đầy: chưa lưu được, còn thiếu (\d+) MB", r"The disk is full and nothing was saved: (\d+) MB are missing"):
            self.assertRegex(" ".join(done.stderr.split()), lacks)
            self.assertIn(int(re.search(lacks, " ".join(done.stderr.split()))[1]), range(10, 18), "16 MiB, less what is free")
        for words in ("không ghi được: những gì đã lưu vẫn xem và xuất được", "refuses to be written: what was saved can still be"):
            self.assertIn(words, " ".join(done.stderr.split()))
        self.commune.hub("bundle", "import", bundle, "--reply", self.commune.root / "reply.gom")
        clerk.sync()
        self.assertEqual(self.standings(self.world()), {20: "settled", 21: "settled", 22: "head"})

    @unittest.skipIf(os.geteuid() != 0 or not shutil.which("unshare"), "a small file system takes root")
    def test_D2_a_hub_whose_disk_is_full(self):
        """In a mount namespace of its own: the office goes on, and the schools are told to wait."""
        clerk = self.enroll()
        clerk.report(20)
        clerk.sync()
        clerk.report(21)
        self.commune.stop_hub()
        script = r"""
set -e
mount -t tmpfs -o size=64m tmpfs "$1"
cp -a "$2"/. "$1"/
HUB="$3/gom-hub --data $1 --lang vi" AGENT="$3/gom-agent --data $4 --lang vi"
mkfifo "$5"
$HUB serve --listen "127.0.0.1:$6" > "$5" & hub=$!
exec 9< "$5"
read -r serving <&9
dd if=/dev/zero of="$1/fill" bs=4096 2>/dev/null || true
for i in $(seq 20); do $HUB return 31TK01 ho_so 2026-Q2 --reason "Xem lại lần $i" > /dev/null; done
$HUB status
echo FULL
$AGENT sync 2>&1 && exit 9
$HUB accept 31TK01 ho_so 2026-Q2
echo ROOM
rm "$1/fill"
$AGENT sync
$HUB status
$HUB history 31TK01 ho_so 2026-Q2
kill $hub
wait $hub
"""
        small = self.commune.root / "small"
        small.mkdir()
        done = subprocess.run(["unshare", "-m", "bash", "-c", script, "bash", str(small), str(self.commune.hub_data), str(BIN),
                               str(clerk.agent.data), str(self.commune.root / "said"), str(self.commune.port)],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        parts = [" ".join(part.split()) for part in done.stdout.replace("ROOM\n", "FULL\n").split("FULL\n")]
        self.assertIn("đã đầy hoặc sắp đầy", parts[0])
        self.assertIn("Ổ đĩa của hub tạm đầy", parts[1])
        self.assertNotIn("đã đầy hoặc sắp đầy", parts[2])
        self.assertIn("gv 21 Giáo viên", parts[2])

    @unittest.skipIf(os.geteuid() != 0 or not shutil.which("unshare"), "a small file system takes root")
    def test_A14_G6_a_full_disk_takes_no_photo_and_a_stick_that_is_full_no_bundle(self):
        """In a mount namespace of its own. The report is saved all the same, and not called sent; nothing half done is left."""
        clerk = self.enroll()
        clerk.sync()
        photo = self.commune.root / "photo.png"
        photo.write_bytes(png(900, 700))
        script = r"""
set -e
mount -t tmpfs -o size=64m tmpfs "$1"
cp -a "$2"/. "$1"/
mount -t tmpfs -o size=32k tmpfs "$5"
G="$3/gom-agent --data $1 --lang"
$G vi status > /dev/null
dd if=/dev/zero of="$1/fill" bs=4096 2>/dev/null || true
dd if=/dev/zero of="$5/fill" bs=4096 2>/dev/null || true
$G vi enter ho_so 2026-Q2 cbql=2 gv=21 nv=5 tre_mn=200 ho_ph=180 nghi_dai_han_ql=0 nghi_dai_han_gv=0 > /dev/null
for lang in vi en; do $G $lang evidence add ho_so 2026-Q2 "$4" && exit 9; done
ls "$1/evidence" 2>/dev/null || true
$G vi submit ho_so 2026-Q2
for lang in vi en; do $G $lang bundle export "$5/up.gom" && exit 9; done
ls "$5"
$G vi show ho_so 2026-Q2
rm "$5/fill"
$G vi bundle export "$5/up.gom"
$G vi show ho_so 2026-Q2
cp "$5/up.gom" "$6"
"""
        small, stick, carried = (self.commune.root / name for name in ("small", "stick", "carried.gom"))
        small.mkdir()
        stick.mkdir()
        done = subprocess.run(["unshare", "-m", "bash", "-c", script, "bash", str(small), str(clerk.agent.data), str(BIN), str(photo),
                               str(stick), str(carried)], capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        refused = " ".join(done.stderr.split())
        for said in ("Ổ đĩa đã đầy hoặc sắp đầy nên chưa thêm được tệp minh chứng; bản nháp vẫn nguyên và cứ nộp được.",
                     "the evidence file was not added; the draft is as it was and may be submitted.",
                     f"Ổ đĩa đầy: chưa ghi được {stick}/up.gom.", f"The disk is full: {stick}/up.gom was not written."):
            self.assertIn(said, refused)
        words = [line for line in done.stdout.splitlines() if line in ("đã lưu", "đã gửi", "fill", "up.gom") or line.endswith(".part")]
        self.assertEqual(words, ["fill", "đã lưu", "đã gửi"], done.stdout)
        self.commune.hub("bundle", "import", carried, "--reply", self.commune.root / "reply.gom")
        history = self.commune.hub_json("history", clerk.unit, *ENTRY)
        self.assertEqual([r["standing"] for r in history["revisions"]], ["head"])

    @unittest.skipIf(os.geteuid() != 0 or not shutil.which("unshare"), "a small file system takes root")
    def test_I13_a_disk_that_fills_up_is_told_before_it_is_full(self):
        """In a mount namespace of its own: 100 MiB, of which little is used, and then 81 %."""
        clerk = self.enroll()
        clerk.sync()
        self.commune.stop_hub()
        script = r"""
set -e
mount -t tmpfs -o size=100m tmpfs "$1"
cp -a "$2" "$1/agent"
cp -a "$3" "$1/hub"
both() { for lang in vi en; do "$4/gom-agent" --data "$1/agent" --lang $lang status; "$4/gom-hub" --data "$1/hub" --lang $lang status; done; }
both "$@"
echo FILL
head -c $(((81 * 1024 - $(df -k --output=used "$1" | tail -1)) * 1024)) /dev/zero > "$1/fill"
both "$@"
"""
        small = self.commune.root / "small"
        small.mkdir()
        done = subprocess.run(["unshare", "-m", "bash", "-c", script, "bash", str(small), str(clerk.agent.data),
                               str(self.commune.hub_data), str(BIN)], capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        calm, fills = (" ".join(part.split()) for part in done.stdout.split("FILL\n"))
        for data in ("agent", "hub"):
            for words in (f"Ổ đĩa chứa {small}/{data} đã dùng 81 %, còn ", f"The disk that holds {small}/{data} is 81% full, "):
                self.assertNotIn(words[:20], calm)
                self.assertIn(words, fills)

    def test_D14_a_record_that_somebody_altered_is_named_by_verify(self):
        """While the hub runs and holds what was there in memory; and after its next start."""
        clerk = self.enroll()
        for number in (20, 21, 22):
            clerk.report(number)
            clerk.sync()
        self.assertEqual(self.commune.hub("verify").returncode, 0)
        altered = int(self.commune.hub_json("history", clerk.unit, *ENTRY)["revisions"][1]["hub_index"])
        with contextlib.closing(sqlite3.connect(self.commune.hub_data / "hub.db")) as db:
            db.execute("UPDATE record SET main = zeroblob(length(main)) WHERE key % (1 << 40) = ?", (altered,))
            db.commit()
        self.names(("verify",), {"vi": f"Bản ghi số {altered} không khớp", "en": f"Record {altered} does not fit"})
        self.commune.stop_hub()
        for start in (self.commune.start_hub, self.commune.stop_hub):
            start()
            self.names(("verify",), {"vi": f"hỏng sau bản ghi {altered - 1},", "en": f"damaged behind record {altered - 1},"})

    def names(self, command, said):
        for lang, words in said.items():
            done = self.commune.hub(*command, lang=lang, check=False)
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertIn(words, " ".join(done.stdout.split()))
            self.assertNotRegex(done.stdout, "nguyên vẹn|is sound")


if __name__ == "__main__":
    unittest.main()
