#!/usr/bin/env python3
"""What the hub signs for, checked by people who were not there: by the hub, by its public key alone, and by a program that
nobody here wrote."""
import subprocess
import unittest

from clerks import Copies
from commune import Commune, run


def parts(receipt):
    """body and signature of a serialised Receipt: two fields, each shorter than 128 bytes but for the body's length."""
    assert receipt[0] == 0x0A
    length, start = receipt[1], 2
    if length >= 0x80:
        length, start = (length & 0x7F) | receipt[2] << 7, 3
    body, rest = receipt[start:start + length], receipt[start + length:]
    assert rest[:2] == bytes([0x12, 64])
    return body, rest[2:]


class Receipts(Copies):
    def setUp(self):
        super().setUp()
        self.clerk = self.enroll()
        self.file = self.commune.root / "bien-nhan.gomr"
        self.key = self.commune.root / "hub.pem"
        self.key.write_text(self.commune.hub("receipt", "key").stdout)

    def export(self, *args):
        return self.clerk.agent("receipt", "export", self.file, *args).stdout

    def check(self, *args, **options):
        return self.commune.hub("receipt", "check", self.file, *args, **options)

    def check_without_hub(self, **options):
        return run("gom-hub", self.commune.root / "nowhere", "receipt", "check", self.file, "--key", self.key, **options)

    def test_what_the_hub_received_is_signed_for_and_anyone_can_check_it(self):
        self.assertIn("Chưa có biên nhận nào", self.clerk.agent("receipt", "list").stdout)
        self.clerk.report(20)
        self.clerk.sync()
        self.assertIn("Biên nhận mới nhất: hub ký lúc", self.clerk.agent("status").stdout)
        self.assertIn("2026-Q2 · ho_so", self.clerk.agent("receipt", "list").stdout)
        self.assertIn("Đã ghi biên nhận", self.export())
        whole = self.file.read_bytes()
        refused = self.clerk.agent("receipt", "export", self.file, check=False)
        self.assertIn("không ghi đè lên", refused.stderr)
        self.assertEqual(self.file.read_bytes(), whole)
        for good in (self.check(), self.check_without_hub()):
            self.assertIn("Biên nhận thật.", good.stdout)
        self.assertIn("A true receipt.", self.check_without_hub(lang="en").stdout)

    def test_openssl_says_the_same(self):
        self.clerk.report(20)
        self.clerk.sync()
        self.export()
        body, signature = parts(self.file.read_bytes())
        signed, by = self.commune.root / "signed", self.commune.root / "signature"
        signed.write_bytes(b"gom receipt 1\n" + body)
        by.write_bytes(signature)
        verify = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", self.key, "-rawin", "-in", signed, "-sigfile", by]
        said = subprocess.run(list(map(str, verify)), capture_output=True, text=True)
        self.assertIn("Signature Verified Successfully", said.stdout, said.stderr)

    def test_altered_cut_off_or_of_another_hub_each_has_its_sentence(self):
        self.clerk.report(20)
        self.clerk.sync()
        self.export()
        whole = self.file.read_bytes()
        self.file.write_bytes(whole[:-1])
        self.assertIn("bị cụt, hoặc không phải biên nhận", self.check(check=False).stderr)
        self.file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        self.assertIn("Chữ ký trên biên nhận không đúng", self.check(check=False).stderr)
        self.assertIn("does not fit this key", self.check_without_hub(check=False, lang="en").stderr)
        self.file.write_bytes(whole)
        with Commune() as other:
            refused = other.hub("receipt", "check", self.file, check=False)
            self.assertIn("do hub khác ký", refused.stderr)

    def test_D5_a_hub_made_again_from_its_backup_knows_its_signature_and_the_first_time(self):
        backup = self.commune.root / "gom.backup"
        self.commune.hub("backup", backup)
        self.clerk.report(20)
        self.clerk.sync()
        self.export()
        at = self.clerk.agent.json("receipt", "list")["receipts"][0]["at"]
        self.commune.stop_hub()
        self.commune.hub_data = self.commune.root / "new-computer"
        self.commune.hub("restore", backup)
        self.commune.start_hub()
        self.assertIn("hub nhận 1 thay đổi", self.clerk.sync())
        self.assertIn("Biên nhận thật.", self.check().stdout)
        revision, = self.commune.hub_json("history", "31TK01", "ho_so", "2026-Q2")["revisions"]
        self.assertEqual(revision["received_at"], at)
        self.assertEqual(self.commune.hub_json("verify").get("problems_en", []), [])


if __name__ == "__main__":
    unittest.main()
