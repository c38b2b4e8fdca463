#!/usr/bin/env python3
"""Holds the simulator of `flyball backtest` against an independent one, both driven with the same arrivals.

  python3 benchmarks/agreement.py EVALUATION_FOLDER -- java -jar agent/target/quarkus-app/quarkus-run.jar

The folder holds the independent simulator (sim.py, external.py, scenarios.json, references.json, data/); it is looked for
in benchmarks/evaluation and ../shared/evaluation if no folder is named. For each preset and cold start, the independent
simulator asks `flyball policy` for each decision, and `flyball backtest` plays the same preset on the same arrivals, second
by second. Compared are every change of size, the time of servers, and the share of late requests; flyball plays at risks,
the others at target utilizations. The oracle is compared with references.json. Prints Markdown; exit status 1 if something
is further off than the limits, and 0 with a message if there is no folder.
"""
import argparse, importlib, json, os, re, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PLACES = [os.path.join(ROOT, 'benchmarks', 'evaluation'), os.path.join(ROOT, '..', 'shared', 'evaluation')]


def independent(sim, external, tr, cold, command, arguments, tick, delay):
    """(cost, violations, changes of size) of the independent simulator"""
    r = sim.Run(tr, cold)
    changes, before, t = [], None, 0
    process = external.Process(command + ['policy'] + arguments)
    try:
        process.ask(dict(type='init', capacity=tr.c, cold_start=cold, slo_wait=tr.slo, tick=tick, delay=delay,
                         min_replicas=1, max_replicas=tr.max_replicas, concurrency=sim.CONCURRENCY,
                         ready=int(r.st[sim.READY]), violation_target=0.01))
        while t < tr.T:
            if before is None and t >= tr.warm:
                before = r.st[sim.ACTIONS]
            if t > 0:
                size = int(r.st[sim.READY] + r.st[sim.STARTING])
                r.desire(process.ask(external.observe(r, t, tick, delay)))
                now = int(r.st[sim.READY] + r.st[sim.STARTING])
                if now != size:
                    changes.append([t, now])
            r.advance(min(tr.T, t + tick))
            t = r.t
    finally:
        process.close()
    result = r.result(before)
    return result['replica_hours'], float(result['viol']), changes


def backtest(sim, tr, cold, command, file, arguments):
    with tempfile.NamedTemporaryFile(suffix='.json') as out:
        subprocess.run(command + ['backtest', file, '--capacity', repr(float(tr.c)), '--cold-start', '%ds' % cold, '--slo-wait',
                                  '%ds' % tr.slo, '--warm-up', '%ds' % tr.warm, '--min-servers', '1', '--max-servers',
                                  str(tr.max_replicas), '--concurrency', str(sim.CONCURRENCY), '--json', out.name] + arguments,
                       check=True, stdout=subprocess.DEVNULL)
        return json.load(open(out.name))['policies']


def write(tr, file):
    """the arrivals of each second; what is random in them is the same for both"""
    with open(file, 'w') as f:
        f.write('seconds_since_start,requests_per_second\n')
        f.writelines('%d,%r\n' % (t, float(a)) for t, a in enumerate(tr.a))


def presets(a, sim, external, tr, file, command):
    print('| preset | trace | cold start | setting | changes of size | alike | server-hours: independent | flyball | off by '
          '| late: independent | flyball | off by |')
    print('| --- | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')

    def case(preset, cold, name, value):
        there = independent(sim, external, tr, cold, command, ['--preset', preset, name, value], a.tick, a.delay)
        here = backtest(sim, tr, cold, command, file,
                        ['--policy', preset, name, value, '--interval', '%ds' % a.tick, '--delay', '%ds' % a.delay])[0]
        return there, here

    far = 0
    cases = [(p, c, n, v) for p in a.presets for c in a.colds
             for n, v in ([('--risk', r) for r in a.risks] if p == 'flyball' else [('--target-utilization', '%g' % u) for u in a.targets])]
    with ThreadPoolExecutor(a.jobs) as ex:
        for (preset, cold, name, value), (there, here) in zip(cases, ex.map(lambda x: case(*x), cases)):
            hours, viol, changes = there
            mine = here['resizes'][1:]
            alike = sum(x == y for x, y in zip(changes, mine))
            off, points = 100 * (here['server_hours'] / hours - 1), 100 * (here['late_share'] - viol)
            bad = mine != changes or abs(off) > a.cost or abs(points) > a.violations
            far += bad
            print('| %s | %s | %d s | %s %s | %d | %d | %.3f | %.3f | %+.3f %% | %.3f %% | %.3f %% | %+.4f |%s' % (
                preset, tr.name, cold, name[2:].replace('-utilization', ''), value, len(changes), alike, hours, here['server_hours'], off,
                100 * viol, 100 * here['late_share'], points, ' <- far' if bad else ''), flush=True)
    return far, len(cases)


