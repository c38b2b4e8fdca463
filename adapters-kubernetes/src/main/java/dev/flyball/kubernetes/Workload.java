package dev.flyball.kubernetes;

import dev.flyball.core.port.Platform;
import dev.flyball.core.target.TargetId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A workload with a scale subresource. */
record Workload(Kind kind, String namespace, String name) {

    static final String SCHEME = "kubernetes";

    /** The API group of all kinds. */
    static final String GROUP = "apps";

    private static final String WORD = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
    private static final String NAMESPACE = "(?=[^/]{1,63}/)" + WORD;
    private static final String NAME = "(?=.{1,253}$)" + WORD + "(?:\\." + WORD + ")*";

    /** What can be scaled. */
    enum Kind {
        DEPLOYMENT("deployment", "deployments"),
        STATEFULSET("statefulset", "statefulsets"),
        REPLICASET("replicaset", "replicasets");

        private final String word;
        private final String resource;
        private final Pattern path;

        Kind(String word, String resource) {
            this.word = word;
            this.resource = resource;
            this.path = Pattern.compile(word + "/(" + NAMESPACE + ")/(" + NAME + ")");
        }

        /** Returns the plural name by which the API knows it. */
        String resource() {
            return resource;
        }

        private Platform.Form form() {
            return new Platform.Form(SCHEME + ":" + word + "/NAMESPACE/NAME", path);
        }
    }

    static List<Platform.Form> forms() {
        return Arrays.stream(Kind.values()).map(Kind::form).toList();
    }

    /** Returns the workload that {@code target} names, or empty if it is none. */
    static Optional<Workload> of(TargetId target) {
        if (!target.scheme().equals(SCHEME)) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            Matcher matcher = kind.path.matcher(target.path());
            if (matcher.matches()) {
                return Optional.of(new Workload(kind, matcher.group(1), matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return kind.word + " " + name + " in namespace " + namespace;
    }
}
