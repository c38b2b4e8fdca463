package dev.flyball.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A namespace of its own in a real cluster, deleted at the end. Needs kubectl. The cluster is found by the environment
 * variables IT_KUBECONFIG, an administrator's kubeconfig, and IT_KUBE_METRICS, where a stand-in for metrics-server is
 * told what pods use.
 */
public final class Cluster implements AutoCloseable {

    public static final String KUBECONFIG = "IT_KUBECONFIG";
    public static final String METRICS = "IT_KUBE_METRICS";

    private final String kubeconfig;
    private final String metrics;
    private final String namespace =
            "flyball-it-" + UUID.randomUUID().toString().substring(0, 8);

    private Cluster(String kubeconfig, String metrics) {
        this.kubeconfig = kubeconfig;
        this.metrics = metrics;
    }

    /** Opens a namespace in the cluster that the environment names. */
    public static Cluster open() {
        return open(System.getenv(KUBECONFIG), System.getenv(METRICS));
    }

    /** Opens a namespace in this cluster. */
    public static Cluster open(String kubeconfig, String metrics) {
        Cluster cluster = new Cluster(kubeconfig, metrics);
        cluster.kubectl("", "create", "namespace", cluster.namespace);
        return cluster;
    }

    public String namespace() {
        return namespace;
    }

    /** Returns the administrator's kubeconfig. */
    public String kubeconfig() {
        return kubeconfig;
    }

    public Config admin() {
        return Config.fromKubeconfig(Path.of(kubeconfig).toFile());
    }

    /** Returns a kubeconfig for the same server with another user. */
    public String kubeconfigOf(String user) {
        Config admin = admin();
        String authority = admin.getCaCertData() != null
                ? "certificate-authority-data: " + admin.getCaCertData()
                : "certificate-authority: " + admin.getCaCertFile();
        return """
                apiVersion: v1
                kind: Config
                current-context: it
                contexts: [{name: it, context: {cluster: it, user: it}}]
                clusters: [{name: it, cluster: {server: "%s", %s}}]
                users: [{name: it, user: %s}]
                """.formatted(admin.getMasterUrl(), authority, user);
    }

    /** Creates a deployment, and waits until its pods are ready. */
    public void deploy(String name, int replicas) {
        apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                      - name: server
                        image: registry.example/server:1
                        resources: {requests: {cpu: 400m, memory: 64Mi}}
                      - name: proxy
                        image: registry.example/proxy:1
                        resources: {requests: {cpu: 100m, memory: 64Mi}}
                """.formatted(name, replicas));
        kubectl("", "rollout", "status", "deployment/" + name, "--timeout=60s");
    }

    /** Creates a service account that may do what these rules say, and returns its token. */
    public String tokenWith(String account, String rules) {
        apply("""
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %1$s}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: %1$s}
                rules: [%2$s]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
                subjects: [{kind: ServiceAccount, name: %1$s}]
                """.formatted(account, rules));
        return kubectl("", "create", "token", account).strip();
    }

    /** Says what each pod whose name begins so uses, over all its containers. */
    public void use(String podPrefix, String cpu, String memory) {
        tell("resource/" + namespace + "/" + podPrefix, "{\"cpu\": \"" + cpu + "\", \"memory\": \"" + memory + "\"}");
    }

    /** Says what all pods together use whose name begins so; they share it evenly. */
    public void useInTotal(String podPrefix, String cpu) {
        tell("resource/" + namespace + "/" + podPrefix, "{\"cpu\": \"" + cpu + "\", \"total\": true}");
    }

    /** Says what a custom metric is of an object, {@code RESOURCE/NAME}; of all of them if its name is {@code *}. */
    public void custom(String object, String metric, String value) {
        tell("custom/" + namespace + "/" + object + "/" + metric, value);
    }

    /** Says what an external metric is; {@code ?LABEL=VALUE} may follow its name. */
    public void external(String metric, String value) {
        tell("external/" + namespace + "/" + metric, value);
    }

    private void tell(String path, String value) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(metrics + "/" + path))
                    .PUT(HttpRequest.BodyPublishers.ofString(value))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new IllegalStateException(request.uri() + " answered " + answer.statusCode() + answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("IT_KUBE_METRICS=" + metrics + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Creates or changes what the manifest says. */
    public void apply(String manifest) {
        kubectl(manifest, "apply", "-f", "-");
    }

    /** Runs kubectl in this namespace, and returns what it prints. */
    public String kubectl(String input, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig, "--namespace", namespace));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("kubectl", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(errors));
            }
            Files.delete(errors);
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(command + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kubectl("", "delete", "namespace", namespace, "--wait=false");
    }
}
