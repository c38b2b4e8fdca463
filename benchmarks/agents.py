#!/usr/bin/env python3
"""Three agents divide targets while they are killed (SIGKILL) and stopped (SIGSTOP, SIGCONT) at random; afterwards the
API server's audit log is held against the promise: every write is by the agent that holds the target's shard, or is the
one write that was on its way when the shard changed hands.

    mvn -pl agent -am package -DskipTests
    benchmarks/agents.py --tools FOLDER --minutes 10

FOLDER has kube-up, kube-down, fake-kubelet and fake-metrics, as for the integration tests (IT_KUBE_TOOLS).
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from collections import Counter
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
JAR = HERE.parent / "agent" / "target" / "quarkus-app" / "quarkus-run.jar"
AGENTS = ["a", "b", "c"]
SHARDS = 6
TARGETS = 12
LEAST, MOST = 1, 9
NAMESPACE = "agents"

POLICY = """
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: RequestResponse
  verbs: [create, update, patch, delete]
  resources:
  - {group: coordination.k8s.io, resources: [leases]}
  - {group: apps, resources: ["deployments/scale"]}
  namespaces: [%s]
- level: None
""" % NAMESPACE


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Cluster:
    def __init__(self, tools, folder):
        self.tools, self.folder = Path(tools), Path(folder)
        self.audit = self.folder / "audit.log"
        policy = self.folder / "audit-policy.yaml"
        policy.write_text(POLICY)
        self.state = self.folder / "kube"
        self.run("kube-up", self.state, "--kcm", "--apiserver-arg", f"--audit-log-path={self.audit}",
                 "--apiserver-arg", f"--audit-policy-file={policy}")
        self.run("fake-kubelet", self.state, "--ready-delay", "1")
        self.control = f"http://127.0.0.1:{(port := free_port())}"
        self.run("fake-metrics", self.state, "--control-port", str(port))
        self.config = self.state / "kubeconfig"

    def run(self, script, *arguments):
        # What goes on in the background must not hold open what this waits for.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run([str(self.tools / script), *map(str, arguments)], stdout=said, stderr=said)
            if done.returncode:
                said.seek(0)
                raise SystemExit(f"{script} failed: {said.read().decode()}")

    def kubectl(self, *arguments, given=None):
        done = subprocess.run(["kubectl", "--kubeconfig", str(self.config), *arguments], input=given,
                              capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"kubectl {' '.join(arguments)} failed: {done.stderr}")
        return done.stdout

    def metric(self, name, value):
        request = urllib.request.Request(f"{self.control}/external/{NAMESPACE}/{name}", data=str(value).encode(),
                                         method="PUT")
        urllib.request.urlopen(request, timeout=5).close()

    def prepare(self):
        self.kubectl("create", "namespace", NAMESPACE)
        deployments = [{
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": f"target{i}", "namespace": NAMESPACE},
            "spec": {"replicas": 2, "selector": {"matchLabels": {"app": f"target{i}"}}, "template": {
                "metadata": {"labels": {"app": f"target{i}"}},
                "spec": {"containers": [{"name": "server", "image": "registry.example/server:1"}]}}}}
            for i in range(TARGETS)]
        self.kubectl("apply", "-f", "-", given=json.dumps({"apiVersion": "v1", "kind": "List", "items": deployments}))
        manifests = HERE.parent / "deploy" / "kubernetes"
        self.kubectl("apply", "-n", NAMESPACE, "-k", str(manifests / "overlays" / "namespace"))
        self.kubectl("apply", "-n", NAMESPACE, "-f", str(manifests / "overlays" / "agents" / "role.yaml"))
        self.kubectl("scale", "-n", NAMESPACE, "deployment", "flyball", "--replicas", "0")
        bindings = []
        for agent in AGENTS:
            self.kubectl("create", "serviceaccount", agent, "-n", NAMESPACE)
            for role in "flyball", "flyball-agents":
                bindings.append({
                    "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
                    "metadata": {"name": f"{role}-{agent}", "namespace": NAMESPACE},
                    "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": role},
                    "subjects": [{"kind": "ServiceAccount", "name": agent, "namespace": NAMESPACE}]})
        self.kubectl("apply", "-f", "-", given=json.dumps({"apiVersion": "v1", "kind": "List", "items": bindings}))

    def kubeconfig_of(self, agent):
        token = self.kubectl("create", "token", agent, "-n", NAMESPACE, "--duration", "12h").strip()
        config = json.loads(self.kubectl("config", "view", "--raw", "--flatten", "-o", "json"))
        config["users"] = [{"name": agent, "user": {"token": token}}]
        config["contexts"] = [{"name": agent, "context": {
            "cluster": config["clusters"][0]["name"], "user": agent, "namespace": NAMESPACE}}]
        config["current-context"] = agent
        path = self.folder / f"kubeconfig-{agent}"
        path.write_text(json.dumps(config))
        return path

    def close(self):
        self.run("kube-down", self.state, "--purge")


class Agent:
    def __init__(self, name, cluster):
        self.name, self.cluster = name, cluster
        self.kubeconfig = cluster.kubeconfig_of(name)
        self.log = open(cluster.folder / f"agent-{name}.log", "ab")
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "HOSTNAME": name,
            "KUBECONFIG": str(self.kubeconfig), "QUARKUS_HTTP_PORT": str(free_port()),
            "FLYBALL_SHARDS": str(SHARDS), "FLYBALL_LEASES": f"{NAMESPACE}/flyball", "FLYBALL_INTERVAL": "2s",
            "FLYBALL_MIN_SERVERS": str(LEAST), "FLYBALL_MAX_SERVERS": str(MOST),
            "FLYBALL_SIGNAL": "external", "FLYBALL_TARGET_PER_SERVER": "1",
            "FLYBALL_SCALE_IN_STABILIZATION": "5s"}
        for i in range(TARGETS):
            self.environment[f"FLYBALL_TARGETS_T{i}_RESOURCE"] = f"kubernetes:deployment/{NAMESPACE}/target{i}"
            self.environment[f"FLYBALL_TARGETS_T{i}_QUERY"] = f"load{i}"
            self.environment[f"FLYBALL_TARGETS_T{i}_READS"] = "total"
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            ["java", "-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR)],
            env=self.environment, stdout=self.log, stderr=self.log)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def signal(self, which):
        self.process.send_signal(which)


def disturb(agents, cluster, minutes, seed):
    chance = random.Random(seed)
    end = time.monotonic() + minutes * 60
    done = Counter()
    next_load = next_fault = time.monotonic()
    paused = {}
    next_fault += 30
    while time.monotonic() < end:
        now = time.monotonic()
        for agent, until in list(paused.items()):
            if now >= until:
                agent.signal(signal.SIGCONT)
                del paused[agent]
        if now >= next_load:
            for i in chance.sample(range(TARGETS), 6):
                cluster.metric(f"load{i}", chance.randint(1, 8))
            next_load = now + 3
        if now >= next_fault:
            agent = chance.choice([one for one in agents if one not in paused] or agents)
            if agent not in paused:
                what = chance.choice(["SIGKILL", "SIGSTOP", "SIGSTOP", "SIGTERM"])
                done[what] += 1
                if what == "SIGSTOP":
                    agent.signal(signal.SIGSTOP)
                    paused[agent] = now + chance.uniform(1, 40)
                else:
                    if what == "SIGKILL":
                        agent.kill()
                    else:
                        agent.signal(signal.SIGTERM)
                        agent.process.wait()
                    agent.start()
            next_fault = now + chance.uniform(4, 15)
        time.sleep(0.2)
    for agent in paused:
        agent.signal(signal.SIGCONT)
    return done


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def revision(event):
    return int(event["responseObject"]["metadata"]["resourceVersion"])


def shard_of(target):
    return zlib.crc32(f"kubernetes:deployment/{NAMESPACE}/{target}".encode()) % SHARDS


def analyse(audit):
    """The server's revisions order all writes, whatever clocks say."""
    events = []
    for line in audit.read_text().splitlines():
        event = json.loads(line)
        if event["stage"] == "ResponseComplete" and event["responseStatus"]["code"] < 300 and event["verb"] != "delete":
            events.append(event)
    events.sort(key=revision)
    holders, since, lost_at = {}, {}, {}
    moves = Counter()
    counts = Counter()
    late_by_handover = Counter()
    wrong = []
    for event in events:
        name = event["objectRef"]["name"]
        if event["objectRef"]["resource"] == "leases":
            if name.startswith("flyball-shard-"):
                shard = int(name.rsplit("-", 1)[1])
                holder = event["responseObject"]["spec"].get("holderIdentity", "")
                if holder != holders.get(shard, ""):
                    if holders.get(shard):
                        lost_at[shard] = (holders[shard], revision(event))
                    moves["given back" if not holder else "taken"] += 1
                holders[shard] = holder
            continue
        writer = event["user"]["username"].rsplit(":", 1)[-1]
        if writer not in AGENTS:
            continue
        counts["writes"] += 1
        size = event["responseObject"]["spec"].get("replicas", 0)
        if not LEAST <= size <= MOST:
            wrong.append(f"{name}: {size} servers by {writer}: outside the bounds")
        if not event["requestObject"].get("metadata", {}).get("resourceVersion"):
            wrong.append(f"{name}: a write by {writer} without the version it was decided on")
        shard = shard_of(name)
        holder = holders.get(shard, "")
        if holder.startswith(writer + "-"):
            counts["by the holder"] += 1
            continue
        lost = lost_at.get(shard)
        if lost and lost[0].startswith(writer + "-"):
            counts["late"] += 1
            late_by_handover[name, lost] += 1
            if late_by_handover[name, lost] > 1:
                wrong.append(f"{name}: a second late write by {writer} after the same handover")
        else:
            wrong.append(f"{name}: a write by {writer}, who never held shard {shard}; {holder or 'nobody'} does")
    return counts, moves, wrong


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--tools", default=os.environ.get("IT_KUBE_TOOLS"), help="the folder of kube-up and the others")
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", help="a folder for the audit log and the agents' logs; default: none is kept")
    given = options.parse_args()
    if not given.tools:
        options.error("--tools: must be the folder of kube-up and the others")
    if not JAR.exists():
        options.error(f"{JAR} is not there: build it first, mvn -pl agent -am package -DskipTests")
    folder = Path(given.keep or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(given.tools, folder)
    agents = []
    try:
        cluster.prepare()
        for i in range(TARGETS):
            cluster.metric(f"load{i}", 2)
        agents = [Agent(name, cluster) for name in AGENTS]
        for agent in agents:
            agent.start()
        done = disturb(agents, cluster, given.minutes, given.seed)
    finally:
        for agent in agents:
            if agent.process and agent.process.poll() is None:
                agent.signal(signal.SIGCONT)
                agent.kill()
        cluster.close()
    counts, moves, wrong = analyse(cluster.audit)
    print("| what | how often |")
    print("| --- | --- |")
    for name, many in [*sorted(done.items()), *((f"shards {what}", many) for what, many in sorted(moves.items())),
                       *((what if what == "writes" else f"writes {what}", many)
                         for what, many in sorted(counts.items(), reverse=True)),
                       ("broken promises", len(wrong))]:
        print(f"| {name} | {many} |")
    print("\n".join(wrong))
    if not given.keep:
        shutil.rmtree(folder)
    if wrong or not counts["by the holder"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
