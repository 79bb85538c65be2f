# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
"""The figures of a run as a Markdown table: a row for each goal."""
import datetime
import re
import statistics

BEGIN = "<!-- performance:begin -->"
END = "<!-- performance:end -->"
TITLES = {"async": "async, 1000 in flight", "oneway": "oneway", "sync32": "sync, 32 threads", "sync1": "sync, 1 thread",
          "text": "8 KiB text, async"}


def median(values):
    values = [v for v in values if v is not None]
    return statistics.median(values) if values else None


MEASURES = {
    "rate": lambda f: f["perSecond"],
    "cpu": lambda f: f["cpuMicros"] / f["ok"] if f["ok"] else None,
    "p50": lambda f: f["latencyMs"]["p50"] * 1000,
    "p99": lambda f: f["latencyMs"]["p99"] * 1000,
    "rss": lambda f: f["peakRssKiB"] / 1024,
}


def show(value, unit):
    if value is None:
        return "-"
    if unit == "/s":
        return "{:,.0f} /s".format(value)
    if unit == "":
        return "%.3f" % value
    return ("%.0f %s" if value >= 1000 else "%.1f %s" if value >= 100 else "%.2f %s") % (value, unit)


class Cell:
    """One cell's medians. Ours are those of one header type, the one with the higher rate; the peer's are the
    best of both types, for every measure anew."""

    def __init__(self, contenders):
        self.contenders = contenders
        rates = {name: self.value(name, "rate") for name in ("gantry-json", "gantry-binary")}
        self.best = max(rates, key=lambda name: rates[name] or 0)

    def value(self, name, measure):
        return median(MEASURES[measure](f) for f in self.contenders.get(name, []))

    def ours(self, measure):
        return self.value(self.best, measure)

    def header(self):
        return self.best.split("-")[1] if self.contenders.get(self.best) else ""

    def peer(self, measure):
        values = [self.value(name, measure) for name in ("java-json", "java-binary")]
        values = [v for v in values if v is not None]
        return (max if measure == "rate" else min)(values) if values else None

    def zlib(self):
        return median(f["cpuMicrosPerMessage"] for f in self.contenders.get("zlib", []))


class Table:
    def __init__(self):
        self.lines = ["| # | measure | goal | Gantry | best Java | ratio | met |",
                      "| --- | --- | --- | --- | --- | --- | --- |"]

    def add(self, number, measure, goal, ours, peer, ratio, met):
        verdict = "-" if met is None else "yes" if met else "**no**"
        self.lines.append("| %s | %s | %s | %s | %s | %s | %s |" % (number, measure, goal, ours, peer, ratio, verdict))

    def compare(self, number, measure, ours, peer, unit, least=None, most=None, note=""):
        """A goal that is a ratio to the peer (or to a floor)."""
        ratio = ours / peer if ours is not None and peer else None
        goal = "≥ %gx" % least if least is not None else ("≤ 1/%g" % (1 / most) if most < 0.5 else "≤ %gx" % most)
        met = ratio is not None and (ratio >= least if least is not None else ratio <= most)
        self.add(number, measure, goal, show(ours, unit), show(peer, unit) + note,
                 "-" if not ratio else "%.2fx" % ratio if ratio >= 0.1 else "1/%.1f" % (1 / ratio), met)

    def limit(self, number, measure, ours, unit, most):
        self.add(number, measure, "≤ %g%s" % (most, unit and " " + unit), show(ours, unit), "-", "-",
                 ours is not None and ours <= most)


# number, cell, measure, unit, at least, at most: the goals against the Java client
NULL_GOALS = (
    (1, "async", "rate", "/s", 5, None), (2, "async", "cpu", "µs", None, 1 / 8),
    (3, "oneway", "rate", "/s", 4, None), (3, "oneway", "cpu", "µs", None, 1 / 4),
    (4, "sync32", "rate", "/s", 2, None), (4, "sync32", "cpu", "µs", None, 1 / 2), (4, "sync32", "p50", "µs", None, 1 / 3),
    (5, "sync1", "cpu", "µs", None, 0.6), (5, "sync1", "p50", "µs", None, 0.75), (5, "sync1", "p99", "µs", None, 1.1),
    (6, "text", "rate", "/s", 1.4, None), (6, "text", "cpu", "µs", None, 0.6),
)
REAL_GOALS = (
    (8, "async", "rate", "/s", 1.5, None), (8, "async", "cpu", "µs", None, 1 / 8), (8, "oneway", "rate", "/s", 1, None),
    (8, "sync32", "rate", "/s", 1, None), (8, "sync1", "rate", "/s", 1, None),
)
WORDS = {"rate": "messages", "cpu": "CPU a message", "p50": "p50", "p99": "p99"}


