package dev.flyball.agent.program;

import dev.flyball.kubernetes.Cluster;
import dev.flyball.prometheus.Web;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives each pod of a deployment a model server of its own, on a loopback address that becomes the pod's, as soon as
 * the pod runs. The servers share the requests that there are evenly.
 */
final class ModelServers implements AutoCloseable {

    private static final int RUN_AT_ONCE = 8;

    private final Cluster cluster;
    private final String app;
    private final Map<String, Web> byPod = new ConcurrentHashMap<>();
    private final List<Web> all = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService kubelet = Executors.newSingleThreadScheduledExecutor();
    private int port;
    private volatile int requests;
    private volatile boolean broken;

    private ModelServers(Cluster cluster, String app) {
        this.cluster = cluster;
        this.app = app;
    }

    static ModelServers of(Cluster cluster, String app) {
        ModelServers servers = new ModelServers(cluster, app);
        servers.look();
        servers.kubelet.scheduleWithFixedDelay(servers::look, 200, 200, TimeUnit.MILLISECONDS);
        return servers;
    }

    /** The port that all of them listen on. */
    int port() {
        return port;
    }

    /** Says how many requests there are in all, waiting or running. */
    void serve(int total) {
        requests = total;
    }

    /** Lets one server send its metrics without end from now on, or no longer. */
    void breakOne(boolean endless) {
        broken = endless;
    }

    private void look() {
        String lines = cluster.kubectl(
                "",
                "get",
                "pods",
                "-l",
                "app=" + app,
                "--field-selector=status.phase=Running",
                "-o",
                "jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}");
        Set<String> pods = new HashSet<>(lines.lines().toList());
        byPod.keySet().stream().filter(pod -> !pods.contains(pod)).forEach(pod -> byPod.remove(pod)
                .close());
        pods.stream().filter(pod -> !byPod.containsKey(pod)).forEach(this::start);
    }

    private void start(String pod) {
        String address = "127.0.77." + (all.size() + 1);
        try {
            Web server = Web.at(address, port);
            boolean first = all.isEmpty();
            port = server.port();
            all.add(server);
            server.answers(exchange -> {
                if (first && broken) {
                    server.endless("vllm:other 1\n").to(exchange);
                } else {
                    Web.text(200, metrics()).to(exchange);
                }
            });
            cluster.kubectl(
                    "",
                    "patch",
                    "pod",
                    pod,
                    "--subresource=status",
                    "--type=merge",
                    "-p",
                    "{\"status\":{\"podIP\":\"" + address + "\",\"podIPs\":[{\"ip\":\"" + address + "\"}]}}");
            byPod.put(pod, server);
        } catch (IOException taken) {
            throw new IllegalStateException("no model server at " + address + ":" + port, taken);
        }
    }

    private String metrics() {
        double share = (double) requests / Math.max(1, byPod.size());
        double running = Math.min(RUN_AT_ONCE, share);
        return """
                # HELP vllm:num_requests_running Number of requests in model execution batches.
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0",model_name="chat"} %s
                # HELP vllm:num_requests_waiting Number of requests waiting to be processed.
                # TYPE vllm:num_requests_waiting gauge
                vllm:num_requests_waiting{engine="0",model_name="chat"} %s
                """.formatted(running, share - running);
    }

    @Override
    public void close() {
        kubelet.shutdownNow();
        all.forEach(Web::close);
    }
}