def oracle(a, sim, tr, file, command):
    print('\n| oracle of | cold start | late at most | server-hours: reference | flyball | off by | late: reference | flyball | plan |')
    print('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |')
    reference, far, count = sim.read_json(sim.REFERENCES)[tr.name]['oracle'], 0, 0
    for cold in a.colds:
        found = {r['policy']: r for r in backtest(sim, tr, cold, command, file, ['--policy', 'oracle'])}
        for budget, (hours, viol, *_) in reference[str(cold)].items():
            best = found['oracle %g%%' % (100 * float(budget))]
            off = 100 * (best['server_hours'] / hours - 1)
            bad = abs(off) > a.oracle or best['late_share'] > float(budget) + 1e-9
            far, count = far + bad, count + 1
            print('| %s | %d s | %g %% | %.3f | %.3f | %+.3f %% | %.4f %% | %.4f %% | %s |%s' % (
                tr.name, cold, 100 * float(budget), hours, best['server_hours'], off, 100 * viol, 100 * best['late_share'],
                re.search(r'averages over (.*)', best['note'])[1], ' <- far' if bad else ''), flush=True)
    return far, count


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('folder', nargs='?', help='the folder of the independent simulator')
    ap.add_argument('--presets', nargs='*', default=['flyball', 'hpa', 'keda', 'kpa', 'sagemaker', 'ray'])
    ap.add_argument('--traces', nargs='+', default=['azure_llm_conv_2023'])
    ap.add_argument('--colds', nargs='+', type=int, default=[30, 60, 180])
    ap.add_argument('--targets', nargs='+', type=float, default=[.7, .95])
    ap.add_argument('--risks', nargs='+', default=['high', 'balanced', 'low'])
    ap.add_argument('--tick', type=int, default=15)
    ap.add_argument('--delay', type=int, default=10)
    ap.add_argument('--jobs', type=int, default=os.cpu_count())
    ap.add_argument('--cost', type=float, default=1, help='percent that the server-hours of a preset may differ by')
    ap.add_argument('--violations', type=float, default=.2, help='points that the late requests of a preset may differ by')
    ap.add_argument('--oracle', type=float, default=2, help='percent that the server-hours of the oracle may differ by')
    if '--' not in sys.argv:
        ap.error('must end with -- and the command of flyball')
    split = sys.argv.index('--')
    a = ap.parse_args(sys.argv[1:split])
    command = sys.argv[split + 1:]
    folder = next((f for f in ([a.folder] if a.folder else PLACES) if os.path.exists(os.path.join(f, 'sim.py'))), None)
    if folder is None:
        print('skipped: no independent simulator in %s' % ' or '.join([a.folder] if a.folder else PLACES), file=sys.stderr)
        return
    sys.path.insert(0, os.path.abspath(folder))
    sim, external = importlib.import_module('sim'), importlib.import_module('external')
    far = count = 0
    for name in a.traces:
        tr = sim.Trace(name)
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, name + '.csv')
            write(tr, file)
            for f, n in (presets(a, sim, external, tr, file, command) if a.presets else (0, 0),
                         oracle(a, sim, tr, file, command)):
                far, count = far + f, count + n
    print('%d of %d within the limits' % (count - far, count), file=sys.stderr)
    sys.exit(1 if far else 0)


if __name__ == '__main__':
    main()
