package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.OwnedObject;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    private final FakeApi api = new FakeApi();
    private final Targets targets = new KubernetesTargets(api, Duration.ofSeconds(1), InstantSource.system());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deployments/shop?app=chat | deployments with app=chat in namespace shop",
                "statefulsets/shop?tier!=test,app | statefulsets with tier!=test,app in namespace shop",
                "serving.example/v1/models/shop?app=chat | models with app=chat in namespace shop"
            })
    void namesAKindANamespaceAndLabels(String path, String means) {
        assertThat(Selection.of(new TargetId("kubernetes", path))).get().hasToString(means);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deployments/shop", "deployment/shop?a=b", "deployments/Shop?a=b", "deployments/shop/x?a=b"})
    void anythingElseIsNone(String path) {
        assertThat(Selection.of(new TargetId("kubernetes", path))).isEmpty();
    }

    @Test
    void listsTheWorkloadsThatHaveTheLabels() {
        api.lists.put("deployments?app=chat", Uni.createFrom().item(List.of(named("a"), named("b"))));

        assertThat(targets.matching(TargetId.parse("kubernetes:deployments/shop?app=chat")))
                .isEqualTo(Result.ok(Set.of(
                        TargetId.parse("kubernetes:deployment/shop/a"),
                        TargetId.parse("kubernetes:deployment/shop/b"))));
    }

    @Test
    void saysWhichRightIsMissing() {
        api.lists.put("deployments?app=chat", FakeApi.refuse(403, "no"));

        Result<Set<TargetId>> answer = targets.matching(TargetId.parse("kubernetes:deployments/shop?app=chat"));

        Fault fault = ((Result.Failed<Set<TargetId>>) answer).fault();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.FORBIDDEN);
        assertThat(fault.message())
                .contains("{apiGroups: [\"apps\"], resources: [\"deployments\"], verbs: [\"list\"]}");
    }

    private static OwnedObject named(String name) {
        return new OwnedObject(new OwnedObject.Metadata(name, List.of()));
    }
}
