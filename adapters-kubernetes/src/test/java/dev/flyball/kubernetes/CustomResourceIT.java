package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Custom resources of a real API server: one kind with a scale subresource, and one without. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomResourceIT {

    private Cluster cluster;
    private String group;
    private Targets targets;

    @BeforeAll
    void open() {
        cluster = Cluster.open();
        group = cluster.namespace() + ".example.com";
        define("models", "Model", """
                subresources:
                  scale: {specReplicasPath: .spec.copies, statusReplicasPath: .status.copies, labelSelectorPath: .status.selector}
                  status: {}""");
        define("jobs", "Job", "subresources: {status: {}}");
        create("Model");
        create("Job");
        cluster.kubectl(
                "",
                "patch",
                "models." + group,
                "chat",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\": {\"copies\": 2, \"selector\": \"app=chat\"}}");
        cluster.deploy("chat", 2);
        targets = new KubernetesAdapter(Duration.ofSeconds(15), InstantSource.system(), cluster::admin)
                .targets()
                .orElseThrow();
    }

    @AfterAll
    void close() {
        cluster.kubectl("", "delete", "crd", "models." + group, "jobs." + group, "--wait=false");
        cluster.close();
    }

    @Test
    void isObservedAndWrittenAgainstTheVersionSeen() {
        TargetId model = target("models", "chat");
        Fleet seen = value(observe(model));
        assertThat(seen.wanted()).isEqualTo(3);
        assertThat(seen.size()).isEqualTo(2);
        assertThat(seen.servers()).hasSize(2);
        assertThat(targets.obstacles(model)).isEmpty();

        assertThat(targets.apply(model, new Change(3, 5), seen.version()))
                .isInstanceOfSatisfying(Outcome.Applied.class, applied -> assertThat(applied.servers())
                        .isEqualTo(5));
        assertThat(cluster.kubectl("", "get", "models." + group, "chat", "-o", "jsonpath={.spec.copies}"))
                .isEqualTo("5");
        assertThat(targets.apply(model, new Change(3, 6), seen.version())).isInstanceOf(Outcome.Deferred.class);
    }

    @Test
    void whatCannotBeScaledIsToldApartFromWhatIsMissing() {
        assertThat(fault(observe(target("jobs", "chat")))).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(fault.message()).contains("jobs." + group, "declares no scale subresource");
        });
        assertThat(fault(observe(target("models", "gone"))).message()).contains("gone in namespace", "does not exist");
        assertThat(fault(observe(target("trains", "chat"))).message()).contains("has no resource trains in API group");
    }

    private TargetId target(String plural, String name) {
        return new TargetId("kubernetes", group + "/v1/" + plural + "/" + cluster.namespace() + "/" + name);
    }

    private Result<Fleet> observe(TargetId target) {
        return targets.observe(List.of(target), Instant.now()).get(target);
    }

    private void define(String plural, String kind, String subresources) {
        cluster.apply("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %1$s.%2$s}
                spec:
                  group: %2$s
                  scope: Namespaced
                  names: {plural: %1$s, singular: %3$s, kind: %4$s}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec: {type: object, properties: {copies: {type: integer}}}
                          status: {type: object, properties: {copies: {type: integer}, selector: {type: string}}}
                """.formatted(plural, group, kind.toLowerCase(Locale.ROOT), kind) + subresources.indent(4));
        cluster.kubectl("", "wait", "--for=condition=Established", "crd/" + plural + "." + group, "--timeout=30s");
    }

    private void create(String kind) {
        cluster.apply("""
                apiVersion: %s/v1
                kind: %s
                metadata: {name: chat}
                spec: {copies: 3}
                """.formatted(group, kind));
    }
}
