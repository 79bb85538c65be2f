# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
"""The programs a measurement is made of: building them, starting them, reading what they say."""
import contextlib
import json
import os
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time

import bodytext

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
JAVA_CLIENT = "5.5.0"
TEXT_BYTES = 8192


class BenchError(Exception):
    """A program that could not be built or started, or did not do what it was asked."""


def say(text):
    print("[%5.0f s] %s" % (time.monotonic() - say.begun, text), file=sys.stderr, flush=True)


say.begun = time.monotonic()


def end(process, seconds=15):
    """Ends a process of ours, by signal if it does not end by itself."""
    for action in (None, process.terminate, process.kill):
        if action:
            action()
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    return None


# ------------------------------------------------------------------------------------------------ building

class Tools:
    """What is built, and where it lies."""

    def __init__(self, options):
        self.work = os.path.abspath(options.work_dir)
        self.gantryctl = os.path.abspath(options.gantryctl)
        self.cluster = os.path.abspath(options.cluster)
        self.text = os.path.join(self.work, "text-%d" % TEXT_BYTES)
        self.small_text = os.path.join(self.work, "text-1024")
        self.class_path = ""

    def build(self, java=True):
        os.makedirs(self.work, exist_ok=True)
        for path, size in ((self.text, TEXT_BYTES), (self.small_text, 1024)):
            with open(path, "wb") as file:
                file.write(bodytext.generate(size))
        for name in ("nullserver", "rawfloor", "zlibfloor"):
            self._compile(name)
        if java:
            self._compile_java()

    def program(self, name):
        return os.path.join(self.work, name)

    def _compile(self, name):
        sources = [os.path.join(HERE, f) for f in os.listdir(HERE) if f.endswith(".h") or f == name + ".cpp"]
        target = self.program(name)
        if not newer(target, sources):
            say("building " + name)
            checked(["g++", "-std=c++20", "-O3", "-march=native", "-Wall", "-Wextra", "-o", target,
                     os.path.join(HERE, name + ".cpp"), "-lz"])

    def _compile_java(self):
        lib = checked([sys.executable, self.cluster, "fetch", "--version", JAVA_CLIENT]).strip()
        classes = os.path.join(self.work, "java")
        sources = [os.path.join(HERE, "java", name) for name in ("Bench.java", "rmq.logback.xml")]
        self.class_path = classes + ":" + os.path.join(lib, "*")
        if newer(os.path.join(classes, "Bench.class"), sources):
            return
        say("building the Java client's bench")
        os.makedirs(classes, exist_ok=True)
        checked(["javac", "-nowarn", "-cp", os.path.join(lib, "*"), "-d", classes, sources[0]])
        shutil.copy(sources[1], classes)


def newer(target, sources):
    return os.path.exists(target) and all(os.path.getmtime(target) > os.path.getmtime(s) for s in sources)


def checked(command):
    run = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode != 0:
        raise BenchError("exit %d\n%s\n%s" % (run.returncode, " ".join(command), (run.stdout + run.stderr)[-3000:]))
    return run.stdout


# ----------------------------------------------------------------------------------------------- far ends

