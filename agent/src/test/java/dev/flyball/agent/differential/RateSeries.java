package dev.flyball.agent.differential;

import static dev.flyball.agent.differential.Catalogue.levels;
import static dev.flyball.agent.differential.Catalogue.noise;
import static dev.flyball.agent.differential.Rules.percent;
import static dev.flyball.agent.differential.Rules.pods;
import static dev.flyball.core.guard.RateLimit.Select.LEAST;
import static dev.flyball.core.guard.RateLimit.Select.MOST;
import static dev.flyball.core.guard.RateLimit.Select.OFF;

import dev.flyball.agent.differential.Series.Workload;
import dev.flyball.core.guard.RateLimit;

/** Series of windows and rates. */
final class RateSeries {

    private RateSeries() {}

    static void addTo(Catalogue to) {
        Workload ten = Workload.deployment(10);
        to.add(to.external("rate out 2 pods in 7 s", levels(20, 120)).under(Rules.out(MOST, pods(2, 7))));
        to.add(to.external("rate out 50 % in 7 s", levels(20, 120)).under(Rules.out(MOST, percent(50, 7))));
        to.add(to.external("rate out, the least of two", levels(20, 120))
                .under(Rules.out(LEAST, pods(3, 7), percent(50, 10))));
        to.add(to.external("rate out off", levels(20, 120, 10)).under(Rules.out(OFF, pods(4, 15))));
        to.add(to.external("rate in 1 pod in 7 s", levels(100, 20)).of(ten).under(Rules.in(MOST, pods(1, 7))));
        to.add(to.external("rate in 25 % in 10 s", levels(100, 10)).of(ten).under(Rules.in(MOST, percent(25, 10))));
        to.add(to.external("rate in 80 % in 7 s", levels(100, 5)).of(ten).under(Rules.in(MOST, percent(80, 7))));
        to.add(to.external("rate in, the least of two", levels(100, 10))
                .of(ten)
                .under(Rules.in(LEAST, pods(3, 7), percent(50, 10))));
        to.add(to.external("rate in off", levels(100, 10)).of(ten).under(Rules.in(OFF, percent(100, 15))));
        to.add(to.external("rates both ways, square wave", levels(30, 110, 30, 110, 30))
                .under(Rules.rates(RateLimit.of(MOST, pods(3, 13)), RateLimit.of(MOST, pods(3, 13)))));
        to.add(to.external("rates both ways, noise", noise(20, 115, 4))
                .under(Rules.rates(RateLimit.of(MOST, percent(50, 10)), RateLimit.of(MOST, percent(30, 10)))));
        to.add(to.external("windows 7 s out, 10 s in", noise(20, 110, 5)).under(Rules.windows(7, 10)));
        to.add(to.external("windows 13 s out, 0 s in", noise(20, 110, 6)).under(Rules.windows(13, 0)));
        to.add(to.external("windows 0 s out, 0 s in", noise(20, 110, 7)).under(Rules.windows(0, 0)));
        to.add(to.external("windows 0 s out, 25 s in", levels(100, 20, 60, 20)).under(Rules.windows(0, 25)));
    }
}
