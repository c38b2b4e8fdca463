#!/usr/bin/env python3
"""footprint.py KUBE_FOLDER [--minutes M] [--starts N] [--shapes 1@5,100@5,1000@15] PROGRAM...

What the agent takes of a machine, against a real API server: bytes on disk, memory, processor time, and how soon after
its start it decides. KUBE_FOLDER holds kube-up, kube-down and fake-metrics. Each PROGRAM is a native executable or a jar,
such as agent/target/flyball or agent/target/quarkus-app/quarkus-run.jar, and is measured by itself with each shape:
TARGETS@SECONDS is that many Deployments, each with an external metric, in rounds of that many seconds. The first half
minute, in which it starts, does not count as processor time.
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

NAMESPACE = "footprint"
LONGEST_START = 60
WARM = 30

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: t{0}, namespace: footprint}}
spec:
  replicas: 1
  selector: {{matchLabels: {{app: t{0}}}}}
  template:
    metadata: {{labels: {{app: t{0}}}}}
    spec: {{containers: [{{name: server, image: "registry.example/server:1"}}]}}
"""


class Cluster:
    """A control plane with as many Deployments as are asked for, each with one metric."""

    def __init__(self, kube, work):
        self.kube, self.state, self.count = pathlib.Path(kube).resolve(), work / "state", 0

    def run(self, *command, text=None):
        done = subprocess.run([str(part) for part in command], input=text, text=True, capture_output=True)
        if done.returncode:
            sys.exit(f"{command[0]} {command[1]} failed: {done.stdout[-500:]} {done.stderr[-2000:]}")
        return done.stdout

    def up(self):
        limits = ["--kcm-arg", "--kube-api-qps=1000", "--kcm-arg", "--kube-api-burst=2000"]
        self.run(self.kube / "kube-up", self.state, "--kcm", *limits)
        self.run(self.kube / "fake-kubelet", self.state)
        self.run(self.kube / "fake-metrics", self.state)
        self.control = (self.state / "run/fake-metrics-control").read_text().strip()
        self.kubectl("create", "namespace", NAMESPACE)

    def down(self):
        self.run(self.kube / "kube-down", self.state, "--purge")

    def kubectl(self, *arguments, text=None):
        return self.run("kubectl", "--kubeconfig", self.state / "kubeconfig", "-n", NAMESPACE, *arguments, text=text)

    def grow(self, count):
        for start in range(self.count, count, 500):
            numbers = range(start, min(count, start + 500))
            self.kubectl("create", "-f", "-", text="---\n".join(DEPLOYMENT.format(number) for number in numbers))
        self.count = max(self.count, count)
        body = json.dumps({"external": {f"{NAMESPACE}/m{number}": 1 for number in range(self.count)}})
        request = urllib.request.Request(f"{self.control}/bulk", data=body.encode(), method="PUT")
        urllib.request.urlopen(request).read()
        deadline = time.time() + 900
        while time.time() < deadline:
            items = json.loads(self.kubectl("get", "deployments", "-o", "json"))["items"]
            if all(item.get("status", {}).get("readyReplicas", 0) == 1 for item in items):
                return
            time.sleep(3)
        sys.exit("the Deployments did not become ready within 15 minutes")


class Agent:
    """One run of a program on the first Deployments of the cluster; knows when its first decision was told."""

    def __init__(self, program, cluster, targets, seconds, log):
        command = ["java", "-jar", program] if program.endswith(".jar") else [program]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FLYBALL_")}
        environment.update(KUBECONFIG=str(cluster.state / "kubeconfig"), QUARKUS_HTTP_PORT="0", FLYBALL_MIN_SERVERS="1",
                           FLYBALL_MAX_SERVERS="5", FLYBALL_SIGNAL="external", FLYBALL_TARGET_PER_SERVER="1",
                           FLYBALL_INTERVAL=f"{seconds}s")
        for number in range(targets):
            environment[f"FLYBALL_TARGETS_T{number}_RESOURCE"] = f"kubernetes:deployment/{NAMESPACE}/t{number}"
            environment[f"FLYBALL_TARGETS_T{number}_QUERY"] = f"m{number}"
        self.decided, self.first, self.log = threading.Event(), None, open(log, "w")
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        if not self.decided.wait(LONGEST_START):
            self.end()
            sys.exit(f"{program} told no decision within {LONGEST_START} s: see {log}")

    def read(self):
        for line in self.process.stdout:
            if self.first is None and re.search(r" t0: .* [A-Z]+(_[A-Z]+)*: ", line, re.IGNORECASE):
                self.first = time.monotonic() - self.began
                self.decided.set()
            self.log.write(line)

    def end(self):
        self.process.terminate()
        self.process.wait(30)
        self.reader.join(30)
        self.log.close()

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, field):
        """Returns megabytes of 1,000,000 bytes."""
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(field + ":")) * 1024 / 1e6


