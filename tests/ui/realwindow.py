# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on a display of its own, driven by real keys: what firststart and killed share."""
import contextlib
import os
import shutil
import subprocess
import sys

LONGEST = 20          # seconds; for what takes far less
NAME = os.path.basename(sys.argv[0])


def fail(text):
    print(NAME + ": " + text, file=sys.stderr)
    sys.exit(1)


def require_tools():
    missing = [tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool)]
    if missing:
        print(NAME + ": SKIPPED, not installed: " + ", ".join(missing), file=sys.stderr)
        sys.exit(1 if os.environ.get("GANTRY_REQUIRE_CLUSTER") else 77)


@contextlib.contextmanager
def display():
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    number = os.read(read, 20).decode().strip()
    try:
        yield ":" + number
    finally:
        server.terminate()
        server.wait()


def xdotool(environment, *arguments):
    return subprocess.run(["xdotool", *arguments], env=environment, check=True, capture_output=True, text=True,
                          timeout=LONGEST).stdout


def environment(home, screen):
    """Of a program that keeps everything in `home`."""
    return {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": home + "/config",
            "XDG_DATA_HOME": home + "/data", "XDG_RUNTIME_DIR": home, "LC_ALL": "C.UTF-8"}


@contextlib.contextmanager
def window(gantry, env):
    """Starts the program and gives it the keyboard."""
    program = subprocess.Popen([gantry], env=env)
    try:
        found = xdotool(env, "search", "--sync", "--onlyvisible", "--pid", str(program.pid), "--name",
                        "Gantry").split()[0]
        xdotool(env, "windowfocus", "--sync", found)
        yield program
    finally:
        if program.poll() is None:
            program.terminate()
        program.wait(timeout=LONGEST)
