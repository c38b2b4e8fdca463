package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Archive;
import dev.flyball.core.port.Leases;
import dev.flyball.core.port.Leases.Lease;
import dev.flyball.core.port.Notice;
import dev.flyball.core.port.Notice.Importance;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The rights in the manifests are those that are used: none is missing, and none is there without need. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
@QuarkusTest
class RightsIT {

    private static final Path MANIFESTS = Path.of("..", "deploy", "kubernetes", "overlays");

    /** Rights that these tests have no way to use, and why. Whoever comes to use one must take it off this list. */
    private static final Map<String, String> NOT_USED_HERE = Map.of(
            "patch /pods/resize", "the API server of the tests is too old; ResizeTest asks a stub for it",
            "list keda.sh/scaledobjects", "the cluster of the tests has no KEDA, so that nobody asks for them");

    private static final Pattern REQUEST =
            Pattern.compile("([A-Z]+) /(?:api|apis/([^/]+))/[^/]+/namespaces/[^/]+/([^/]+)(?:/([^/]+)(?:/([^/]+))?)?");

    private Cluster cluster;
    private FaultyProxy proxy;
    private final Set<String> used = new ConcurrentSkipListSet<>();

    @BeforeEach
    void open() throws Exception {
        cluster = Cluster.open();
        proxy = FaultyProxy.before(cluster.admin());
        proxy.doing(line -> {
            right(line).ifPresent(used::add);
            return new FaultyProxy.Act.Pass();
        });
    }

    @AfterEach
    void close() {
        if (proxy != null) {
            proxy.close();
        }
        cluster.close();
    }

    @Test
    void theRoleOfANamespaceGrantsWhatIsUsedAndNothingElse() throws Exception {
        Set<String> granted = applied("namespace");

        String token = token();
        useAll(token);
        selectAll(token);

        assertThatAllIsUsed(granted);
    }

    @Test
    void theRoleOfASidecarGrantsWhatIsUsedAndNothingElse() throws Exception {
        Set<String> granted = applied("sidecar");

        String token = token();
        deployAll();
        for (String label : List.of("app=chat", "app=other-StatefulSet", "app=other-ReplicaSet", "app=old")) {
            KubernetesAdapter adapter = besidePodOf(label, token);
            useTarget(adapter, KubernetesAdapter.SELF);
            if (label.equals("app=chat")) {
                useSignals(adapter, KubernetesAdapter.SELF);
            }
        }

        assertThatAllIsUsed(granted);
    }

    @Test
    void theRoleOfTheClusterGrantsWhatThatOfANamespaceDoes() {
        assertThat(rightsIn("cluster")).isEqualTo(rightsIn("namespace"));
    }

