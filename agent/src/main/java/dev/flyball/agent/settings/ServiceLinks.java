package dev.flyball.agent.settings;

import java.util.regex.Pattern;

/**
 * Tells apart the variables that Kubernetes injects into every pod for a Service whose name starts with
 * {@code flyball}: nobody set them, so they are no settings.
 */
final class ServiceLinks {

    private static final Pattern NAME = Pattern.compile("FLYBALL(_[A-Z0-9_]+)?_("
            + "SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    /** Such a name alone might be a mistaken setting; its value, an address, tells. */
    private static final Pattern PORT = Pattern.compile("FLYBALL(_[A-Z0-9_]+)?_PORT");

    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceLinks() {}

    static boolean injects(String variable, String value) {
        return NAME.matcher(variable).matches()
                || PORT.matcher(variable).matches() && ADDRESS.matcher(value).matches();
    }
}