class NullServer:
    """One null server; `counters` is there once it has ended."""

    def __init__(self, tools, arguments=()):
        self.process = subprocess.Popen([tools.program("nullserver"), *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.namesrv = json.loads(self.process.stdout.readline())["namesrv"]
        self.counters = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.counters is None:
            self.process.stdin.close()
            self.counters = json.loads(self.process.stdout.read().splitlines()[-1])
            end(self.process)
        return self.counters


class Cluster:
    """A real NameServer and one broker, by the cluster tool."""

    # A broker's queue of sends holds 10,000 and drops the rest, silently where nobody waits for an answer:
    # here a burst of 20,000 oneways has to fit.
    SETTINGS = ["--set", "sendThreadPoolQueueCapacity=200000"]

    def __init__(self, tools):
        self.tools = tools
        self.dir = os.path.join(tools.work, "cluster")
        self.state = json.loads(checked([sys.executable, tools.cluster, "up", "--dir", self.dir, "--version", JAVA_CLIENT,
                                         "--watch-pid", str(os.getpid()), "--ttl", "3600", *self.SETTINGS]))
        self.namesrv = self.state["namesrvAddr"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        checked([sys.executable, self.tools.cluster, "down", "--dir", self.dir])

    def make_topic(self, name):
        checked([sys.executable, self.tools.cluster, "topic", "--dir", self.dir, name + ":4"])

    def stored(self, topic, expected, seconds=20):
        """How many messages the broker's queues hold; waits for `expected`, as they trail the log."""
        until = time.monotonic() + seconds
        while True:
            count = sum(max_offset(self.state["brokers"][0]["addr"], topic, queue) for queue in range(4))
            if count >= expected or time.monotonic() > until:
                return count
            time.sleep(0.2)


def max_offset(address, topic, queue):
    """GET_MAX_OFFSET (30): one more than the last message's place in a queue."""
    header = json.dumps({"code": 30, "flag": 0, "language": "OTHER", "version": 493, "opaque": 1,
                         "extFields": {"topic": topic, "queueId": str(queue)}}).encode()
    host, port = address.rsplit(":", 1)
    with socket.create_connection((host, int(port)), 5) as connection, connection.makefile("rb") as stream:
        connection.sendall(struct.pack(">II", 4 + len(header), len(header)) + header)
        size, mark = struct.unpack(">II", stream.read(8))
        answer = json.loads(stream.read(size - 4)[:mark & 0xffffff])
    if answer["code"] != 0:
        raise BenchError("offset of %s: %s" % (topic, answer.get("remark")))
    return int(answer["extFields"]["offset"])


# ------------------------------------------------------------------------------------------------ clients

def run_bench(command, seconds):
    """Runs one `bench` to its end: what it measured, and when it was started."""
    started = time.time()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        end(process, 2)
        raise BenchError("no end after %d s\n%s" % (seconds, " ".join(command)))
    figures = bench_object(output)
    if figures is None:
        raise BenchError("no figures, exit %d\n%s\n%s" % (process.returncode, " ".join(command), (output + errors)[-2000:]))
    figures["startedEpochMicros"] = int(started * 1e6)
    figures["exit"] = process.returncode
    return figures


def bench_object(output):
    for line in output.splitlines():
        try:
            return json.loads(line)["bench"]
        except (ValueError, KeyError, TypeError):
            continue
    return None


# A broker on a busy machine may need more than the usual 3 s for 20,000 oneways and the send behind them; a
# retry would then store that one twice.
TIMEOUT = ["--timeout", "30000"]


def gantry_command(tools, namesrv, topic, arguments):
    return [tools.gantryctl, "bench", "-n", namesrv, "-t", topic, "-o", "json", *TIMEOUT, *arguments]


def java_command(tools, namesrv, topic, arguments):
    return ["java", "-cp", tools.class_path, "Bench", "-n", namesrv, "-t", topic, *TIMEOUT, *arguments]


class WarmJava:
    """A Java client that has warmed up and measures whenever it is asked to."""

    def __init__(self, tools, namesrv, topic, arguments, warmup_ms):
        self.process = subprocess.Popen(java_command(tools, namesrv, topic, [*arguments, "--steps", "--warmup", str(warmup_ms)]),
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._line(warmup_ms / 1000 + 60)

    def measure(self, seconds):
        self.process.stdin.write("measure\n")
        self.process.stdin.flush()
        return json.loads(self._line(seconds + 60))["bench"]

    def stop(self):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        end(self.process)

    def _line(self, seconds):
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            end(self.process, 1)
            raise BenchError("the Java client says nothing")
        line = self.process.stdout.readline()
        if not line:
            raise BenchError("the Java client ended: exit %s" % end(self.process))
        return line


def count_system_calls(tools, command, seconds):
    """How many system calls a program and its threads make, by strace; and what it measured."""
    path = os.path.join(tools.work, "strace.txt")
    figures = run_bench(["strace", "-f", "-c", "-o", path, *command], seconds)
    with open(path) as file:
        for line in file:
            fields = line.split()
            if fields and fields[-1] == "total":
                return int(fields[3]), figures
    raise BenchError("strace wrote no total")


# ------------------------------------------------------------------------------------------------ machine

def machine():
    """One line about where this ran."""
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    with open("/proc/meminfo") as file:
        memory = int(re.search(r"MemTotal:\s*(\d+)", file.read()).group(1))
    java = subprocess.run(["java", "-version"], stderr=subprocess.PIPE, text=True, check=False).stderr
    version = re.search(r'"([^"]+)"', java)
    return "%d cores, %s, %d GB, Linux %s, Java %s" % (
        os.cpu_count(), model.group(1).strip() if model else os.uname().machine, round(memory / 1048576),
        os.uname().release, version.group(1) if version else "?")


def quiet_interrupt():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