def add_cells(table, cells, where, goals):
    for number, name, measure, unit, least, most in goals:
        cell = cells.get(name)
        if not cell:
            continue
        title = "%s%s: %s" % ("real broker, " if where == "real" else "", TITLES[name], WORDS[measure])
        if cell.header():
            title += " (%s)" % cell.header()
        table.compare(number, title, cell.ours(measure), cell.peer(measure), unit, least, most)
        if where != "null":
            continue
        if (name, measure) == ("async", "cpu"):
            table.limit(2, "async: CPU a message", cell.ours("cpu"), "µs", 2)
        if (name, measure) == ("sync1", "p99"):
            table.compare(5, "sync, 1 thread: p50 against a bare socket", cell.ours("p50"), cell.value("raw", "p50"), "µs",
                          most=2, note=" (floor)")
        if (name, measure) == ("text", "cpu"):
            table.compare(6, "8 KiB text: CPU against bare zlib 5", cell.ours("cpu"), cell.zlib(), "µs", most=1.7,
                          note=" (floor)")


def add_checks(table, figures):
    checks = figures["checks"]
    if not checks:
        return

    def words(ours):
        some = [c for c in checks if c["ours"] == ours]
        wrong = [c for c in some if not c["fine"]]
        text = "{:,} sent, {:,} received".format(sum(c["reported"] for c in some), sum(c["received"] for c in some))
        return text if not wrong else text + ", %d of %d runs not equal" % (len(wrong), len(some))

    fine = all(c["fine"] for c in checks if c["ours"])
    title = "sent = received = reported, %d runs" % sum(c["ours"] for c in checks)
    if "bodies" in figures:
        fine = fine and bool(figures["bodies"])
        title += ", {:,} bodies equal".format(figures["bodies"] or 0)
    table.add(9, title, "always", words(True), words(False), "-", fine)


def add_growth(table, growth):
    few, many = growth.get("50000"), growth.get("1000000")
    if not few or not many:
        return
    for measure, unit, title in (("cpu", "µs", "CPU a message"), ("rss", "MiB", "peak RSS")):
        small, large = (median(MEASURES[measure](f) for f in runs) for runs in (few, many))
        table.add("", "async, 50,000 → 1,000,000 messages: " + title, "flat", "%s → %s" % (show(small, unit), show(large, unit)),
                  "-", "%.2fx" % (large / small), None)


def make_table(figures, problems):
    table = Table()
    cells = {where: {key.split()[1]: Cell(value) for key, value in figures["cells"].items() if key.startswith(where)}
             for where in ("null", "real")}
    add_cells(table, cells["null"], "null", NULL_GOALS)
    for name, most in (("async", 0.1), ("oneway", 0.05), ("sync1", 10)):
        if "syscalls" in figures:
            table.limit(7, "system calls a message, " + TITLES[name], figures["syscalls"].get(name), "", most)
    add_cells(table, cells["real"], "real", REAL_GOALS)
    add_checks(table, figures)
    if "start" in figures:
        start = {name: median(values) for name, values in figures["start"].items()}

        def quickest(who):
            return min((v for k, v in start.items() if k.startswith(who)), default=None)

        table.compare(10, "process start to first SEND_OK", quickest("gantry"), quickest("java"), "ms", most=1 / 50)
    if "async" in cells["null"]:
        cell = cells["null"]["async"]
        table.compare(11, "peak RSS, async", cell.ours("rss"), cell.peer("rss"), "MiB", most=1 / 8)
    add_growth(table, figures.get("growth", {}))
    table.lines += ["", caption(figures)]
    if problems:
        table.lines += ["", "Not measured: " + "; ".join(problems) + "."]
    return "\n".join(table.lines)


def caption(figures):
    return ("Medians of %d interleaved repetitions in one run, %s: %s; load average %.1f before, %.1f after. Client, server "
            "and whatever else ran shared these cores: the ratios mean something, the absolute numbers little." % (
                figures["repeats"], datetime.date.today().isoformat(), figures["machine"], *figures["load"]))


# What the project's first page shows of it; docs/performance.md has all.
FIRST_PAGE = re.compile(r"\| (#|---|1|2 \| async, 1000|\d+ \| [^|]*: messages|5 \| [^|]*CPU|8 \| [^|]*async[^|]*CPU|10|11) ")


def first_page(table):
    """The table's rows that say most, and every one that is not met."""
    return "\n".join(line for line in table.split("\n")
                     if not line.startswith("|") or FIRST_PAGE.match(line) or line.endswith("**no** |"))


def update_readme(path, table):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.S)
    if not pattern.search(text):
        raise SystemExit("run: no %s … %s in %s" % (BEGIN, END, path))
    text = pattern.sub(lambda _: BEGIN + "\n" + table + "\n" + END, text, count=1)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
