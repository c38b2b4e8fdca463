#!/usr/bin/env python3
"""side_by_side.py KUBE_FOLDER [--targets N] [--steady SECONDS] [--hpa stock,raised] [--series] -- COMMAND...

The agent and the HPA controller of a real controller manager, one after the other in one cluster and on the same N
Deployments with an external metric each: how soon all of them are written after the metrics double, and what a minute
costs in which nothing changes. KUBE_FOLDER holds kube-up, kube-down and fake-metrics. COMMAND runs the agent, such as
"agent/target/flyball" or "java -jar agent/target/quarkus-app/quarkus-run.jar". "--hpa none" leaves the controller out.
"""
import argparse
import bisect
import http.client
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from datetime import datetime, timezone

NAMESPACE = "many"
HPA_USER = "system:serviceaccount:kube-system:horizontal-pod-autoscaler"
AGENT_USER = "system:serviceaccount:many:flyball"
RAISED = ["--kube-api-qps=1000", "--kube-api-burst=2000"]
LONGEST_WAIT = 400

AUDIT = f"""apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
- {{level: Metadata, users: ["{HPA_USER}", "{AGENT_USER}"]}}
- {{level: None}}
"""

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: t{0}, namespace: many, labels: {{many: "yes"}}}}
spec:
  replicas: 1
  selector: {{matchLabels: {{app: t{0}}}}}
  template:
    metadata: {{labels: {{app: t{0}}}}}
    spec: {{containers: [{{name: server, image: "registry.example/server:1"}}]}}
"""

HPA = """apiVersion: autoscaling/v2beta2
kind: HorizontalPodAutoscaler
metadata: {{name: t{0}, namespace: many}}
spec:
  scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: t{0}}}
  minReplicas: 1
  maxReplicas: 5
  metrics:
  - type: External
    external: {{metric: METRIC, target: {{type: AverageValue, averageValue: "1"}}}}
