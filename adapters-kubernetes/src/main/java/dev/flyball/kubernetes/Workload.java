package dev.flyball.kubernetes;

import dev.flyball.core.port.Platform;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.ObjectPath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A workload with a scale subresource. */
record Workload(Kind kind, String namespace, String name) {

    static final String SCHEME = "kubernetes";

    private static final String WORD = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
    private static final String NAMESPACE = "(?=[^/]{1,63}/)" + WORD;
    private static final String NAME = "(?=.{1,253}$)" + WORD + "(?:\\." + WORD + ")*";
    private static final String LABEL = "(?=[^/]{1,63}/)[a-z](?:[-a-z0-9]*[a-z0-9])?";

    /** Always a domain, so that no built-in resource has a second name. */
    private static final String GROUP = "(?=[^/]{1,253}/)" + WORD + "(?:\\." + WORD + ")+";

    private static final Pattern CUSTOM =
            Pattern.compile("(" + GROUP + ")/(" + LABEL + ")/(" + LABEL + ")/(" + NAMESPACE + ")/(" + NAME + ")");

    private static final List<BuiltIn> BUILT_IN = Stream.of(
                    Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.REPLICA_SET, Kind.REPLICATION_CONTROLLER)
            .map(kind -> new BuiltIn(kind, Pattern.compile(kind.word() + "/(" + NAMESPACE + ")/(" + NAME + ")")))
            .toList();

    private record BuiltIn(Kind kind, Pattern path) {}

    static List<Platform.Form> forms() {
        return Stream.concat(single(), Selection.forms().stream()).toList();
    }

    private static Stream<Platform.Form> single() {
        return Stream.concat(
                BUILT_IN.stream()
                        .map(one ->
                                new Platform.Form(SCHEME + ":" + one.kind().word() + "/NAMESPACE/NAME", one.path())),
                Stream.of(
                        new Platform.Form(SCHEME + ":GROUP/VERSION/PLURAL/NAMESPACE/NAME", CUSTOM),
                        new Platform.Form(OwnWorkload.SELF.toString(), Pattern.compile("self"))));
    }

    /** Returns the workload that {@code target} names, or empty if it is none. */
    static Optional<Workload> of(TargetId target) {
        if (!target.scheme().equals(SCHEME)) {
            return Optional.empty();
        }
        for (BuiltIn one : BUILT_IN) {
            Matcher matcher = one.path().matcher(target.path());
            if (matcher.matches()) {
                return Optional.of(new Workload(one.kind(), matcher.group(1), matcher.group(2)));
            }
        }
        Matcher custom = CUSTOM.matcher(target.path());
        return custom.matches()
                ? Optional.of(new Workload(
                        Kind.custom(custom.group(1), custom.group(2), custom.group(3)),
                        custom.group(4),
                        custom.group(5)))
                : Optional.empty();
    }

    /** Returns the target that {@link #of} reads back. */
    TargetId id() {
        String of =
                kind.builtIn().isPresent() ? kind.word() : kind.group() + "/" + kind.version() + "/" + kind.resource();
        return new TargetId(SCHEME, of + "/" + namespace + "/" + name);
    }

    /** Returns where it is in the API. */
    ObjectPath path() {
        return new ObjectPath(kind.group(), kind.version(), kind.resource(), namespace, name);
    }

    @Override
    public String toString() {
        return kind.word() + " " + name + " in namespace " + namespace;
    }
}
