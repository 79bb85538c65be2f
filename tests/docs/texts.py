#!/usr/bin/env python3
# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
"""Compares the papers with the program: options, settings, error kinds.

usage: texts.py SOURCE-TREE GANTRYCTL FOLDER-OF-THE-MANUAL
"""
import re
import subprocess
import sys
from pathlib import Path

faults = []


def compare(what, wanted, found):
    for name in sorted(wanted - found):
        faults.append(f"{what}: {name} is missing")
    for name in sorted(found - wanted):
        faults.append(f"{what}: {name} does not exist")


def help_of(gantryctl, *words):
    return subprocess.run([gantryctl, *words, "--help"], text=True, stdout=subprocess.PIPE, check=True).stdout


def long_options(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]*", text)) - {"--help", "--version"}


def commands(gantryctl, *parents):
    """Every command that does something, as a tuple of words."""
    listed = help_of(gantryctl, *parents).partition("\nSubcommands:\n")[2]
    for name in re.findall(r"^  ([a-z]+)\s", listed, re.M):
        below = list(commands(gantryctl, *parents, name))
        yield from below or [(*parents, name)]


def check_options(root, gantryctl, manual):
    everything = set()
    page = (manual / "gantryctl.1").read_text(encoding="utf-8").replace("\\-", "-").replace("\\fB", "").replace("\\fR", "")
    sections = dict(re.findall(r'^\.SS (.*?)\n(.*?)(?=^\.S[SH] )', page, re.M | re.S))
    names = {" ".join(command): command for command in commands(gantryctl)}
    compare("commands of gantryctl(1)", set(names), {name.strip('"') for name in sections})
    for name, words in names.items():
        # The first words of a line declare an option; others may be named in what it means.
        declared = set()
        for line in help_of(gantryctl, *words).splitlines():
            if match := re.match(r"  (-\S+)", line):
                declared |= long_options(match.group(1).replace(",", " "))
        everything |= declared
        tags = re.findall(r"^\.TP\n(-.*)$", sections.get(name, sections.get(f'"{name}"', "")), re.M)
        compare(f"gantryctl(1), {name}", declared, long_options(" ".join(tags)))
    pages = "".join((root / "docs" / file).read_text(encoding="utf-8") for file in ("command-line.md", "sandbox.md"))
    declared = set()
    for row in re.findall(r"^\| `[^|]*(?:\\\|[^|]*)*\|", pages, re.M):
        declared |= long_options(row)
    compare("docs/command-line.md and docs/sandbox.md", everything, everything & long_options(pages))
    compare("the tables of docs/command-line.md and docs/sandbox.md", declared & everything, declared)


def check_settings(root, manual):
    table = (root / "docs/CONFIGURATION.md").read_text(encoding="utf-8")
    table = table.partition("<!-- settings:begin -->")[2].partition("<!-- settings:end -->")[0]
    rows = [re.split(r" (?<!\\)\| ", line.strip("| ")) for line in table.splitlines() if line.startswith("| `")]
    page = (manual / "gantry-settings.7").read_text(encoding="utf-8").replace("\\-", "-")
    section = page.partition(".SH SETTINGS\n")[2]
    settings = dict(re.findall(r"^\.TP\n\.B (\S+)\n(.*?)(?=^\.TP|^\.SH)", section, re.M | re.S))
    compare("gantry-settings(7)", {row[0].strip("`") for row in rows}, set(settings))
    for row in rows:
        text = settings.get(row[0].strip("`"), "")
        standard = "none" if row[1] == "–" else row[1]
        if f"Default: {standard}." not in " ".join(text.split()):
            faults.append(f"gantry-settings(7), {row[0]}: its default is not {standard}")


def check_kinds(root):
    source = (root / "core/base/error.cpp").read_text(encoding="utf-8")
    kinds = set(re.findall(r'case ErrorKind::\w+:\s*return "([a-z-]+)"', source))
    if len(kinds) < 17:
        faults.append("core/base/error.cpp is not read as it should be")
    page = (root / "docs/troubleshooting.md").read_text(encoding="utf-8")
    compare("docs/troubleshooting.md", kinds, set(re.findall(r"^## `([a-z-]+)`$", page, re.M)))
    for title, text in re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", page, re.M | re.S):
        if len(text.split()) < 12:
            faults.append(f"docs/troubleshooting.md: {title} says too little")
    table = (root / "docs/command-line.md").read_text(encoding="utf-8").partition("## Error kinds")[2]
    rows = re.findall(r"^\| (`.*?) \|", table, re.M)
    compare("docs/command-line.md", kinds, set(re.findall(r"`([a-z-]+)`", " ".join(rows))))


def check_links(root):
    for page in [root / "README.md", root / "ARCHITECTURE.md", root / "CONTRIBUTING.md", *(root / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                faults.append(f"{page.name}: there is no {target}")
    lines = len((root / "README.md").read_text(encoding="utf-8").splitlines())
    if lines > 150:
        faults.append(f"README.md has {lines} lines, 150 are enough")


def main():
    root, gantryctl, manual = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    check_options(root, gantryctl, manual)
    check_settings(root, manual)
    check_kinds(root)
    check_links(root)
    print("\n".join(faults) or "the papers are as the program is")
    return 1 if faults else 0


sys.exit(main())