def size(program):
    """Returns megabytes; of a jar with everything beside it, but without a Java to run it."""
    path = pathlib.Path(program)
    files = [path] if path.suffix != ".jar" else [file for file in path.parent.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def measure(program, cluster, targets, seconds, minutes, log):
    agent = Agent(program, cluster, targets, seconds, log)
    try:
        time.sleep(WARM)
        used, began = agent.cpu(), time.monotonic()
        time.sleep(minutes * 60)
        used, took = agent.cpu() - used, time.monotonic() - began
        if agent.process.poll() is not None:
            sys.exit(f"{program} ended: see {log}")
        return {"rss": agent.memory("VmRSS"), "peak": agent.memory("VmHWM"), "anon": agent.memory("RssAnon"),
                "cpu": 100 * used / took, "first": agent.first}
    finally:
        agent.end()


def starts(program, cluster, count, log):
    times = []
    for _ in range(count):
        agent = Agent(program, cluster, 1, 5, log)
        times.append(agent.first)
        agent.end()
    return statistics.median(times) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kube")
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--minutes", type=float, default=3, help="how long each shape runs; 60 for the full measurement")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--shapes", default="1@5,100@5,1000@15")
    options = parser.parse_args()
    if not re.fullmatch(r"\d+@\d+(,\d+@\d+)*", options.shapes):
        parser.error("--shapes must be such as 1@5,100@5")
    for needed in [f"{options.kube}/kube-up", *options.programs]:
        if not os.path.exists(needed):
            parser.error(f"{needed} does not exist")
    shapes = [tuple(int(part) for part in shape.split("@")) for shape in options.shapes.split(",")]
    work = pathlib.Path(tempfile.mkdtemp(prefix="footprint-"))
    cluster = Cluster(options.kube, work)
    try:
        cluster.up()
        cluster.grow(1)
        rows = {program: {"size": size(program), "start": starts(program, cluster, options.starts, work / "start.log")}
                for program in options.programs}
        for targets, seconds in sorted(shapes):
            cluster.grow(targets)
            for program in options.programs:
                print(f"{program}: {targets} at {seconds} s", file=sys.stderr)
                log = work / f"{pathlib.Path(program).name}-{targets}.log"
                rows[program][targets, seconds] = measure(program, cluster, targets, seconds, options.minutes, log)
    finally:
        cluster.down()
        print(f"logs: {work}", file=sys.stderr)
    table(rows, shapes, options)


def table(rows, shapes, options):
    print(f"\n{options.minutes:g} minutes each; MB of 1,000,000 bytes; load of the machine at the end {os.getloadavg()[0]:.1f}\n")
    print("| | " + " | ".join(f"`{pathlib.Path(program).name}`" for program in rows) + " |")
    print("| --- |" + " ---: |" * len(rows))
    line("on disk, MB", [f"{row['size']:.1f}" for row in rows.values()])
    line(f"start to first decision, ms (median of {options.starts})", [f"{row['start']:.0f}" for row in rows.values()])
    for shape in shapes:
        name = f"{shape[0]:,} target{'s' if shape[0] > 1 else ''} at {shape[1]} s"
        of = [row[shape] for row in rows.values()]
        line(f"{name}: RSS at the end / peak, MB", [f"{one['rss']:.1f} / {one['peak']:.1f}" for one in of])
        line(f"{name}: of it not backed by a file, MB", [f"{one['anon']:.1f}" for one in of])
        line(f"{name}: % of one core", [f"{one['cpu']:.2f}" for one in of])


def line(name, cells):
    print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
