#!/usr/bin/env python3
"""Scores `flyball policy` at each setting, and what is left on a trace if the others choose the setting.

  python3 benchmarks/leave_one_out.py EVALUATION_FOLDER agent/target/quarkus-app/quarkus-run.jar [--keep FOLDER]

The folder holds the program `score`, which drives the policy through a simulator of its own. What the program leaves to
tune is the risk and, if asked for, the target utilization. Each setting is scored once on every trace. Then, for each
trace, the setting with the lowest J of the other traces together is taken (geometric mean over traces and cold starts),
and its J on the trace itself is the figure. With --keep, what was scored is kept in a folder and not scored again.
Prints Markdown tables; exit status 1 if a mean is above --limits.
"""
import argparse, json, math, os, subprocess, sys, tempfile

KS = ('J10', 'J100')
DEFAULTS = {'J10': 'balanced', 'J100': 'low'}


def geomean(values):
    values = list(values)
    return math.exp(sum(map(math.log, values)) / len(values))


def arguments(setting):
    risk, _, utilization = setting.partition('@')
    return ['--risk', risk] + (['--target-utilization', utilization] if utilization else [])


def score(a, setting, folder):
    out = os.path.join(folder, 'tick-%d-delay-%d-risk-%s.json' % (a.tick, a.delay, setting))
    if not os.path.exists(out):
        print('risk %s ...' % setting, file=sys.stderr, flush=True)
        command = ['java', '-jar', os.path.abspath(a.jar), 'policy', '--preset', 'flyball'] + arguments(setting)
        done = subprocess.run([os.path.join(os.path.abspath(a.folder), 'score'), '--tick', str(a.tick), '--delay', str(a.delay),
                               '--jobs', str(a.jobs), '--out', out + '.new', '--'] + command, stdout=subprocess.DEVNULL)
        if done.returncode:
            sys.exit('score ended with %d at risk %s' % (done.returncode, setting))
        os.rename(out + '.new', out)
    with open(out) as f:
        runs = json.load(f)['runs']
    return {(r['trace'], r['cold']): {k: r[k] for k in KS} for r in runs}


def mean(runs, k, traces):
    return geomean(j[k] for (trace, _), j in runs.items() if trace in traces)


def all_settings(scored, traces):
    print('| risk | ' + ' | '.join('%s %s' % (k, t) for k in KS for t in traces + ['all']) + ' |')
    print('| --- |' + ' ---: |' * (len(KS) * (len(traces) + 1)))
    for setting, runs in scored.items():
        cells = ['%.3f' % mean(runs, k, [t]) if t != 'all' else '**%.3f**' % mean(runs, k, traces)
                 for k in KS for t in traces + ['all']]
        print('| %s | %s |' % (setting, ' | '.join(cells)))
    print()


def left_out(scored, traces):
    """prints what each trace has at the setting that the others choose, and returns the plain means"""
    print('| left out | ' + ' | '.join('%s: chosen | its %s | at %s' % (k, k, DEFAULTS[k]) for k in KS) + ' |')
    print('| --- |' + ' --- | ---: | ---: |' * len(KS))
    found = {k: [] for k in KS}
    for trace in traces:
        others = [t for t in traces if t != trace]
        cells = [trace]
        for k in KS:
            best = min(scored, key=lambda s: mean(scored[s], k, others))
            own = mean(scored[best], k, [trace])
            default = scored.get(DEFAULTS[k])
            fixed = mean(default, k, [trace]) if default else float('nan')
            found[k].append((own, fixed))
            cells += [best, '%.3f' % own, '%.3f' % fixed]
        print('| %s |' % ' | '.join(cells))
    for name, of in (('geometric mean', geomean), ('mean', lambda v: sum(v) / len(v))):
        cells = [c for k in KS for c in ('', '%.3f' % of([o for o, _ in found[k]]), '%.3f' % of([f for _, f in found[k]]))]
        print('| %s | %s |' % (name, ' | '.join(cells)))
    print()
    return {k: sum(own for own, _ in found[k]) / len(traces) for k in KS}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('folder', help='the folder of the evaluation')
    ap.add_argument('jar', help='quarkus-run.jar')
    ap.add_argument('--settings', nargs='+', metavar='RISK[@UTILIZATION]',
                    default=['0.8', 'balanced', '0.95', '0.98', 'low', '0.995', '0.998'], help='what to score (%(default)s)')
    ap.add_argument('--tick', type=int, default=15, help='seconds between decisions (15)')
    ap.add_argument('--delay', type=int, default=10, help='age of the observations in seconds (10)')
    ap.add_argument('--jobs', type=int, default=2, help='runs at a time (2)')
    ap.add_argument('--keep', help='the folder to keep what was scored in')
    ap.add_argument('--limits', type=float, nargs=2, metavar=('J10', 'J100'), default=[1.18, 1.40], help='(%(default)s)')
    a = ap.parse_args()
    if not os.access(os.path.join(a.folder, 'score'), os.X_OK):
        ap.error('%s: must be a folder with the program score' % a.folder)
    if not os.path.isfile(a.jar):
        ap.error('%s: there is no such file; build it with mvn -q package -DskipTests' % a.jar)
    with tempfile.TemporaryDirectory() as temporary:
        if a.keep:
            os.makedirs(a.keep, exist_ok=True)
        scored = {s: score(a, s, a.keep or temporary) for s in dict.fromkeys(a.settings)}
    traces = list(dict.fromkeys(trace for trace, _ in next(iter(scored.values()))))
    print('Geometric means over cold starts, a decision every %d s, readings %d s old:\n' % (a.tick, a.delay))
    all_settings(scored, traces)
    print('Each trace left out, the setting chosen on the others:\n')
    means = left_out(scored, traces)
    above = [k for k, limit in zip(KS, a.limits) if means[k] > limit]
    for k, limit in zip(KS, a.limits):
        print('%s %.4f, limit %g%s' % (k, means[k], limit, ': above' if k in above else ''))
    sys.exit(1 if above else 0)


if __name__ == '__main__':
    main()
