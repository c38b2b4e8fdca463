package dev.flyball.agent.report;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.round.RoundListener;
import dev.flyball.agent.round.Threads;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.port.Notice;
import dev.flyball.core.port.Notice.Importance;
import dev.flyball.core.port.Notices;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Tells each applied change and each new obstacle on the platform of its target, on other threads, so that no round
 * waits for it. Of agents that share a target, only the one that may write tells.
 */
@Singleton
public final class Notifier implements RoundListener {

    private static final Logger LOG = Logger.getLogger("flyball");

    private final Adapters adapters;
    private final Executor tellers;
    private final Troubles troubles = new Troubles();
    private final Map<String, Decided> lastChange = new ConcurrentHashMap<>();
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    @Inject
    Notifier(Adapters adapters, Threads threads) {
        this(adapters, threads.notices());
    }

    Notifier(Adapters adapters, Executor tellers) {
        this.adapters = adapters;
        this.tellers = tellers;
    }

    @Override
    public void decided(Decided event) {
        Optional<Notices> notices = adapters.of(event.target().resource()).notices();
        if (notices.isEmpty()) {
            return;
        }
        Troubles.News news = troubles.in(event);
        if (event.lastOutcome().orElse(null) instanceof Outcome.Applied applied) {
            Optional.ofNullable(lastChange.remove(event.target().name()))
                    .ifPresent(change -> tell(notices.get(), event, ofChange(change, applied)));
        }
        if (event.decision().change().isPresent()) {
            lastChange.put(event.target().name(), event);
        }
        if (event.mode() != WriteMode.NO_LEASE) {
            news.begun().forEach(trouble -> tell(notices.get(), event, ofTrouble(trouble, event)));
        }
    }

    @Override
    public void left(TargetSettings target) {
        troubles.forget(target);
        lastChange.remove(target.name());
    }

    private static Notice ofChange(Decided change, Outcome.Applied applied) {
        String line = Explanation.line(change.decision());
        return new Notice(Importance.NORMAL, change.decision().reason().name(), line, line, applied.at());
    }

    private static Notice ofTrouble(Troubles.Begun trouble, Decided event) {
        return new Notice(
                Importance.WARNING,
                trouble.kind(),
                trouble.what(),
                "cannot " + trouble.what() + ": " + trouble.message(),
                event.decision().at());
    }

    private void tell(Notices notices, Decided event, Notice notice) {
        TargetId target = event.target().resource();
        tellers.execute(() -> {
            try {
                notices.tell(target, notice)
                        .ifPresent(fault -> say(event.target().name(), fault));
            } catch (RuntimeException defect) {
                LOG.errorf(defect, "%s: a notice failed in the adapter; please report this", target);
            }
        });
    }

    private void say(String target, Fault fault) {
        if (fault.kind() == Fault.Kind.FORBIDDEN && said.add(fault.message())) {
            LOG.warnf("%s: changes and obstacles are not told as events: %s", target, fault.message());
        } else {
            LOG.debugf("%s: a notice was not told: %s", target, fault.message());
        }
    }
}