    @Test
    void theRoleOfSeveralAgentsGrantsWhatDividingTargetsTakes() throws Exception {
        applied("namespace");
        cluster.apply(Files.readString(MANIFESTS.resolve("agents").resolve("role.yaml")));
        String token = token();
        KubernetesAdapter adapter =
                new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), () -> config(token));
        Leases leases = adapter.leases("flyball").orElseThrow();
        useArchive(adapter.archive("flyball").orElseThrow());

        assertThat(value(leases.list())).isEmpty();
        Lease made = value(leases.write("shard-0", Optional.of("a"), Duration.ofSeconds(15), Optional.empty()))
                .orElseThrow();
        assertThat(value(leases.write("shard-0", Optional.of("b"), Duration.ofSeconds(15), Optional.empty())))
                .as("made again")
                .isEmpty();
        Lease renewed = value(leases.write("shard-0", Optional.of("a"), Duration.ofSeconds(15), Optional.of(made)))
                .orElseThrow();
        assertThat(value(leases.write("shard-0", Optional.of("b"), Duration.ofSeconds(15), Optional.of(made))))
                .as("taken by one who saw an older version")
                .isEmpty();
        assertThat(value(leases.list())).containsExactly(renewed);
        assertThat(renewed.holder()).contains("a");
        Lease free = value(leases.write("shard-0", Optional.empty(), Duration.ofSeconds(15), Optional.of(renewed)))
                .orElseThrow();
        assertThat(free.holder()).isEmpty();
        assertThat(value(leases.remove("shard-0"))).isTrue();
        assertThat(value(leases.remove("shard-0"))).isFalse();
        JsonObject role = new JsonObject(cluster.kubectl("", "get", "role", "flyball-agents", "-o", "json"));
        assertThat(used).isEqualTo(rights(role));
    }

    private static void useArchive(Archive archive) {
        byte[] first = {1, 2, 3};
        byte[] second = new byte[archive.largest()];
        assertThat(value(archive.read("shard-0"))).isEmpty();
        String made = value(archive.write("shard-0", first, Optional.empty())).orElseThrow();
        assertThat(value(archive.write("shard-0", second, Optional.empty())))
                .as("made again")
                .isEmpty();
        assertThat(value(archive.read("shard-0")).orElseThrow().bytes()).isEqualTo(first);
        String changed =
                value(archive.write("shard-0", second, Optional.of(made))).orElseThrow();
        assertThat(value(archive.write("shard-0", first, Optional.of(made))))
                .as("written by one who saw an older version")
                .isEmpty();
        Archive.Entry found = value(archive.read("shard-0")).orElseThrow();
        assertThat(found.version()).isEqualTo(changed);
        assertThat(found.bytes()).as("as large as may be").isEqualTo(second);
    }

    @Test
    void aRightToKeepStateThatIsMissingIsNamedWithItsRule() throws Exception {
        applied("namespace");
        String token = token();
        Archive archive = new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), () -> config(token))
                .archive("flyball")
                .orElseThrow();

        assertThat(archive.read("shard-0")).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().message())
                .contains(
                        "may not get configmaps",
                        "{apiGroups: [\"\"], resources: [\"configmaps\"], verbs: [\"get\", \"create\", \"update\"]}",
                        "Role of namespace"));
    }

    @Test
    void aConfigMapOfSomebodyElseIsLeftAlone() throws Exception {
        applied("namespace");
        cluster.apply(Files.readString(MANIFESTS.resolve("agents").resolve("role.yaml")));
        String token = token();
        cluster.kubectl("", "create", "configmap", "flyball-shard-0", "--from-literal=theirs=1");
        Archive archive = new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), () -> config(token))
                .archive("flyball")
                .orElseThrow();

        assertThat(archive.read("shard-0")).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().message())
                .contains("ConfigMap flyball-shard-0 has no flyball-state.json.gz", "FLYBALL_LEASES"));
    }

    private Set<String> applied(String overlay) {
        cluster.kubectl("", "apply", "-k", MANIFESTS.resolve(overlay).toString());
        return rights(new JsonObject(cluster.kubectl("", "get", "role", "flyball", "-o", "json")));
    }

    private String token() {
        return cluster.kubectl("", "create", "token", "flyball").strip();
    }

    private void assertThatAllIsUsed(Set<String> granted) {
        assertThat(used).allMatch(right -> granted.stream().anyMatch(grant -> covers(grant, right)));
        Set<String> unused = new TreeSet<>(granted);
        unused.removeIf(grant -> used.stream().anyMatch(right -> covers(grant, right)));
        assertThat(unused).containsExactlyInAnyOrderElementsOf(NOT_USED_HERE.keySet());
    }

    /** Returns the adapter of an agent in a pod with this label. */
    private KubernetesAdapter besidePodOf(String label, String token) {
        String pods = cluster.kubectl("", "get", "pods", "-l", label, "-o", "jsonpath={.items[*].metadata.name}");
        Sidecar sidecar = new Sidecar(Optional.of(pods.split(" ")[0]), Duration.ofSeconds(60), System::nanoTime);
        return new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), sidecar, () -> config(token));
    }

    private void selectAll(String token) {
        Targets targets = new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), () -> config(token))
                .targets()
                .orElseThrow();
        for (String kinds : List.of("deployments", "statefulsets", "replicasets", "replicationcontrollers")) {
            TargetId selection = new TargetId("kubernetes", kinds + "/" + cluster.namespace() + "?app!=none");
            assertThat(value(targets.matching(selection))).isNotEmpty();
        }
    }

    private Config config(String token) {
        Config config = Config.fromKubeconfig(cluster.kubeconfigOf("{token: \"" + token + "\"}")
                .replaceAll("server: \"[^\"]*\", certificate-authority[^}]*", "server: \"" + proxy.url() + "\""));
        config.setNamespace(cluster.namespace());
        return config;
    }

    /** Does everything that needs a right, as the holder of this token. */
    private void useAll(String token) {
        KubernetesAdapter adapter =
                new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), () -> config(token));
        deployAll();
        for (String path : List.of(
                "deployment/%s/chat", "statefulset/%s/other", "replicaset/%s/other", "replicationcontroller/%s/old")) {
            useTarget(adapter, new TargetId("kubernetes", path.formatted(cluster.namespace())));
        }
        useSignals(adapter, new TargetId("kubernetes", "deployment/" + cluster.namespace() + "/chat"));
    }

    /** A lease is taken from the second look on, and renewed in the third. */
    private static void useTarget(KubernetesAdapter adapter, TargetId target) {
        Targets targets = adapter.targets().orElseThrow();
        assertThat(targets.obstacles(target)).isEmpty();
        Fleet fleet = null;
        for (int round = 0; round < 4; round++) {
            fleet = value(targets.observe(List.of(target), Instant.now()).get(target));
        }
        assertThat(targets.apply(target, new Change(1, 2), fleet.version())).isNotInstanceOf(Outcome.Refused.class);
    }

    private static void useSignals(KubernetesAdapter adapter, TargetId chat) {
        Map<TargetId, Fleet> fleets = Map.of(
                chat,
                value(adapter.targets()
                        .orElseThrow()
                        .observe(List.of(chat), Instant.now())
                        .get(chat)));
        List<Query> queries =
                List.of(new Query(chat, "cpu"), query(chat, "custom", "queue_length"), query(chat, "external", "jobs"));
        adapter.signals()
                .orElseThrow()
                .read(queries, fleets, Instant.now())
                .values()
                .forEach(Samples::value);
        Notice notice = new Notice(Importance.NORMAL, "ON_TARGET", "all", "all is well", Instant.now());
        assertThat(adapter.notices().orElseThrow().tell(chat, notice)).isEmpty();
        assertThat(adapter.notices().orElseThrow().tell(chat, notice)).isEmpty();
    }

    private void deployAll() {
        cluster.deploy("chat", 1);
        for (String kind : List.of("StatefulSet", "ReplicaSet")) {
            String field = kind.equals("StatefulSet") ? "serviceName: chat" : "minReadySeconds: 0";
            cluster.apply("""
                    apiVersion: apps/v1
                    kind: %1$s
                    metadata: {name: other}
                    spec:
                      replicas: 1
                      %2$s
                      selector: {matchLabels: {app: "other-%1$s"}}
                      template:
                        metadata: {labels: {app: other-%1$s}}
                        spec: {containers: [{name: server, image: "registry.example/server:1"}]}
                    """.formatted(kind, field));
        }
        cluster.apply("""
                apiVersion: v1
                kind: ReplicationController
                metadata: {name: old}
                spec:
                  replicas: 1
                  selector: {app: old}
                  template:
                    metadata: {labels: {app: old}}
                    spec: {containers: [{name: server, image: "registry.example/server:1"}]}
                """);
        cluster.use("chat", "240m", "64Mi");
        cluster.custom("pods/*", "queue_length", "7");
        cluster.external("jobs", "3");
    }

    private static Query query(TargetId target, String signal, String text) {
        return new Query(target, signal, Optional.of(new Query.Expression(text, Reads.TOTAL)));
    }

    /** Returns the right that a request takes, as RBAC names it; empty for requests that every user may send. */
    private static Optional<String> right(String line) {
        boolean watch = line.endsWith(FaultyProxy.WATCH);
        Matcher request = REQUEST.matcher(line.replace(FaultyProxy.WATCH, ""));
        if (!request.matches()) {
            return Optional.empty();
        }
        String verb =
                switch (request.group(1)) {
                    case "GET" -> watch ? "watch" : request.group(4) == null ? "list" : "get";
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    case "DELETE" -> "delete";
                    default -> "patch";
                };
        return Optional.of(verb + " " + Optional.ofNullable(request.group(2)).orElse("") + "/" + request.group(3)
                + Optional.ofNullable(request.group(5)).map(sub -> "/" + sub).orElse(""));
    }

    private static boolean covers(String grant, String right) {
        return grant.equals(right) || grant.endsWith("/*") && right.startsWith(grant.substring(0, grant.length() - 1));
    }

    private Set<String> rightsIn(String overlay) {
        Set<String> rights = new TreeSet<>();
        String objects = cluster.kubectl(
                "",
                "create",
                "--dry-run=client",
                "-o",
                "json",
                "-k",
                MANIFESTS.resolve(overlay).toString(),
                "--namespace",
                "flyball");
        // kubectl prints one object after the other, or a list of them.
        for (String object : objects.split("(?m)(?<=^\\})\\n")) {
            JsonObject json = new JsonObject(object);
            Stream<JsonObject> all = json.containsKey("items")
                    ? json.getJsonArray("items").stream().map(JsonObject.class::cast)
                    : Stream.of(json);
            all.filter(one -> one.getString("kind").endsWith("Role"))
                    .map(RightsIT::rights)
                    .forEach(rights::addAll);
        }
        return rights;
    }

    private static Set<String> rights(JsonObject role) {
        Set<String> rights = new TreeSet<>();
        for (Object rule : role.getJsonArray("rules")) {
            for (Object group : strings(rule, "apiGroups")) {
                for (Object resource : strings(rule, "resources")) {
                    strings(rule, "verbs").forEach(verb -> rights.add(verb + " " + group + "/" + resource));
                }
            }
        }
        return rights;
    }

    private static JsonArray strings(Object rule, String key) {
        return ((JsonObject) rule).getJsonArray(key);
    }
}
