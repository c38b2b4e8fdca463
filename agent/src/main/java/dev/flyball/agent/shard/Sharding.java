package dev.flyball.agent.shard;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.settings.Settings;
import dev.flyball.core.port.Leases;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.TargetId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jboss.logging.Logger;

/**
 * This agent's part in dividing the targets: all are its own unless the settings name shards; then those are whose
 * shard it holds, and none before {@link #start}.
 */
@Singleton
public final class Sharding implements Ownership {

    private static final Logger LOG = Logger.getLogger("flyball.shards");
    private static final int DIGITS = 8;

    private final Optional<Integer> shards;
    private final String leaseName;
    private final Terms terms;
    private final Adapters adapters;
    private final Tenures tenures = new Tenures(System::nanoTime);
    private final String self;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "flyball-shards");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Election> election = Optional.empty();
    private Optional<ShardListener> listener = Optional.empty();
    private volatile boolean onlyLooking;
    private Optional<Fault.Kind> failing = Optional.empty();
    private List<Integer> told = List.of();

    Sharding(Settings settings, Adapters adapters, Terms terms) {
        this.shards = settings.shards();
        this.leaseName = settings.leases();
        this.terms = terms;
        this.adapters = adapters;
        this.self = self(settings);
    }

    /** A process that comes back in the same pod is another one: its predecessor's shards end by themselves. */
    private static String self(Settings settings) {
        String pod = settings.podName()
                .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
                .orElse("agent");
        return pod.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-") + "-"
                + UUID.randomUUID().toString().substring(0, DIGITS);
    }

    /** Returns which of {@code shards} shards a target is in; the same for all agents, and for all time. */
    static int shardOf(TargetId target, int shards) {
        CRC32 sum = new CRC32();
        sum.update(target.toString().getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() % shards);
    }

    /** Returns which shard a target is in. */
    public int shardOf(TargetId target) {
        return shardOf(target, shards.orElse(1));
    }

    /** Tells whether a shard is held for longer than a write can take. */
    public boolean holds(int shard) {
        return tenures.remaining(shard)
                .filter(left -> left.compareTo(terms.writes()) > 0)
                .isPresent();
    }

    /** Returns the name of the lease that shows whose a target is. */
    public String leaseOf(TargetId target) {
        return leaseName + "-shard-" + shardOf(target);
    }

    /** Has all targets decided for once and none of them written, where agents divide them. */
    public void onlyLook() {
        onlyLooking = true;
    }

    /** Has somebody told which shards are held. Called before {@link #start}. */
    public void tells(ShardListener told) {
        listener = Optional.of(told);
    }

    @Override
    public OptionalLong term(TargetId target) {
        if (onlyLooking) {
            return OptionalLong.of(0);
        }
        return shards.map(many -> tenures.term(shardOf(target, many))).orElse(OptionalLong.of(0));
    }

    @Override
    public boolean mayWrite(TargetId target) {
        return shards.isEmpty() || holds(shardOf(target));
    }

    /** Begins to take part. */
    public void start() {
        shards.ifPresent(many -> {
            Leases leases = adapters.leases(leaseName);
            election = Optional.of(new Election(leases, self, many, terms, System::nanoTime, tenures));
            LOG.infof("Dividing the targets in %d shards by leases %s; this agent is %s", many, leaseName, self);
            heart.scheduleAtFixedRate(this::beat, 0, terms.beat().toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private void beat() {
        try {
            Election now = election.orElseThrow();
            tell(now.step());
            listener.ifPresent(told -> told.held(tenures.terms(), now.leaving()));
        } catch (RuntimeException defect) {
            LOG.error("A look at the leases failed, which is a defect: please report this", defect);
        }
    }

    private void tell(Optional<Fault> fault) {
        Optional<Fault.Kind> kind = fault.map(Fault::kind);
        if (!kind.equals(failing)) {
            fault.ifPresentOrElse(
                    bad -> LOG.errorf(
                            "The leases %s cannot be kept: %s (%s). Shards that are held end by themselves",
                            leaseName, bad.message(), bad.kind()),
                    () -> LOG.infof("The leases %s can be kept again", leaseName));
            failing = kind;
        }
        List<Integer> held = IntStream.range(0, shards.orElseThrow())
                .filter(shard -> tenures.remaining(shard).isPresent())
                .boxed()
                .toList();
        if (!held.equals(told)) {
            LOG.infof("Holding shards %s of %d", held, shards.orElseThrow());
            told = held;
        }
    }

    /** Gives up all shards. Called when no write is under way any more; waits until it is done. */
    public void stop() {
        heart.shutdown();
        try {
            if (!heart.awaitTermination(terms.writes().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf(
                        "The leases %s are not given back, since a look at them hangs; they end by themselves",
                        leaseName);
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        election.flatMap(Election::resign)
                .ifPresent(fault -> LOG.warnf(
                        "The leases %s are not given back, and end by themselves: %s (%s)",
                        leaseName, fault.message(), fault.kind()));
    }
}
