package dev.flyball.kubernetes;

import dev.flyball.kubernetes.api.ObjectPath;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of resource with a scale subresource.
 *
 * @param word how one is called in resources and messages
 * @param group its API group; empty for the core group
 * @param version its version in that group
 * @param resource its plural name in the API, such as {@code deployments}
 * @param builtIn its name in manifests, such as {@code Deployment}, if Kubernetes itself has it; only the server knows
 *     that of a custom resource
 */
record Kind(String word, String group, String version, String resource, Optional<String> builtIn) {

    static final Kind DEPLOYMENT = apps("deployment", "Deployment");
    static final Kind STATEFUL_SET = apps("statefulset", "StatefulSet");
    static final Kind REPLICA_SET = apps("replicaset", "ReplicaSet");
    static final Kind REPLICATION_CONTROLLER =
            new Kind("replicationcontroller", "", "v1", "replicationcontrollers", Optional.of("ReplicationController"));

    Kind {
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(builtIn, "builtIn");
    }

    private static Kind apps(String word, String name) {
        return new Kind(word, "apps", "v1", word + "s", Optional.of(name));
    }

    /** Returns the built-in kind of this name in manifests. */
    static Optional<Kind> builtIn(String group, String name) {
        return Stream.of(DEPLOYMENT, STATEFUL_SET, REPLICA_SET, REPLICATION_CONTROLLER)
                .filter(kind -> kind.group().equals(group) && kind.builtIn().equals(Optional.of(name)))
                .findFirst();
    }

    /** Returns where all of this kind in a namespace are in the API; its name is empty. */
    ObjectPath in(String namespace) {
        return new ObjectPath(group, version, resource, namespace, "");
    }

    /** Makes the kind of a custom resource. */
    static Kind custom(String group, String version, String resource) {
        return new Kind(resource + "." + group, group, version, resource, Optional.empty());
    }
}
