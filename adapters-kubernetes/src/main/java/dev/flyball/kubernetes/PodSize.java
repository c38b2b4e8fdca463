package dev.flyball.kubernetes;

import dev.flyball.core.target.ServerSize;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the main container of a pod requests. Written {@code CPU/MEMORY} as the API writes quantities, for example
 * {@code 500m/1Gi}.
 *
 * @param milliCores above 0
 * @param bytes above 0
 */
record PodSize(long milliCores, long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d+m?)/(\\d+(?:Ki|Mi|Gi|Ti)?)");
    private static final List<String> SUFFIXES = List.of("", "Ki", "Mi", "Gi", "Ti");
    private static final long BINARY = 1024;
    private static final long MILLI = 1000;

    /** Reads a size; empty if the text has another form, or is not how the API would write it. */
    static Optional<PodSize> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? of(Map.of("cpu", matcher.group(1), "memory", matcher.group(2)), "size " + text)
                        .filter(size -> size.toString().equals(text))
                : Optional.empty();
    }

    /** Reads a size however its quantities are written; empty if it is none. */
    static Optional<PodSize> read(String text) {
        String[] quantities = text.split("/", -1);
        try {
            return quantities.length == 2
                    ? of(Map.of("cpu", quantities[0], "memory", quantities[1]), "size " + text)
                    : Optional.empty();
        } catch (FaultException malformed) {
            return Optional.empty();
        }
    }

    /** Returns it as one of the sizes of a target; a server carries as much as it has cores. */
    ServerSize asServerSize() {
        return new ServerSize(toString(), milliCores / (double) MILLI);
    }

    /** Returns the size that was asked for; empty if the main container does not request both resources. */
    static Optional<PodSize> wanted(Pod pod) {
        return main(pod).flatMap(container -> of(container.resources(), pod));
    }

    /** Returns the size that the pod really has, as far as its node tells, or else the one that was asked for. */
    static Optional<PodSize> real(Pod pod) {
        Optional<Pod.Resources> told = main(pod).flatMap(container -> pod.status().containerStatuses().stream()
                .filter(status -> container.name() != null && container.name().equals(status.name()))
                .flatMap(status -> Stream.ofNullable(status.resources()))
                .findFirst());
        return told.flatMap(resources -> of(resources, pod)).or(() -> wanted(pod));
    }

    /** Returns the container whose size is the pod's: the one that tools take if none is named, or else the first. */
    static Optional<Pod.Container> main(Pod pod) {
        Optional<String> named =
                Optional.ofNullable(pod.metadata().annotations()).map(Pod.Annotations::defaultContainer);
        return pod.spec().containers().stream()
                .filter(container ->
                        named.map(name -> name.equals(container.name())).orElse(false))
                .findFirst()
                .or(() -> pod.spec().containers().stream().findFirst());
    }

    private static Optional<PodSize> of(Pod.Resources resources, Pod pod) {
        return resources == null
                ? Optional.empty()
                : of(
                        resources.requests(),
                        "the requests of pod " + pod.metadata().name());
    }

    private static Optional<PodSize> of(Map<String, String> requests, String where) {
        return Quantities.sum(List.of(requests), "cpu", where)
                .flatMap(cores -> Quantities.sum(List.of(requests), "memory", where)
                        .map(bytes -> new PodSize(Math.round(cores * MILLI), Math.round(bytes))))
                .filter(size -> size.milliCores > 0 && size.bytes > 0);
    }

    /** Tells whether this is as much as {@code other}, or more, of both resources. */
    boolean isAtLeast(PodSize other) {
        return milliCores >= other.milliCores && bytes >= other.bytes;
    }

    static String cpu(long milliCores) {
        return milliCores % MILLI == 0 ? String.valueOf(milliCores / MILLI) : milliCores + "m";
    }

    static String memory(long bytes) {
        long rest = bytes;
        int suffix = 0;
        while (suffix < SUFFIXES.size() - 1 && rest > 0 && rest % BINARY == 0) {
            rest /= BINARY;
            suffix++;
        }
        return rest + SUFFIXES.get(suffix);
    }

    /** Returns what {@link #parse} reads back. */
    @Override
    public String toString() {
        return cpu(milliCores) + "/" + memory(bytes);
    }
}
