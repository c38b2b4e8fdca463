#!/usr/bin/env python3
"""One agent scales many targets for a long time while something breaks every minute: the API server restarts, metrics
are missing, late or old. Afterwards every write in the API server's audit log is held against what must always hold,
and the agent's memory and threads of the first third against those of the last.

    mvn -pl agent -am package -DskipTests
    benchmarks/soak.py --tools FOLDER -- java -Xmx256m -jar agent/target/quarkus-app/quarkus-run.jar
    benchmarks/soak.py --tools FOLDER --minutes 10 --targets 200 -- agent/target/flyball

FOLDER has kube-up, kube-down, fake-kubelet and fake-metrics, as for the integration tests (IT_KUBE_TOOLS).
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from agents import Cluster as Started, free_port, moment

NAMESPACE = "soak"
LEAST, MOST = 1, 4
INTERVAL = 15

# What was read before a gap began may still be decided upon: one interval, and as long again for the write.
GRACE = 2 * INTERVAL

# A level that rises by more than this from the first third to the last is a leak. Threads are made when they are needed
# first, so that a short run sees some more in its last third.
MORE_RSS, MORE_THREADS = 1.15, 1.25
LATE_THREADS = 16

POLICY = """
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: RequestResponse
  verbs: [update, patch]
  resources: [{group: apps, resources: ["deployments/scale", "deployments"]}]
  namespaces: [%s]
  userGroups: ["system:serviceaccounts"]
