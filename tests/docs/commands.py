#!/usr/bin/env python3
# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs every command line in the sh and console blocks of README.md and docs/*.md against a sandbox.

usage: commands.py SOURCE-TREE GANTRYCTL

Where a page names a server, an id or a certificate, the sandbox's own stands in; large counts become small ones. What
cannot be run is in NOT_RUN with its reason, and an entry there that no page needs any more fails.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# The beginning of a command, and why it is not run here.
NOT_RUN = {
    "./run": "opens the window: tst_ui_firststart does",
    "./check": "runs this test",
    "cmake --install": "tests/package does, into another folder",
    "cmake -S examples/send": "tests/package does",
    "cmake --build": "tests/package does",
    "sudo apt install": "needs root and a system to spoil: packaging/check does",
    "tar -xzf gantry-": "packaging/check does",
    "gantry-0.1.0-linux-x86_64/": "packaging/check does",
    "sh gantry-": "packaging/check does",
    "tests/support/rocketmq/cluster": "the cluster suites do",
    "tests/bench/run": "takes a quarter of an hour, and Java",
    "java ": "needs a Java client: tests/sandbox has one",
    "export ": "the sandbox's address is set already",
}
# What does not end with 0 against a healthy sandbox, and why that is right.
STATUS = {"--request": (1, "no consumer replies")}


def blocks(page):
    """The lines of each sh or console block."""
    for match in re.finditer(r"^```(sh|console)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        yield match.group(1), match.group(2).replace("\\\n", " ").splitlines()


def commands(page):
    for kind, lines in blocks(page):
        for line in lines:
            if kind == "console" and not line.startswith("$ "):
                continue  # what it prints
            command = re.sub(r"\s{2,}#.*$", "", line.removeprefix("$ ")).strip()
            if command and not command.startswith("#"):
                yield re.sub(r"\s+", " ", command)


def reason_not_to_run(command):
    for beginning in sorted(NOT_RUN, key=len, reverse=True):
        whole = beginning in ("./run", "./check")
        if command == beginning or (not whole and command.startswith(beginning)) or (
                beginning == "./check" and command.startswith("./check ")):
            return beginning
    return None


class Sandbox:
    def __init__(self, gantryctl, environment):
        self.process = subprocess.Popen([gantryctl, "sandbox", "--tls", "--check-interval", "300"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        ready = json.loads(self.process.stdout.readline())
        self.address, self.ca = ready["namesrv"], ready["tlsCa"]

    def end(self):
        self.process.stdin.close()
        self.process.wait(10)


def stand_ins(command, sandbox, message):
    command = command.replace("./run ", "gantryctl ")
    command = re.sub(r"127\.0\.0\.1:(9876|45123)|HOST:9876", sandbox.address, command)
    command = re.sub(r"/tmp/gantry-sandbox-\w+\.pem", sandbox.ca, command)
    command = re.sub(r"view 7F\w+", "view " + message["offsetMsgId"], command)
    command = re.sub(r"view C0\w+", "view " + message["msgId"], command)
    command = re.sub(r"--from \d{4}-\S+", "--from 2020-01-01T00:00:00Z", command)
    command = re.sub(r"--count (\d{4,})", "--count 300", command)
    command = re.sub(r"--measure \d+", "--warmup 50 --measure 200", command)
    return command


def prepare(folder, gantryctl):
    """A folder with what the commands name: the program, files, and a jq that knows `-r .body`."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "gantryctl").symlink_to(gantryctl)
    if not shutil.which("jq"):
        (programs / "jq").write_text("#!/usr/bin/env python3\nimport json, sys\n"
                                     "assert sys.argv[1:] == ['-r', '.body']\n"
                                     "for line in sys.stdin: print(json.loads(line).get('body'))\n")
        (programs / "jq").chmod(0o755)
    (folder / "orders.txt").write_text("one\ntwo\n")


def run(command, folder, environment):
    wanted, _ = next((value for part, value in STATUS.items() if part in command), (0, ""))
    # Nothing to read: what serves until its input ends, ends at once.
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder, env=environment, text=True, input="",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    if done.returncode == wanted:
        return True
    print(f"FAILED: {command}\nexit status {done.returncode}, {wanted} wanted\n{done.stdout}")
    return False


def main():
    root, gantryctl = Path(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, gantryctl)
        environment = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": name, "LC_ALL": "C.UTF-8"}
        environment.pop("GANTRY_SECRET_KEY", None)
        sandbox = Sandbox(gantryctl, environment)
        environment["NAMESRV_ADDR"] = sandbox.address
        sent = subprocess.run([gantryctl, "send", "-t", "Orders", "-k", "order-42", "-p", "hello", "-o", "json"],
                              env=environment, text=True, stdout=subprocess.PIPE, check=True).stdout
        message = json.loads(sent.splitlines()[0])
        ran, failed, used = 0, 0, set()
        for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
            for command in commands(page):
                reason = reason_not_to_run(command)
                if reason:
                    used.add(reason)
                    continue
                ran += 1
                failed += not run(stand_ins(command, sandbox, message), folder, environment)
        sandbox.end()
    unused = set(NOT_RUN) - used
    if unused:
        print("NOT_RUN names what no page has:", sorted(unused))
    print(f"{ran} commands were run, {failed} failed; {len(used)} kinds were not run")
    return 1 if failed or unused or ran < 20 else 0


sys.exit(main())
