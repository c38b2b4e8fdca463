package dev.flyball.kubernetes;

import dev.flyball.core.port.Platform;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.ObjectPath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All workloads of a kind in a namespace that have these labels.
 *
 * @param labels as kubectl takes them: {@code app=chat,tier!=test}
 */
record Selection(Kind kind, String namespace, String labels) {

    private static final Pattern BUILT_IN = Pattern.compile(
            "(deployments|statefulsets|replicasets|replicationcontrollers)/([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)\\?(\\S+)");
    private static final Pattern CUSTOM =
            Pattern.compile("([a-z0-9][-a-z0-9]*(?:\\.[-a-z0-9]+)+)/([a-z][a-z0-9]*)/([a-z][-a-z0-9]*)"
                    + "/([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)\\?(\\S+)");

    static List<Platform.Form> forms() {
        return List.of(
                new Platform.Form(Workload.SCHEME + ":deployments/NAMESPACE?LABEL=VALUE", BUILT_IN, true),
                new Platform.Form(Workload.SCHEME + ":GROUP/VERSION/PLURAL/NAMESPACE?LABEL=VALUE", CUSTOM, true));
    }

    /** Returns the selection that {@code target} means, or empty if it is none. */
    static Optional<Selection> of(TargetId target) {
        Matcher builtIn = BUILT_IN.matcher(target.path());
        if (!target.scheme().equals(Workload.SCHEME)) {
            return Optional.empty();
        }
        if (builtIn.matches()) {
            return Stream.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.REPLICA_SET, Kind.REPLICATION_CONTROLLER)
                    .filter(kind -> kind.resource().equals(builtIn.group(1)))
                    .map(kind -> new Selection(kind, builtIn.group(2), builtIn.group(3)))
                    .findFirst();
        }
        Matcher custom = CUSTOM.matcher(target.path());
        return custom.matches()
                ? Optional.of(new Selection(
                        Kind.custom(custom.group(1), custom.group(2), custom.group(3)),
                        custom.group(4),
                        custom.group(5)))
                : Optional.empty();
    }

    /** Returns the workload of this name. */
    Workload workload(String name) {
        return new Workload(kind, namespace, name);
    }

    /** Returns where the list is in the API; its name is empty. */
    ObjectPath path() {
        return workload("").path();
    }

    @Override
    public String toString() {
        return kind.resource() + " with " + labels + " in namespace " + namespace;
    }
}
