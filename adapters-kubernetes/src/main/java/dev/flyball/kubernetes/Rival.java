package dev.flyball.kubernetes;

import dev.flyball.kubernetes.api.ScalingRule;
import dev.flyball.kubernetes.api.ScalingRule.TargetRef;
import java.util.List;
import java.util.Optional;

/** Somebody else who was told to scale a workload. */
record Rival(Sort sort, String namespace, String name, TargetRef target) {

    /** The sorts there are, in the order in which they are named; a ScaledObject also makes an HPA of its own. */
    enum Sort {
        SCALED_OBJECT("ScaledObject", "keda.sh", List.of("v1alpha1"), "scaledobjects"),
        HPA("HorizontalPodAutoscaler", "autoscaling", List.of("v2", "v2beta2", "v1"), "horizontalpodautoscalers");

        private final String kind;
        private final String group;
        private final List<String> versions;
        private final String resource;

        Sort(String kind, String group, List<String> versions, String resource) {
            this.kind = kind;
            this.group = group;
            this.versions = versions;
            this.resource = resource;
        }

        /** Returns its name in manifests. */
        String kind() {
            return kind;
        }

        String group() {
            return group;
        }

        /** Returns the versions of the API that will do, the newest first. */
        List<String> versions() {
            return versions;
        }

        /** Returns its plural name in the API. */
        String resource() {
            return resource;
        }

        Right right(String namespace) {
            return new Right("list", group, resource, "", namespace, "");
        }
    }

    /** Reads the rule; empty if it names no workload. */
    static Optional<Rival> of(Sort sort, String namespace, ScalingRule rule) {
        boolean whole = rule.metadata() != null
                && rule.metadata().name() != null
                && rule.spec() != null
                && rule.spec().scaleTargetRef() != null
                && rule.spec().scaleTargetRef().name() != null;
        return whole
                ? Optional.of(new Rival(
                        sort,
                        namespace,
                        rule.metadata().name(),
                        complete(rule.spec().scaleTargetRef())))
                : Optional.empty();
    }

    /** What a ScaledObject may leave out; an HPA never does. */
    private static TargetRef complete(TargetRef ref) {
        return new TargetRef(
                Optional.ofNullable(ref.apiVersion()).orElse("apps/v1"),
                Optional.ofNullable(ref.kind()).orElse("Deployment"),
                ref.name());
    }

    /** Tells whether it scales this workload, of which {@code kind} is the name in manifests. */
    boolean scales(Workload workload, String kind) {
        return namespace.equals(workload.namespace())
                && target.name().equals(workload.name())
                && target.kind().equals(kind)
                && group(target.apiVersion()).equals(workload.kind().group());
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    @Override
    public String toString() {
        return sort.kind() + " " + namespace + "/" + name;
    }
}
