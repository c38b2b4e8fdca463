#!/usr/bin/env python3
"""Drives `flyball policy --preset P` through a simulator and compares it with the simulator's own policy P.

  python3 benchmarks/presets.py EVALUATION_FOLDER -- java -jar agent/target/quarkus-app/quarkus-run.jar policy

The folder holds the simulator (sim.py, external.py, scenarios.json, data/) and the runs of its own policies (peers.csv).
Each run starts where the simulator's own runs start, an hour before the scored part, and decides as often, on data as
old, as the model does. Prints a Markdown table; exit status 1 if a run is further off than --cost or --violations.
"""
import argparse, csv, importlib, json, os, sys
from concurrent.futures import ProcessPoolExecutor

# preset: the simulator's name for it, seconds between decisions, age of what is seen
MODELS = {'hpa': ('hpa', 15, 10), 'keda': ('keda', 15, 10), 'kpa': ('kpa', 2, 1), 'ray': ('ray', 1, 5),
          'sagemaker': ('aws', 60, 60)}


def run(folder, command, preset, trace, cold, target):
    sys.path.insert(0, folder)
    sim, external = importlib.import_module('sim'), importlib.import_module('external')
    _, tick, delay = MODELS[preset]
    tr = sim.Trace(trace)
    start = max(0, tr.warm - 3600)
    r = sim.Run(tr, cold, start - start % 60)
    process = external.Process(command + ['--preset', preset, '--target-utilization', str(target)])
    before = None
    try:
        process.ask(dict(type='init', capacity=tr.c, cold_start=cold, slo_wait=tr.slo, tick=tick, delay=delay,
                         min_replicas=1, max_replicas=tr.max_replicas, concurrency=sim.CONCURRENCY,
                         ready=int(r.st[sim.READY]), violation_target=0.01))
        while r.t < tr.T:
            if before is None and r.t >= tr.warm:
                before = r.st[sim.ACTIONS]
            if r.t > r.start:
                r.desire(process.ask(external.observe(r, r.t, tick, delay)))
            r.advance(min(tr.T, r.t + tick))
    finally:
        process.close()
    result = r.result(before)
    work = tr.a[tr.warm:].sum() / tr.c / 3600
    return result['replica_hours'] / work, float(result['viol']), float(result['actions_per_hour'])


def with_first_size(folder, preset, trace, cold, target):
    """the simulator's own policy, but with the size at the start as its first recommendation, as the HPA has it"""
    sys.path.insert(0, folder)
    sim, policies, peers = (importlib.import_module(m) for m in ('sim', 'policies', 'run'))
    family = MODELS[preset][0]
    tr = sim.Trace(trace)
    start = max(0, tr.warm - 3600)
    r = sim.Run(tr, cold, start - start % 60)
    p, memory = [0.0] * 16, [0.0] * policies.NMEM
    p[0], p[1] = target, sim.CONCURRENCY
    memory[0], memory[1] = 1, float(r.st[sim.READY])
    pid = peers.PEERS[family]
    before = policies.go(pid, policies.TICK[pid], r.start, tr.T, tr.warm, r.st, r.rt, r.rc, r.A, r.S, r.R, r.B,
                         r.ready, r.total, sim.np.array(p), sim.np.array(memory))
    result = r.result(before)
    work = tr.a[tr.warm:].sum() / tr.c / 3600
    return result['replica_hours'] / work, float(result['viol']), float(result['actions_per_hour'])


def recorded(folder):
    with open(os.path.join(folder, 'peers.csv')) as f:
        return {(r['family'], r['trace'], int(r['cold']), float(r['u'])):
                (float(r['cost_fluid']), float(r['viol']), float(r['actions_per_hour'])) for r in csv.DictReader(f)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('folder', help='the folder of the simulator')
    ap.add_argument('--presets', nargs='+', default=['hpa', 'keda', 'kpa', 'ray'], choices=sorted(MODELS))
    ap.add_argument('--traces', nargs='+', default=['azure_llm_conv_2023', 'nab_twitter_amzn'])
    ap.add_argument('--colds', nargs='+', type=int, default=[30, 60, 180])
    ap.add_argument('--targets', nargs='+', type=float, default=[.5, .7, .9])
    ap.add_argument('--jobs', type=int, default=os.cpu_count())
    ap.add_argument('--cost', type=float, default=3, help='percent that the cost may differ by')
    ap.add_argument('--violations', type=float, default=.5, help='percentage points that the violations may differ by')
    ap.add_argument('--first-size', action='store_true',
                    help='for hpa and keda: compare with the simulator\'s policy run anew, its first size remembered')
    if '--' not in sys.argv:
        ap.error('must end with -- and the command of the policy')
    split = sys.argv.index('--')
    a = ap.parse_args(sys.argv[1:split])
    command, folder = sys.argv[split + 1:], os.path.abspath(a.folder)
    models = recorded(folder)
    cases = [(p, n, c, u) for p in a.presets for n in a.traces for c in a.colds for u in a.targets]
    print('| preset | trace | cold start | target | cost: model | preset | off by | violations: model | preset | off by '
          '| changes/h: model | preset |')
    print('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
    far = 0
    with ProcessPoolExecutor(a.jobs) as ex:
        futures = [(case, ex.submit(run, folder, command, *case)) for case in cases]
        anew = {case: ex.submit(with_first_size, folder, *case) for case in cases if a.first_size and case[0] in ('hpa', 'keda')}
        for (p, n, c, u), future in futures:
            cost, viol, acts = future.result()
            cost0, viol0, acts0 = anew[p, n, c, u].result() if (p, n, c, u) in anew else models[MODELS[p][0], n, c, u]
            off, points = 100 * (cost / cost0 - 1), 100 * (viol - viol0)
            bad = abs(off) > a.cost or abs(points) > a.violations
            far += bad
            print('| %s | %s | %d s | %.2g | %.3f | %.3f | %+.2f %% | %.3f %% | %.3f %% | %+.3f | %.1f | %.1f |%s' % (
                p, n, c, u, cost0, cost, off, 100 * viol0, 100 * viol, points, acts0, acts, ' <- far' if bad else ''),
                flush=True)
    print('%d of %d runs within %g %% of cost and %g points of violations' % (len(cases) - far, len(cases), a.cost, a.violations),
          file=sys.stderr)
    sys.exit(1 if far else 0)


if __name__ == '__main__':
    main()
