package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Says each fault once when it begins, or becomes another, and once when it is over. */
@Singleton
public final class FaultLog implements RoundListener {

    private static final Logger LOG = Logger.getLogger("flyball");

    private final Troubles troubles = new Troubles();

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
}
