package dev.flyball.core.strategy;

/**
 * Which way a target is scaled: by the number of its servers, by their size, or by whichever its bottleneck needs.
 *
 * <p>{@link #AUTO} decides by the first row that holds:
 *
 * <table>
 *   <caption>Decision table</caption>
 *   <tr><th>what is seen</th><th>move</th></tr>
 *   <tr><td>memory of one server near its limit, a larger size allowed</td><td>larger servers</td></tr>
 *   <tr><td>one request too slow although servers idle, a larger size allowed</td><td>larger servers</td></tr>
 *   <tr><td>more servers needed, and allowed</td><td>more servers</td></tr>
 *   <tr><td>more servers needed, not allowed, a larger size allowed</td><td>larger servers</td></tr>
 *   <tr><td>fewer servers needed, and allowed</td><td>fewer servers</td></tr>
 *   <tr><td>as few servers as allowed, the load and memory fit a smaller size, all is well</td><td>smaller servers</td></tr>
 *   <tr><td>anything else</td><td>stay</td></tr>
 * </table>
 *
 * <p>{@link #HORIZONTAL} knows only the rows that change the number; {@link #VERTICAL} needs a larger size for whatever
 * is short, and a smaller one where that fits. Pure, and safe for use by several threads.
 */
public enum Strategy {
    /** The number of servers changes, their size never. */
    HORIZONTAL {
        @Override
        public Move choose(Bottleneck seen) {
            return byNumber(seen);
        }
    },
    /** The size of the servers changes, their number never. */
    VERTICAL {
        @Override
        public Move choose(Bottleneck seen) {
            if (seen.oneServerShort() || seen.wanted() == Bottleneck.Wanted.MORE) {
                return seen.largerAllowed() ? Move.LARGER_SERVERS : Move.STAY;
            }
            return seen.smallerFits() ? Move.SMALLER_SERVERS : Move.STAY;
        }
    },
    /** Whichever the bottleneck needs. */
    AUTO {
        @Override
        public Move choose(Bottleneck seen) {
            if (seen.oneServerShort() && seen.largerAllowed()) {
                return Move.LARGER_SERVERS;
            }
            Move byNumber = byNumber(seen);
            if (byNumber != Move.STAY) {
                return byNumber;
            }
            if (seen.wanted() == Bottleneck.Wanted.MORE) {
                return seen.largerAllowed() ? Move.LARGER_SERVERS : Move.STAY;
            }
            return seen.atMin() && seen.smallerFits() && !seen.oneServerShort() ? Move.SMALLER_SERVERS : Move.STAY;
        }
    };

    /** What is done about a load. */
    public enum Move {
        /** Nothing. */
        STAY,
        /** Servers are added. */
        MORE_SERVERS,
        /** Servers are removed. */
        FEWER_SERVERS,
        /** Servers get the next larger size. */
        LARGER_SERVERS,
        /** Servers get the next smaller size. */
        SMALLER_SERVERS
    }

    /** Returns what to do about what is seen. */
    public abstract Move choose(Bottleneck seen);

    private static Move byNumber(Bottleneck seen) {
        return switch (seen.wanted()) {
            case MORE -> seen.atMax() ? Move.STAY : Move.MORE_SERVERS;
            case FEWER -> seen.atMin() ? Move.STAY : Move.FEWER_SERVERS;
            case AS_MANY -> Move.STAY;
        };
    }
}
