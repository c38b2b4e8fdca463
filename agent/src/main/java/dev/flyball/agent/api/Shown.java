package dev.flyball.agent.api;

/** Makes what somebody sent fit to be shown: short, and without control characters. */
final class Shown {

    private static final int LONGEST = 80;

    private Shown() {}

    static String text(String sent) {
        String shown = sent.length() > LONGEST ? sent.substring(0, LONGEST) + "..." : sent;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
