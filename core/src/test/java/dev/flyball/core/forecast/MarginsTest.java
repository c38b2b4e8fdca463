package dev.flyball.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarginsTest {

    /** Errors of a load that jumps between next to nothing and next to everything. */
    private static Margins wild() {
        ErrorHistogram errors = ErrorHistogram.empty();
        for (int i = 0; i < 20; i++) {
            errors = errors.with(i % 2 == 0 ? 3.7 : i % 3 - 2, 0.99);
        }
        return new Margins(10, LateCurve.of(errors, LateCurve.ratios(5), 1), LateCurve.of(errors, 1));
    }

    @Test
    void moreOfAnAbsurdLoadAsksForNoFewerServersThoughSharesAreRounded() {
        Margins margins = wild();
        int before = 0;
        for (double load = 0.01; load < 1e9; load *= 1.001) {
            int servers = margins.servers(load);
            assertThat(servers).as("load %s", load).isGreaterThanOrEqualTo(before);
            before = servers;
        }
    }

    @Test
    void theNumberIsNextToTheBestCapacity() {
        Margins margins = wild();
        for (double load = 1; load < 500; load *= 1.1) {
            assertThat((double) margins.servers(load)).isBetween(margins.best() * load - 1, margins.best() * load + 1);
        }
    }
}
