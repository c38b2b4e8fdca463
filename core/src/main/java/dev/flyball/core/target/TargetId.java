package dev.flyball.core.target;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names one thing that can be scaled, as {@code scheme:path}, for example {@code kubernetes:deployment/shop/chat}.
 *
 * @param scheme the platform, which picks the adapter: lower-case letters, digits and hyphens
 * @param path what it is on that platform; its form is the adapter's own
 */
public record TargetId(String scheme, String path) {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern PATH = Pattern.compile("\\S+");

    public TargetId {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(path, "path");
        if (!SCHEME.matcher(scheme).matches() || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    scheme + ":" + path + " is not a resource: must read SCHEME:PATH without spaces");
        }
    }

    /**
     * Reads {@code scheme:path}.
     *
     * @throws IllegalArgumentException if the text has another form; the message says which is allowed
     */
    public static TargetId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0
                || !SCHEME.matcher(text.substring(0, colon)).matches()
                || !PATH.matcher(text.substring(colon + 1)).matches()) {
            throw new IllegalArgumentException(
                    text + " is not a resource: must read SCHEME:PATH, for example kubernetes:deployment/shop/chat");
        }
        return new TargetId(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Returns {@code scheme:path}, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return scheme + ":" + path;
    }
}
