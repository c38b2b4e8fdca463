package dev.flyball.core.forecast;

/**
 * How far the load has risen above its recent level of late, in log-load: quick to see a burst and to forget it, on top
 * of what is usual. Only rises count, since they are what hurts, and since a fall must not ask for more servers.
 *
 * @param level the load a moment ago
 * @param quick the mean square rise of the last minutes
 * @param usual the mean square rise of the last hours
 * @param looks how many loads have been seen, at most a million
 */
public record Volatility(double level, double quick, double usual, int looks) {

    private static final double LEVEL_SECONDS = 30;
    private static final double QUICK_HALF_LIFE = 90;
    private static final double USUAL_HALF_LIFE = 14_400;
    private static final double SHARE_OF_QUICK = 0.8;
    private static final double LEAST = 1e-3;

    /** Beyond this, how many there were no longer matters. */
    private static final int MOST_LOOKS = 1_000_000;

    static Volatility none() {
        return new Volatility(0, 0, 0, 0);
    }

    /**
     * Returns this volatility after one more load.
     *
     * @param load in servers, 0 or more
     * @param least what is too little to tell from 0
     * @param seconds since the load before
     */
    Volatility with(double load, double least, double seconds) {
        if (looks == 0) {
            return new Volatility(load, 0, 0, 1);
        }
        double rise = Math.max(0, Math.log((load + least) / (level + least)));
        double quickKeep = Forecaster.kept(seconds, QUICK_HALF_LIFE);
        double usualKeep = Math.max(Forecaster.kept(seconds, USUAL_HALF_LIFE), 1 - 1.0 / (looks + 1));
        return new Volatility(
                level + Candidate.weight(seconds, LEVEL_SECONDS) * (load - level),
                quick * quickKeep + (1 - quickKeep) * rise * rise,
                usual * usualKeep + (1 - usualKeep) * rise * rise,
                Math.min(MOST_LOOKS, looks + 1));
    }

    /** Returns this with the load in another unit; rises are relative to it. */
    Volatility times(double factor) {
        return new Volatility(level * factor, quick, usual, looks);
    }

    /**
     * Returns the unit that errors are measured in.
     *
     * @param chance the mean square of the rise that chance alone explains
     */
    double scale(double chance) {
        double square = SHARE_OF_QUICK * quick + (1 - SHARE_OF_QUICK) * usual + chance;
        return Math.max(LEAST, Math.sqrt(square + LEAST * LEAST));
    }
}
