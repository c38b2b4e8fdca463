#!/usr/bin/env bash
# differential.sh KUBE_FOLDER [full|short]: the hpa preset against the HPA controller of a real controller manager.
# KUBE_FOLDER holds kube-up, fake-kubelet, fake-metrics and kube-down. Writes agent/target/differential.md; see
# docs/differential.md. MVN names another Maven.
set -euo pipefail

if [ $# -lt 1 ] || [ ! -x "$1/kube-up" ] || [[ ! "${2:-full}" =~ ^(full|short)$ ]]; then
  echo "usage: differential.sh KUBE_FOLDER [full|short]; KUBE_FOLDER must hold kube-up, fake-kubelet, fake-metrics" >&2
  exit 2
fi
kube=$(cd "$1" && pwd)
mode=${2:-full}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap '"$kube/kube-down" "$work/state" --purge >"$work/down.log" 2>&1 || cat "$work/down.log"; rm -rf "$work"' EXIT

# The audit log tells, to the microsecond, what the controller asked, saw and wrote at each sync.
cat >"$work/audit.yaml" <<'Y'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: RequestResponse
  verbs: [create, patch, update, delete]
  resources: [{group: "", resources: [pods, pods/status]}]
- level: RequestResponse
  users: ["system:serviceaccount:kube-system:horizontal-pod-autoscaler"]
  verbs: [get, list, update]
  resources:
  - {group: apps, resources: [deployments/scale, replicasets/scale]}
  - {group: autoscaling, resources: [horizontalpodautoscalers/status]}
- level: Metadata
  users: ["system:serviceaccount:kube-system:horizontal-pod-autoscaler"]
  resources: [{group: metrics.k8s.io}, {group: external.metrics.k8s.io}]
- level: None
Y

# Waits are shortened; the test replays with the same values (agent/src/test, differential/Imitation).
"$kube/kube-up" "$work/state" --hpa \
  --apiserver-arg --audit-policy-file="$work/audit.yaml" --apiserver-arg --audit-log-path="$work/audit.log" --apiserver-arg --audit-log-maxsize=2000 \
  --kcm-arg --horizontal-pod-autoscaler-sync-period=3s \
  --kcm-arg --horizontal-pod-autoscaler-downscale-stabilization=7s \
  --kcm-arg --horizontal-pod-autoscaler-cpu-initialization-period=9s \
  --kcm-arg --horizontal-pod-autoscaler-initial-readiness-delay=5s \
  --kcm-arg --kube-api-qps=500 --kcm-arg --kube-api-burst=1000
"$kube/fake-kubelet" "$work/state" --nodes 3 --ready-delay 0
"$kube/fake-metrics" "$work/state"

export IT_HPA_KUBECONFIG=$work/state/kubeconfig
IT_HPA_METRICS=$(cat "$work/state/run/fake-metrics-control")
export IT_HPA_METRICS IT_HPA_AUDIT=$work/audit.log IT_HPA_SERIES=$mode
${MVN:-mvn -B} verify -q -pl agent -am -DskipUnitTests -Dit.test=HpaDifferentialIT -Dfailsafe.failIfNoSpecifiedTests=false
cat agent/target/differential.md
