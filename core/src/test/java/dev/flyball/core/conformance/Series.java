package dev.flyball.core.conformance;

/** How many made-up series a preset is compared on; fewer where each mutant has to go through them. */
final class Series {

    private Series() {}

    static int count(int usual) {
        return Integer.getInteger("conformance.series", usual);
    }
}
