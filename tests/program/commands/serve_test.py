"""The page is served, and nothing else is to be had: by whatever is asked, however badly. On the loopback only. Also
tests program/page/page_server_absent.c, program/page/qr_code_absent.c."""

import http.client
import json
import os
import pty
import re
import signal
import socket
import subprocess
import time
import unittest
from pathlib import Path

from program.command import ENVIRONMENT, PROGRAM, CommandTest
from waiting import wait_until

PLACE = '<script type="application/json" id="scenario">'
PAGE = f"<!doctype html><title>A page</title>{PLACE}</script>" + "x" * 300_000
HERE = "127.0.0.1"
LIMIT_EACH = 16  # connections that one address may have


def free_port():
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


class ServeTest(CommandTest):
    limit = 60

    def setUp(self):
        super().setUp()
        self.write("page.html", PAGE)
        self.port = free_port()

    def start(self, *arguments, page="page.html"):
        command = [PROGRAM, "serve", "--page", page, "--address", HERE, "--port", str(self.port), *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        process = subprocess.Popen(command, cwd=self.folder, env=ENVIRONMENT, text=True, **pipes)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        if not process.stdout.readline():
            said = process.stderr.read()
            self.assertIn("was built without `serve`", said)
            self.skipTest(said)
        self.assertEqual(process.stdout.readline(), f"  http://{HERE}:{self.port}/\n")
        return process

    def stop(self, process, number=signal.SIGINT):
        process.send_signal(number)
        _, said = process.communicate(timeout=10)
        self.assertEqual((process.returncode, said), (0, ""))

    def ask(self, method, path, **headers):
        connection = http.client.HTTPConnection(HERE, self.port, timeout=20)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer, body

    def send(self, data):
        """The first line of the answer to raw bytes; "" where the connection is just closed."""
        with socket.create_connection((HERE, self.port), timeout=30) as connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                return connection.recv(65536).decode("latin-1").partition("\r\n")[0]
            except OSError:  # the other side may have closed at any moment
                return ""

    def assert_serves(self):
        answer, body = self.ask("GET", "/")
        self.assertEqual((answer.status, body), (200, PAGE))

    def test_the_page(self):
        process = self.start()
        self.assert_serves()
        answer, body = self.ask("HEAD", "/")
        self.assertEqual((answer.status, body, answer.getheader("Content-Length")), (200, "", str(len(PAGE))))
        self.assertEqual(answer.getheader("Content-Type"), "text/html; charset=utf-8")
        self.assertEqual(answer.getheader("Cache-Control"), "no-store")
        self.assertEqual(answer.getheader("X-Content-Type-Options"), "nosniff")
        self.assertIn("default-src 'none'", answer.getheader("Content-Security-Policy"))
        self.assertEqual(self.ask("GET", "/?a=b")[1], PAGE)
        self.stop(process)

    def test_with_a_scenario(self):
        self.write("own.yaml", "selforg: 2\nseed: 4\nnetwork: {kind: random, agents: 300}\n")
        self.start("own.yaml")
        body = self.ask("GET", "/")[1]
        text = body.partition(PLACE)[2].partition("</script>")[0]
        self.assertEqual(json.loads(text)["seed"], 4)

    def test_nothing_else_is_there(self):
        self.start()
        paths = ["/page.html", "/office.yaml", "/../office.yaml", "/..%2foffice.yaml", "/%2e%2e/%2e%2e/etc/passwd"]
        for path in [*paths, "//etc/passwd", "/.", "/./", "/..", "/\\..\\", "/%00", "/" + "a" * 4000]:
            answer, body = self.ask("GET", path)
            self.assertEqual((answer.status, body), (404, "There is nothing here but the page at /\n"), path)
        self.assert_serves()

    def test_nothing_but_reading(self):
        self.start()
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "NONSENSE"]:
            answer, _ = self.ask(method, "/", **{"Content-Length": "0"})
            self.assertEqual((answer.status, answer.getheader("Allow")), (405, "GET, HEAD"), method)
        self.assertEqual(self.send(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\nabc")[9:12], "405")
        self.assert_serves()

    def test_bad_requests(self):
        process = self.start()
        host = b"GET / HTTP/1.1\r\nHost: a\r\n"
        refused = {
            "noise": bytes(range(256)) * 64,
            "zeros": bytes(5000),
            "no host": b"GET / HTTP/1.1\r\n\r\n",
            "no version": b"GET /\r\n\r\n",
            "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(600),
            "a huge header": host + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n",
            "many headers": host + b"".join(b"X%d: y\r\n" % i for i in range(50_000)) + b"\r\n",
            "a huge path": b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
            "a length that is none": host + b"Content-Length: -1\r\n\r\n",
            "two ways of length": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n",
        }
        for what, data in refused.items():
            self.assertRegex(self.send(data), r"\A(HTTP/1\.[01] [45]\d\d .*)?\Z", what)
        self.assertEqual(self.send(b""), "")
        self.assertEqual(self.send(host), "")
        self.assert_serves()
        self.stop(process, signal.SIGTERM)

    def test_many_slow_ones_are_bounded_and_go(self):
        process = self.start()
        there = f"/proc/{process.pid}/fd"
        idle = len(os.listdir(there))
        slow = [socket.create_connection((HERE, self.port), timeout=30) for _ in range(3 * LIMIT_EACH)]
        for connection in slow:
            try:
                connection.sendall(b"GET / HT")
            except OSError:  # the other side may have closed at any moment
                pass
        wait_until(lambda: len(os.listdir(there)) >= idle + LIMIT_EACH, "as many as there is room for")
        time.sleep(0.5)  # and no more, even so
        kept = len(os.listdir(there))
        self.assertLess(kept, LIMIT_EACH + 12)
        with self.assertRaises((ConnectionError, http.client.HTTPException)):
            self.ask("GET", "/")
        status = Path(f"/proc/{process.pid}/status").read_text()
        self.assertLess(int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)), 60_000)
        wait_until(lambda: len(os.listdir(there)) <= kept - LIMIT_EACH + 2, "the slow to be sent away")
        self.assert_serves()
        for connection in slow:
            connection.close()

    def test_a_reader_that_goes_away_is_no_reason_to_end(self):
        process = self.start()
        for _ in range(50):
            with socket.create_connection((HERE, self.port)) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assert_serves()
        self.stop(process)

    def test_it_ends_while_somebody_is_there(self):
        process = self.start()
        with socket.create_connection((HERE, self.port)) as connection:
            connection.sendall(b"GET / HT")
            self.stop(process)

    def test_a_code_is_shown_on_a_terminal(self):
        ours, theirs = pty.openpty()
        command = [PROGRAM, "serve", "--page", "page.html", "--address", HERE, "--port", str(self.port)]
        environment = {**ENVIRONMENT, "TERM": "xterm"}
        process = subprocess.Popen(command, cwd=self.folder, env=environment, stdin=theirs, stdout=theirs)
        os.close(theirs)
        shown = b""
        while b"Ctrl-C" not in shown:
            shown += os.read(ours, 65536)
        os.close(ours)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(), 0)
        lines = [line for line in shown.decode().splitlines() if "█" in line]
        self.assertGreaterEqual(len(lines), 13)
        self.assertTrue(all("\x1b[97;40m" in line for line in lines))

    def test_what_is_refused(self):
        self.start()

        def refuse(code, message, *arguments):
            self.fail_with(code, message, "serve", "--page", "page.html", *arguments)

        refuse(2, "--address: '1.2.3' is no IPv4 address, as 192.168.1.20 is one", "--address", "1.2.3")
        refuse(2, "--address: 192.0.2.77 is no address of this machine", "--address", "192.0.2.77")
        self.assertEqual(self.call("serve", "--page", "page.html", "--port", "65536").returncode, 2)
        self.assertEqual(self.call("serve", "--page", "missing.html").returncode, 2)
        taken = f"port {self.port} cannot be had: Address already in use; --port takes another"
        refuse(1, taken, "--address", HERE, "--port", str(self.port))


if __name__ == "__main__":
    unittest.main()
