#!/usr/bin/env python3
"""The school's page from outside: who is let in, by which door, and what a browser's requests do. No browser: http.client."""
import http.client
import json
import pathlib
import re
import socket
import subprocess
import tempfile
import unittest
import urllib.parse

from commune import PROFILE, Commune, Refused

STATUS = "/gom.v1.SchoolService/GetAgentStatus"


class Browser:
    """What a page's fetch would send, from the page's own address."""

    def __init__(self, address):
        parts = urllib.parse.urlsplit(address)
        self.host, self.token = parts.netloc, parts.fragment.removeprefix("t=")
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.cookie = self.header = ""

    def ask(self, method, path, body=None, **headers):
        """Answers status, headers, body. A header that is None is not sent."""
        said = {"Host": self.host}
        if method == "POST":
            said |= {"Origin": f"http://{self.host}", "Content-Type": "application/json", "X-Agent-Token": self.header or "-",
                     "Content-Length": str(len(body or b""))}
        if self.cookie:
            said["Cookie"] = self.cookie
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in said.items():
            if value is not None:
                self.connection.putheader(name, value)
        self.connection.endheaders(body)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def call(self, method, request=None, **headers):
        status, _, body = self.ask("POST", method, json.dumps(request or {}).encode(), **headers)
        return status, json.loads(body) if body.startswith(b"{") else body

    def open(self, **said):
        status, headers, body = self.ask("POST", "/session", json.dumps(said or {"token": self.token}).encode())
        if status == 200:
            self.header = json.loads(body)["token"]
            self.cookie = headers["Set-Cookie"].split(";")[0]
        return status, headers, json.loads(body)


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.commune = cls.enterClassContext(Commune())
        cls.commune.start_hub()
        cls.agent = cls.commune.enroll("31TK01")
        cls.agent.start("--port", "0")

    def browser(self, agent=None, address=""):
        browser = Browser(address or (agent or self.agent)("open", "--print").stdout.strip())
        self.addCleanup(browser.connection.close)
        return browser

    def test_a_token_opens_one_session_and_calls_are_answered(self):
        browser = self.browser()
        self.assertEqual(browser.call(STATUS)[0], 401)
        status, headers, _ = browser.open()
        self.assertEqual(status, 200)
        self.assertRegex(headers["Set-Cookie"], r"^gom-session-\d+=\w{32}; Path=/; HttpOnly; SameSite=Strict$")
        status, answer = browser.call(STATUS)
        self.assertEqual((status, answer["unit"]), (200, "31TK01"))
        # What a page types is the same draft that the command line shows.
        status, form = browser.call("/gom.v1.SchoolService/SaveDraft", {"form": "ho_so", "period": "2026-Q2", "typed": [
            {"field": field, "text": text} for field, text in (one.split("=") for one in PROFILE)]})
        self.assertEqual(status, 200, form)
        self.assertTrue(self.agent.json("show", "ho_so", "2026-Q2")["is_draft"])

    def test_a_token_is_good_once(self):
        browser = self.browser()
        self.assertEqual(browser.open()[0], 200)
        status, _, refusal = self.browser(address=f"http://{browser.host}/#t={browser.token}").open()
        self.assertEqual((status, refusal["code"]), (401, "unauthenticated"))

    def test_both_halves_of_a_session_are_needed(self):
        browser = self.browser()
        browser.open()
        self.assertEqual(browser.call(STATUS, X_Agent_Token="0" * 32)[0], 401)
        self.assertEqual(browser.call(STATUS, Cookie=None)[0], 401)
        self.assertEqual(browser.call(STATUS)[0], 200)
        self.assertEqual(browser.ask("POST", "/session/end", b"{}")[0], 200)
        self.assertEqual(browser.call(STATUS)[0], 401)

    def test_a_page_may_not_let_in_another(self):
        browser = self.browser()
        browser.open()
        for method in ("OpenPage", "SetPin"):
            status, refusal = browser.call(f"/gom.v1.PageService/{method}")
            self.assertEqual((status, refusal["code"]), (403, "permission_denied"))

    def test_what_the_service_says_of_itself_cannot_be_said_from_outside(self):
        browser = self.browser()
        self.assertEqual(browser.call(STATUS, gom_door="", gom_session="x")[0], 401)

    def test_I1_another_name_for_this_computer_is_refused(self):
        browser = self.browser()
        browser.open()
        for name in ("evil.example", browser.host.replace("127.0.0.1", "evil.example"), "127.0.0.1", "127.0.0.1:1"):
            self.assertEqual(browser.ask("GET", "/", Host=name)[0], 421, name)
            browser.connection.close()
            self.assertEqual(browser.call(STATUS, Host=name, Origin=f"http://{name}")[0], 421, name)
            browser.connection.close()

    def test_I2_a_form_of_another_site_changes_nothing(self):
        browser = self.browser()
        browser.open()
        form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": "http://evil.example", "X_Agent_Token": None,
                "Sec_Fetch_Site": "cross-site"}
        for path in ("/session", "/session/end", STATUS):
            self.assertEqual(browser.ask("POST", path, b"a=b", **form)[0], 403, path)
            browser.connection.close()
        self.assertEqual(browser.call(STATUS)[0], 200, "the session is as it was")

    def test_I4_a_taken_port_makes_it_the_next_and_the_address_stays(self):
        agent = self.commune.enroll("31TK02")
        with socket.socket() as taken, socket.socket() as free:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            agent.start("--port", str(port))
            first = self.browser(agent)
            self.assertEqual(first.open()[0], 200)
            at = int(first.host.split(":")[1])
            self.assertTrue(port < at <= port + 20, at)
        agent.kill()
        agent.start("--page", self.page())  # now the first port is free
        again = self.browser(agent)
        self.assertEqual(again.host, first.host)
        status, headers, body = again.ask("GET", "/")
        self.assertEqual((status, body), (200, b"<title>trang</title>"))
        self.assertIn("default-src 'self'", headers["Content-Security-Policy"])
        agent.kill()

    def page(self):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.commune.root))
        (folder / "index.html").write_text("<title>trang</title>")
        return folder

    def test_I3_on_a_shared_computer_the_pin_lets_in_and_a_token_alone_does_not(self):
        agent = self.commune.enroll("31TK03")
        with self.assertRaises(Refused) as refused:
            agent("pin", "set", input_text="123\n123\n")
        self.assertIn("6", refused.exception.err)
        with self.assertRaises(Refused):
            agent("pin", "set", input_text="2468ab\n2468ac\n")
        agent("pin", "set", input_text="2468ab\n2468ab\n")
        agent.start("--port", "0")
        browser = self.browser(agent)
        self.assertEqual(json.loads(browser.ask("GET", "/session")[2]), {"pinNeeded": True})
        self.assertEqual(browser.open()[0], 401)
        # Another user of this computer: neither token nor PIN. Five tries, then a wait.
        stranger = self.browser(address=f"http://{browser.host}/")
        self.assertEqual([stranger.open(pin="000000")[0] for _ in range(6)], [401] * 5 + [429])
        self.assertEqual(stranger.open(pin="2468ab")[0], 429, "the right one has to wait as well")
        # Which does not keep out who comes from this account.
        self.assertEqual(browser.open(token=browser.token, pin="2468ab")[0], 200)
        self.assertEqual(browser.call(STATUS)[0], 200)
        agent("pin", "clear")
        self.assertEqual(browser.call(STATUS)[0], 401, "sessions have ended")
        self.assertEqual(self.browser(agent).open()[0], 200)
        agent.kill()

    def test_a_daemon_without_a_page_says_so(self):
        agent = self.commune.enroll("31TK04")
        for serving in (False, True):
            if serving:
                agent.start()
            with self.assertRaises(Refused) as refused:
                agent("open")
            self.assertIn("gom-agent serve", refused.exception.err)
        agent.kill()

    def test_the_page_is_there_for_whoever_asks_and_holds_nothing(self):
        """Built or not: without a build it is one that says so."""
        status, headers, body = self.browser().ask("GET", "/")
        self.assertEqual(status, 200)
        self.assertIn(b"Gom", body)
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertIsNone(headers["Access-Control-Allow-Origin"])


if __name__ == "__main__":
    unittest.main()