"""


class Bench:
    def __init__(self, kube, targets, steady, series):
        self.series = series
        self.kube, self.count, self.steady = pathlib.Path(kube).resolve(), targets, steady
        self.root = pathlib.Path(__file__).resolve().parent.parent
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="side-by-side-"))
        self.state, self.audit = self.work / "state", self.work / "audit.log"

    def run(self, *command, text=None):
        done = subprocess.run([str(part) for part in command], input=text, text=True, capture_output=True)
        if done.returncode:
            sys.exit(f"{command[0]} {command[1]} failed: {done.stdout[-500:]} {done.stderr[-2000:]}")
        return done.stdout

    def kubectl(self, *arguments, text=None):
        return self.run("kubectl", "--kubeconfig", self.state / "kubeconfig", "-n", NAMESPACE, *arguments, text=text)

    def up(self):
        (self.work / "audit.yaml").write_text(AUDIT)
        options = [f"--audit-policy-file={self.work}/audit.yaml", f"--audit-log-path={self.audit}", "--audit-log-maxsize=4000"]
        arguments = [part for option in options for part in ("--apiserver-arg", option)]
        self.run(self.kube / "kube-up", self.state, "--kcm", *self.kcm(RAISED), *arguments)
        self.run(self.kube / "fake-metrics", self.state)
        self.control = (self.state / "run/fake-metrics-control").read_text().strip()
        self.kubectl("create", "namespace", NAMESPACE)
        self.metrics(1)
        self.each(DEPLOYMENT)
        self.await_pods()
        self.kubectl("apply", "-k", self.root / "deploy/kubernetes/overlays/namespace")
        self.kubectl("delete", "deployment", "flyball")

    def down(self):
        self.run(self.kube / "kube-down", self.state, "--purge")

    @staticmethod
    def kcm(options):
        return [part for option in options for part in ("--kcm-arg", option)]

    def controller(self, *options):
        """Starts another controller manager in place of the one that runs; returns its process."""
        self.run(self.kube / "kube-down", self.state, "--kcm")
        self.run(self.kube / "kube-up", self.state, "--kcm-only", *options)
        return int((self.state / "run/kube-controller-manager.pid").read_text().split()[0])

    def each(self, manifest, verb="create"):
        for start in range(0, self.count, 500):
            numbers = range(start, min(self.count, start + 500))
            self.kubectl(verb, "-f", "-", text="---\n".join(manifest.format(number) for number in numbers))

    def metrics(self, value):
        """Sets all metrics, and returns when the first of them was set at the latest."""
        if self.series:
            began = time.time()
            address = urllib.parse.urlsplit(self.control)
            connection = http.client.HTTPConnection(address.hostname, address.port)
            for number in range(self.count):
                connection.request("PUT", f"/external/{NAMESPACE}/load?of=t{number}", str(value))
                connection.getresponse().read()
            return began
        body = json.dumps({"external": {f"{NAMESPACE}/m{number}": value for number in range(self.count)}})
        request = urllib.request.Request(f"{self.control}/bulk", data=body.encode(), method="PUT")
        urllib.request.urlopen(request).read()
        return time.time()

    def await_pods(self):
        """Waits until every Deployment has as many pods as it wants, so that nothing else is going on."""
        deadline = time.time() + 900
        while time.time() < deadline:
            items = json.loads(self.kubectl("get", "deployments", "-l", "many=yes", "-o", "json"))["items"]
            if all(item.get("status", {}).get("replicas", 0) == item["spec"]["replicas"] for item in items):
                return
            time.sleep(3)
        sys.exit("the Deployments did not settle within 15 minutes")

    def back_to_one(self):
        self.metrics(1)
        self.kubectl("scale", "deployment", "-l", "many=yes", "--replicas=1")
        self.await_pods()

    def requests(self, user, since, until):
        """Returns (time, verb, group, resource) of what this user asked; watches count when they end."""
        found = []
        with open(self.audit) as lines:
            for line in lines:
                if user not in line:
                    continue
                entry = json.loads(line)
                if entry["user"]["username"] != user:
                    continue
                at = datetime.strptime(entry["stageTimestamp"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc).timestamp()
                of = entry.get("objectRef", {})
                resource = of.get("resource", "") + ("/" + of["subresource"] if "subresource" in of else "")
                if since <= at < until:
                    found.append((at, entry["verb"], of.get("apiGroup", ""), resource))
        return found

    def writes(self, user, since, until):
        return sorted(at for at, verb, _, resource in self.requests(user, since, until)
                      if verb in ("patch", "update") and resource == "deployments/scale")

    def phase(self, name, user, pid, warm):
        """Measures a time in which nothing changes, and then a step."""
        print(f"{name}: settling for {warm} s", file=sys.stderr)
        time.sleep(warm)
        before, began = cpu(pid), time.time()
        time.sleep(self.steady)
        used, ended = cpu(pid) - before, time.time()
        rss = resident(pid)
        minute = 60 / (ended - began)
        calls = self.requests(user, began, ended)
        metrics = sum(1 for call in calls if call[2].endswith("metrics.k8s.io"))
        step = self.metrics(2)
        print(f"{name}: the metrics doubled", file=sys.stderr)
        while time.time() < step + LONGEST_WAIT and len(self.writes(user, step, step + LONGEST_WAIT)) < self.count:
            time.sleep(5)
        written = self.writes(user, step, step + LONGEST_WAIT)
        late = [at - step for at in written]
        asked = sorted(at for at, _, group, _ in self.requests(user, step - 60, time.time()) if group == "external.metrics.k8s.io")
        starts = [at for before, at in zip([0] + asked, asked) if at - before > 2]
        seen = starts[min(bisect.bisect_left(starts, step), len(starts) - 1)] if starts else step
        return {
            "name": name, "written": len(written), "late": late, "round": [at - seen for at in written if at >= seen],
            "api": (len(calls) - metrics) * minute, "metrics": metrics * minute, "cpu": used * minute, "rss": rss,
            "rss_step": resident(pid), "load": os.getloadavg()[0],
        }

    def hpa(self, kind):
        self.back_to_one()
        pid = self.controller("--hpa", *(self.kcm(RAISED) if kind == "raised" else []))
        metric = "{{name: load, selector: {{matchLabels: {{of: t{0}}}}}}}" if self.series else "{{name: m{0}}}"
        self.each(HPA.replace("METRIC", metric))
        result = self.phase(f"HPA controller, {kind} limits", HPA_USER, pid, 90)
        self.controller("--kcm", *self.kcm(RAISED))
        self.kubectl("delete", "hpa", "--all")
        return result

    def agent(self, command):
        config = self.work / "agent.kubeconfig"
        admin = json.loads(self.kubectl("config", "view", "--raw", "--flatten", "-o", "json"))
        token = self.kubectl("create", "token", "flyball", "--duration=24h").strip()
        admin["users"] = [{"name": "flyball", "user": {"token": token}}]
        admin["contexts"] = [{"name": "flyball", "context": {"cluster": admin["clusters"][0]["name"], "user": "flyball"}}]
        admin["current-context"] = "flyball"
        config.write_text(json.dumps(admin))
        environment = dict(os.environ, KUBECONFIG=str(config), QUARKUS_HTTP_PORT="0", FLYBALL_MIN_SERVERS="1",
                           FLYBALL_MAX_SERVERS="5", FLYBALL_SIGNAL="external", FLYBALL_TARGET_PER_SERVER="1")
        for number in range(self.count):
            environment[f"FLYBALL_TARGETS_T{number}_RESOURCE"] = f"kubernetes:deployment/{NAMESPACE}/t{number}"
            environment[f"FLYBALL_TARGETS_T{number}_QUERY"] = f"load?of=t{number}" if self.series else f"m{number}"
        with open(self.work / "agent.log", "w") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=self.root)
            try:
                result = self.phase("Flyball", AGENT_USER, process.pid, 60)
                if process.poll() is not None:
                    sys.exit("the agent ended: " + (self.work / "agent.log").read_text()[-3000:])
                return result
            finally:
                process.terminate()
                process.wait(30)


def cpu(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def at(values, part):
    return f"{sorted(values)[min(len(values) - 1, int(part * len(values)))]:.1f}" if values else "none"


def table(results, count, series):
    print(f"\n{count} Deployments, {'a series of one external metric' if series else 'an external metric'} each:\n")
    print("| | " + " | ".join(result["name"] for result in results) + " |")
    print("| --- |" + " ---: |" * len(results))
    rows = [
        ("writes after the step", lambda r: f"{r['written']}"),
        ("step to write, p50 / p95 / p100, s", lambda r: " / ".join(at(r["late"], part) for part in (0.5, 0.95, 1))),
        ("start of the round to write, p50 / p95 / p100, s",
         lambda r: " / ".join(at(r["round"], part) for part in (0.5, 0.95, 1)) if r["name"] == "Flyball" else ""),
        ("requests a minute to the API server", lambda r: f"{r['api']:.0f}"),
        ("requests a minute for metrics", lambda r: f"{r['metrics']:.0f}"),
        ("CPU seconds a minute", lambda r: f"{r['cpu']:.1f}"),
        ("RSS before / after the step, MB", lambda r: f"{r['rss']:.0f} / {r['rss_step']:.0f}"),
        ("load of the machine", lambda r: f"{r['load']:.1f}"),
    ]
    for name, cell in rows:
        print(f"| {name} | " + " | ".join(cell(result) for result in results) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kube")
    parser.add_argument("--targets", type=int, default=1000)
    parser.add_argument("--steady", type=int, default=60)
    parser.add_argument("--hpa", default="stock,raised")
    parser.add_argument("--series", action="store_true", help="one metric with a series for each Deployment, not a metric for each")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    kinds = [] if options.hpa == "none" else options.hpa.split(",")
    if not (pathlib.Path(options.kube) / "kube-up").exists() or not set(kinds) <= {"stock", "raised"}:
        parser.error("KUBE_FOLDER must hold kube-up, kube-down and fake-metrics; --hpa is stock, raised, both or none")
    bench = Bench(options.kube, options.targets, options.steady, options.series)
    try:
        bench.up()
        results = [bench.agent(options.command)]
        table(results, options.targets, options.series)
        for kind in kinds:
            results.append(bench.hpa(kind))
            table(results, options.targets, options.series)
    finally:
        bench.down()
        print(f"logs: {bench.work}", file=sys.stderr)


if __name__ == "__main__":
    main()
