package dev.flyball.sagemaker;

import java.time.Duration;
import java.util.Locale;

/** What reading CloudWatch costs: GetMetricData is billed by the metrics that are asked for, not by the calls. */
final class Cost {

    private static final double DOLLARS_FOR_A_METRIC = 0.01 / 1000;
    private static final Duration MONTH = Duration.ofDays(30);

    private Cost() {}

    /** Returns the estimate for so many metrics in each round. */
    static String shown(long metrics, Duration interval) {
        double rounds = (double) MONTH.toMillis() / interval.toMillis();
        return String.format(
                Locale.ROOT,
                "reading CloudWatch costs about %.2f USD in 30 days: %d metric%s every %d s at 0.01 USD for 1,000, AWS's"
                        + " list price; idle endpoints and pages of more points add to it",
                metrics * rounds * DOLLARS_FOR_A_METRIC,
                metrics,
                metrics == 1 ? "" : "s",
                interval.toSeconds());
    }
}
