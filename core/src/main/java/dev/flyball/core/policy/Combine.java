package dev.flyball.core.policy;

import java.util.List;

/** How the proposals of several tracks become one. */
public enum Combine {
    /** The largest wins: any may make the target grow, and it shrinks only if all let it. */
    MAX {
        @Override
        public int of(List<Integer> proposals, int current) {
            return proposals.stream().mapToInt(Integer::intValue).max().orElse(current);
        }
    },
    /** Every one must want to move the same way; then the least move is made. */
    ALL {
        @Override
        public int of(List<Integer> proposals, int current) {
            int least = proposals.stream().mapToInt(Integer::intValue).min().orElse(current);
            int most = proposals.stream().mapToInt(Integer::intValue).max().orElse(current);
            return least > current ? least : Math.min(most, current);
        }
    };

    /** Returns the one size, given the current one. */
    public abstract int of(List<Integer> proposals, int current);
}
