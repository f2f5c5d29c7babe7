#!/usr/bin/env python3
"""A client that nobody here wrote the library of: Debian's python3-grpcio, from the .proto files alone, reads progress and
entries over TLS with an API key."""
import re
import unittest

import grpc

from commune import PROFILE, Commune
from stubs import Stubs


class UpstreamClient(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = Stubs().__enter__()
        cls.pb = cls.api.report_pb
        cls.commune = Commune()
        cls.commune.start_hub()
        school = cls.commune.enroll("31TK01")
        school("enter", "ho_so", "2026-Q2", *PROFILE)
        ca = next(cls.commune.hub_data.rglob("ca*.pem")).read_bytes()
        hub_id = cls.commune.hub_json("status")["hub"]
        import base64
        target = base64.b64decode(hub_id).hex() + ".gom"
        credentials = grpc.ssl_channel_credentials(root_certificates=ca)
        cls.channel = grpc.secure_channel(f"127.0.0.1:{cls.commune.port}", credentials,
                                          options=[("grpc.ssl_target_name_override", target)])
        cls.stub = cls.api.report.ReportServiceStub(cls.channel)
        cls.metadata = [("authorization", f"Bearer {cls.commune.api_key}")]

    @classmethod
    def tearDownClass(cls):
        cls.channel.close()
        cls.commune.__exit__()
        cls.api.__exit__()

    def test_progress_is_read(self):
        answer = self.stub.GetProgress(self.pb.GetProgressRequest(as_of="2026-Q2"), metadata=self.metadata, timeout=30)
        codes = [i.code for i in answer.indicators]
        self.assertIn("MT1a", codes)
        self.assertEqual(len(codes), len(set(codes)))
        self.assertTrue(all(i.title.vi and i.title.en for i in answer.indicators))

    def test_entries_are_read_page_by_page(self):
        school = next(iter(self.commune.agents.values()))
        school("submit", check=False)
        school("sync")
        seen, token = [], ""
        while True:
            page = self.stub.ListEntries(self.pb.ListEntriesRequest(page_size=1, page_token=token),
                                         metadata=self.metadata, timeout=30)
            self.assertLessEqual(len(page.entries), 1)
            seen += [(e.unit, e.form, e.period) for e in page.entries]
            token = page.next_page_token
            if not token:
                break
        self.assertIn(("31TK01", "ho_so", "2026-Q2"), seen)

    def test_without_a_key_nothing_is_read(self):
        with self.assertRaises(grpc.RpcError) as caught:
            self.stub.GetProgress(self.pb.GetProgressRequest(), timeout=30)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAUTHENTICATED)

    def test_E17_a_key_that_was_revoked_opens_nothing_and_the_others_go_on(self):
        """By commands, while the client stays connected; who did it stands in the log."""
        hub = self.commune.hub
        key = re.search(r"gom_[0-9A-Z]{32}", hub("api-key", "issue", "Sở GDĐT").stdout)[0]
        ask = lambda bearer: self.stub.GetPlan(self.pb.GetPlanRequest(), metadata=[("authorization", f"Bearer {bearer}")], timeout=30)
        ask(key)
        self.assertRegex(hub("api-key", "list").stdout, f"{key[:10]}….*Sở GDĐT.*đang dùng được")
        hub("--operator", "Trần Văn B", "api-key", "revoke", key[:10])
        with self.assertRaises(grpc.RpcError) as refused:
            ask(key)
        self.assertEqual(refused.exception.code(), grpc.StatusCode.UNAUTHENTICATED)
        ask(self.commune.api_key)
        listed = hub("api-key", "list", lang="en").stdout
        self.assertRegex(listed, f"{key[:10]}….*revoked")
        self.assertNotIn(key, listed)
        self.assertRegex(" ".join(hub("log").stdout.split()), f"Trần Văn B.*{key[:10]}|{key[:10]}.*Trần Văn B")
        again = hub("api-key", "revoke", "ai đó", check=False)
        self.assertEqual((again.returncode, "api-key list" in again.stderr), (1, True), again.stderr)

    def test_messages_of_the_office_are_sent_and_listed_by_command(self):
        hub = self.commune.hub
        hub("--operator", "Trần Văn B", "message", "send", "31TK01", "Xin xem lại số giáo viên.", "--form", "ho_so", "--period", "2026-Q2")
        self.assertIn("mọi đơn vị", hub("message", "send-all", "Hạn quý III là ngày 05/10.").stdout)
        listed = hub("message", "list").stdout
        self.assertRegex(" ".join(listed.split()), "31TK01 ho_so 2026-Q2 xã \\(Trần Văn B\\) Xin xem lại số giáo viên.*mọi đơn vị chung .*Hạn quý III")
        number = re.search(r"^ *(\d+) .*31TK01", listed, re.MULTILINE)[1]
        hub("message", "reply", number, "Đã xong, cảm ơn.")
        self.assertRegex(hub("message", "list", "31TK01", "--form", "ho_so").stdout, "Đã xong, cảm ơn.")
        self.assertNotIn("Đã xong", hub("message", "list", "31TK02").stdout)
        for lang, words in (("vi", "Không có tin nhắn số 99999"), ("en", "There is no message 99999")):
            refused = hub("message", "reply", "99999", "?", lang=lang, check=False)
            self.assertEqual((refused.returncode, words in refused.stderr), (1, True), refused.stderr)

    def test_reflection_names_the_services(self):
        """ServerReflectionRequest with list_services (field 7) empty, as bytes: the messages of reflection are not ours."""
        ask = self.channel.stream_stream("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")
        answer = next(iter(ask(iter([b"\x3a\x00"]), timeout=30)))
        for service in (b"gom.v1.SyncService", b"gom.v1.ReportService", b"grpc.health.v1.Health"):
            self.assertIn(service, answer)

    def test_the_plan_is_read(self):
        answer = self.stub.GetPlan(self.pb.GetPlanRequest(), metadata=self.metadata, timeout=30)
        self.assertEqual(len(answer.sha256), 32)
        self.assertGreaterEqual(len(answer.plan.indicators), 18)


if __name__ == "__main__":
    unittest.main()
