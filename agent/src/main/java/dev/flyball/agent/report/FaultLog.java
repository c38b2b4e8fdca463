package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.result.Fault;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Says each fault once when it begins, or becomes another, and once when it is over. */
@Singleton
public final class FaultLog implements RoundListener {

    private static final Logger LOG = Logger.getLogger("flyball");

    private final Troubles troubles = new Troubles();
    private final Map<String, Fault.Kind> unlisted = new ConcurrentHashMap<>();

    @Override
    public void decided(Decided event) {
        String target = event.target().name();
        Troubles.News news = troubles.in(event);
        news.begun()
                .forEach(trouble ->
                        LOG.warnf("%s: cannot %s: %s (%s)", target, trouble.what(), trouble.message(), trouble.kind()));
        news.ended()
                .forEach(over -> LOG.infof(
                        "%s: can %s again, after %d s",
                        target, over.what(), over.after().toSeconds()));
    }

    @Override
    public void left(TargetSettings target) {
        troubles.forget(target);
        LOG.infof("%s: is no target any more: nothing selects it", target.name());
    }

    @Override
    public void lost(TargetSettings target) {
        troubles.forget(target);
    }

    @Override
    public void listed(TargetSettings selection, Optional<Fault> fault) {
        Optional<Fault.Kind> kind = fault.map(Fault::kind);
        Optional<Fault.Kind> before = Optional.ofNullable(
                kind.isPresent() ? unlisted.put(selection.name(), kind.get()) : unlisted.remove(selection.name()));
        if (kind.equals(before)) {
            return;
        }
        fault.ifPresentOrElse(
                found -> LOG.warnf(
                        "%s: cannot list %s: %s (%s)",
                        selection.name(), selection.resource(), found.message(), found.kind()),
                () -> LOG.infof("%s: can list %s again", selection.name(), selection.resource()));
    }
}