- level: None
""" % NAMESPACE


class Cluster(Started):
    """A control plane that can be stopped and started again at the same address."""

    def __init__(self, tools, folder):
        self.tools, self.folder = Path(tools), Path(folder)
        self.audit, self.state = self.folder / "audit.log", self.folder / "kube"
        self.policy = self.folder / "audit-policy.yaml"
        self.policy.write_text(POLICY)
        self.port, self.control_port = free_port(), free_port()
        self.control = f"http://127.0.0.1:{self.control_port}"
        self.config = self.state / "kubeconfig"
        self.start()

    def start(self):
        self.run("kube-up", self.state, "--kcm", "--apiserver-port", self.port, "--apiserver-arg",
                 f"--audit-log-path={self.audit}", "--apiserver-arg", f"--audit-policy-file={self.policy}")
        self.run("fake-kubelet", self.state, "--ready-delay", "1")
        self.run("fake-metrics", self.state, "--control-port", self.control_port)

    def stop(self):
        self.run("kube-down", self.state)

    def prepare(self, targets):
        self.kubectl("create", "namespace", NAMESPACE)
        for first in range(0, targets, 200):
            items = [{
                "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": f"target{i}", "namespace": NAMESPACE},
                "spec": {"replicas": 1, "selector": {"matchLabels": {"app": f"target{i}"}}, "template": {
                    "metadata": {"labels": {"app": f"target{i}"}},
                    "spec": {"containers": [{"name": "server", "image": "registry.example/server:1"}]}}}}
                for i in range(first, min(first + 200, targets))]
            self.kubectl("apply", "-f", "-", given=json.dumps({"apiVersion": "v1", "kind": "List", "items": items}))
        manifests = Path(__file__).resolve().parent.parent / "deploy" / "kubernetes"
        self.kubectl("apply", "-n", NAMESPACE, "-k", str(manifests / "overlays" / "namespace"))
        self.kubectl("scale", "-n", NAMESPACE, "deployment", "flyball", "--replicas", "0")

    def put(self, path, value):
        request = urllib.request.Request(f"{self.control}/{path}", data=json.dumps(value).encode(), method="PUT")
        urllib.request.urlopen(request, timeout=10).close()


class Loads:
    """What each target is asked to carry; told again after a restart, since the stand-in forgets."""

    def __init__(self, cluster, targets, chance):
        self.cluster, self.chance = cluster, chance
        self.values = {f"load{i}": chance.randint(1, MOST) for i in range(targets)}

    def tell(self):
        self.cluster.put("bulk", {"external": {f"{NAMESPACE}/{name}": value for name, value in self.values.items()}})

    def change(self):
        for name in self.chance.sample(sorted(self.values), max(1, len(self.values) // 10)):
            self.values[name] = self.chance.randint(0, MOST + 1)
        self.tell()


def restart(cluster, loads, blind):
    began = time.time()
    cluster.stop()
    time.sleep(5)
    cluster.start()
    loads.tell()
    blind.append((began, time.time()))


def gap(cluster, loads, blind):
    began = time.time()
    cluster.put("fail", {"code": 503})
    time.sleep(40)
    cluster.put("fail", {})
    blind.append((began, time.time()))


def latency(cluster, loads, blind):
    cluster.put("fail", {"delay": 2})
    time.sleep(40)
    cluster.put("fail", {})


def old(cluster, loads, blind):
    began = time.time()
    cluster.put("age", {"seconds": 900})
    time.sleep(40)
    cluster.put("age", {"seconds": 0})
    blind.append((began, time.time()))


FAULTS = {"API server restart": restart, "metrics missing": gap, "metrics late by 2 s": latency, "metrics old": old}


def environment(cluster, targets):
    settings = {
        "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "KUBECONFIG": str(cluster.kubeconfig_of()),
        "QUARKUS_HTTP_PORT": str(free_port()), "FLYBALL_INTERVAL": f"{INTERVAL}s",
        "FLYBALL_MIN_SERVERS": str(LEAST), "FLYBALL_MAX_SERVERS": str(MOST), "FLYBALL_SIGNAL": "external",
        "FLYBALL_TARGET_PER_SERVER": "1", "FLYBALL_READS": "total", "FLYBALL_SCALE_IN_STABILIZATION": "30s",
        "FLYBALL_STATE_DIR": str(cluster.folder / "state"), "FLYBALL_LOG_DECISIONS": "changes"}
    for i in range(targets):
        settings[f"FLYBALL_TARGETS_T{i}_RESOURCE"] = f"kubernetes:deployment/{NAMESPACE}/target{i}"
        settings[f"FLYBALL_TARGETS_T{i}_QUERY"] = f"load{i}"
    return settings


class Account(Cluster):
    def kubeconfig_of(self):
        token = self.kubectl("create", "token", "flyball", "-n", NAMESPACE, "--duration", "24h").strip()
        config = json.loads(self.kubectl("config", "view", "--raw", "--flatten", "-o", "json"))
        config["users"] = [{"name": "flyball", "user": {"token": token}}]
        for context in config["contexts"]:
            context["context"]["user"] = "flyball"
        path = self.folder / "kubeconfig-flyball"
        path.write_text(json.dumps(config))
        return path


def level(pid):
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]) / 1024, int(status["Threads"])


def soak(cluster, agent, loads, minutes):
    blind, levels, done = [], [], Counter()
    names = list(FAULTS)
    begin = time.monotonic()
    for minute in range(int(minutes)):
        end = begin + 60 * (minute + 1)
        if minute:
            name = names[minute % len(names)]
            FAULTS[name](cluster, loads, blind)
            done[name] += 1
        while time.monotonic() < end - 5:
            loads.change()
            time.sleep(5)
        if agent.poll() is not None:
            raise SystemExit(f"the agent ended with {agent.returncode}: see its log")
        levels.append(level(agent.pid))
        time.sleep(max(0, end - time.monotonic()))
    return blind, levels, done


def analyse(audit, blind):
    writes, wrong, size = Counter(), [], {}
    events = [json.loads(line) for line in audit.read_text().splitlines()]
    events = [event for event in events if event["stage"] == "ResponseComplete" and event["responseStatus"]["code"] < 300]
    events.sort(key=lambda event: int(event["responseObject"]["metadata"]["resourceVersion"]))
    for event in events:
        user = event["user"]["username"]
        if user.startswith("system:serviceaccount:kube-system:") and event["objectRef"].get("subresource") != "scale":
            continue
        name, after = event["objectRef"]["name"], event["responseObject"]["spec"].get("replicas", 0)
        before, size[name] = size.get(name, 1), after
        if user != f"system:serviceaccount:{NAMESPACE}:flyball":
            wrong.append(f"{name}: written by {user}")
            continue
        writes["out" if after > before else "in" if after < before else "without a change"] += 1
        if not LEAST <= after <= MOST:
            wrong.append(f"{name}: {after} servers, outside {LEAST} to {MOST}")
        if not event["requestObject"].get("metadata", {}).get("resourceVersion"):
            wrong.append(f"{name}: a write without the version it was decided on")
        at = moment(event["requestReceivedTimestamp"])
        if after < before and any(began + GRACE < at < ended for began, ended in blind):
            wrong.append(f"{name}: from {before} to {after} servers while metrics were missing")
    return writes, wrong


def grown(levels, which, most, besides=0):
    values = [one[which] for one in levels]
    third = max(1, len(values) // 3)
    first, last = statistics.median(values[:third]), statistics.median(values[-third:])
    return first, last, last > first * most + besides


def report(done, writes, levels, wrong):
    warm = levels[max(1, len(levels) // 10):]
    rss, threads = grown(warm, 0, MORE_RSS), grown(warm, 1, MORE_THREADS, LATE_THREADS)
    print("| what | figure |")
    print("| --- | ---: |")
    for name, many in sorted(done.items()):
        print(f"| {name} | {many} |")
    for name, many in sorted(writes.items()):
        print(f"| writes {name} | {many} |")
    print(f"| RSS, median of the first and the last third | {rss[0]:.0f} MB, {rss[1]:.0f} MB |")
    print(f"| threads, the same | {threads[0]:.0f}, {threads[1]:.0f} |")
    print(f"| broken promises | {len(wrong)} |")
    wrong += [f"{name} grew" for name, (_, _, leak) in (("RSS", rss), ("threads", threads)) if leak]
    wrong += [] if writes["out"] and writes["in"] else ["nothing was scaled out, or nothing in: the run shows nothing"]
    print("\n".join(wrong[:50]))
    return not wrong


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--tools", default=os.environ.get("IT_KUBE_TOOLS"), help="the folder of kube-up and the others")
    options.add_argument("--minutes", type=int, default=120)
    options.add_argument("--targets", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", help="a folder for the audit log and the agent's log; default: none is kept")
    options.add_argument("command", nargs="+", help="runs the agent")
    given = options.parse_args()
    if not given.tools:
        options.error("--tools: must be the folder of kube-up and the others")
    if given.minutes < 5:
        options.error(f"--minutes {given.minutes}: must be 5 or more, so that there are thirds to compare")
    folder = Path(given.keep or tempfile.mkdtemp()).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Account(given.tools, folder)
    agent = None
    try:
        cluster.prepare(given.targets)
        loads = Loads(cluster, given.targets, random.Random(given.seed))
        loads.tell()
        with open(folder / "agent.log", "wb") as log:
            agent = subprocess.Popen(given.command, env=environment(cluster, given.targets), stdout=log, stderr=log)
        blind, levels, done = soak(cluster, agent, loads, given.minutes)
    finally:
        if agent and agent.poll() is None:
            agent.terminate()
            agent.wait(30)
        cluster.close()
    writes, wrong = analyse(cluster.audit, blind)
    good = report(done, writes, levels, wrong)
    if not given.keep:
        shutil.rmtree(folder)
    if not good:
        sys.exit(1)


if __name__ == "__main__":
    main()
