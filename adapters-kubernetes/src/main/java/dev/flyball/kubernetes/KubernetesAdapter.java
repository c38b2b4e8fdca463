package dev.flyball.kubernetes;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Archive;
import dev.flyball.core.port.Leases;
import dev.flyball.core.port.Notices;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.ExpressionUse;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.RestKubernetesApi;
import io.fabric8.kubernetes.client.Config;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Scales Kubernetes workloads, and reads signals from the metrics APIs. Making it opens nothing: the client
 * configuration is read, and the server connected to, with the first request. Requests need a running Quarkus
 * container. Safe for use by several threads.
 */
public final class KubernetesAdapter implements Adapter {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration MAX_AGE = Duration.ofMinutes(2);

    /** The target that stands for the workload of the agent's own pod. */
    public static final TargetId SELF = OwnWorkload.SELF;

    private static final Sidecar NO_POD = new Sidecar(Optional.empty(), Duration.ofSeconds(45), System::nanoTime);

    private static final Platform.SizeForm SIZES =
            new Platform.SizeForm("500m/1Gi", text -> PodSize.read(text).map(PodSize::asServerSize));

    private final KubernetesApi api;
    private final Calls calls;
    private final InstantSource clock;
    private final Targets targets;
    private final Signals signals;
    private final Notices notices;

    /**
     * Makes the adapter with the configuration that kubectl uses: KUBECONFIG, {@code ~/.kube/config}, or else the
     * service account of the pod it runs in.
     *
     * @param limit how long one target may take to observe or change, and one namespace to read, all requests together
     * @param clock tells when a change was accepted, and when credentials are old
     */
    public KubernetesAdapter(Duration limit, InstantSource clock) {
        this(limit, clock, () -> Config.autoConfigure(null));
    }

    /**
     * Makes the adapter with another configuration, for an agent that runs in no pod.
     *
     * @param limit how long one target may take to observe or change, and one namespace to read, all requests together
     * @param clock tells when a change was accepted, and when credentials are old
     * @param config reads the configuration; called with the first request, and again when credentials have changed
     */
    public KubernetesAdapter(Duration limit, InstantSource clock, Supplier<Config> config) {
        this(limit, clock, NO_POD, config);
    }

    /** Makes the adapter for an agent that runs in a pod, with the configuration that kubectl uses. */
    public KubernetesAdapter(Duration limit, InstantSource clock, Sidecar sidecar) {
        this(limit, clock, sidecar, () -> Config.autoConfigure(null));
    }

    /** Makes the adapter for an agent that runs in a pod, with another configuration. */
    public KubernetesAdapter(Duration limit, InstantSource clock, Sidecar sidecar, Supplier<Config> config) {
        this.api = new RestKubernetesApi(config, limit, clock);
        this.clock = clock;
        OwnWorkload own = own(api, limit, clock, sidecar);
        this.targets = targets(api, limit, clock, sidecar, own);
        this.signals = new SelfSignals(new KubernetesSignals(api, limit), own);
        this.calls = new Calls(api, limit);
        this.notices = new KubernetesEvents(api, calls, new Served(api, calls, clock), own);
    }

    static Targets targets(KubernetesApi api, Duration limit, InstantSource clock, Sidecar sidecar) {
        return targets(api, limit, clock, sidecar, own(api, limit, clock, sidecar));
    }

    private static Targets targets(
            KubernetesApi api, Duration limit, InstantSource clock, Sidecar sidecar, OwnWorkload own) {
        Calls calls = new Calls(api, limit);
        return new SelfTargets(
                new KubernetesTargets(api, limit, clock), own, new Tenancy(api, calls, sidecar, clock), calls);
    }

    private static OwnWorkload own(KubernetesApi api, Duration limit, InstantSource clock, Sidecar sidecar) {
        Calls calls = new Calls(api, limit);
        return new OwnWorkload(api, calls, new Served(api, calls, clock), sidecar.podName());
    }

    @Override
    public List<Platform> platforms() {
        SignalKind use = new SignalKind(
                SetPoint.Unit.UTILIZATION, Optional.empty(), MAX_AGE, Reads.PER_SERVER, false, ExpressionUse.OPTIONAL);
        SignalKind metric = new SignalKind(
                SetPoint.Unit.PER_SERVER, Optional.empty(), MAX_AGE, Reads.TOTAL, false, ExpressionUse.REQUIRED);
        Map<String, SignalKind> kinds = new HashMap<>();
        KubernetesSignals.RESOURCES.forEach(resource -> kinds.put(resource, use));
        kinds.put("memory", use.of(Platform.Burden.SERVER));
        kinds.put(KubernetesSignals.CUSTOM, metric);
        kinds.put(KubernetesSignals.EXTERNAL, metric);
        return List.of(new Platform(
                Workload.SCHEME, Workload.forms(), INTERVAL, "cpu", kinds, Optional.empty(), Optional.of(SIZES)));
    }

    @Override
    public Optional<Targets> targets() {
        return Optional.of(targets);
    }

    @Override
    public Optional<Signals> signals() {
        return Optional.of(signals);
    }

    @Override
    public Optional<Notices> notices() {
        return Optional.of(notices);
    }

    @Override
    public Optional<Archive> archive(String name) {
        return Optional.of(new KubernetesArchive(api, calls, name));
    }

    @Override
    public Optional<Leases> leases(String name) {
        return Optional.of(new KubernetesLeases(api, calls, name, clock));
    }
}
