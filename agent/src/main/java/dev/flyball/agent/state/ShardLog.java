package dev.flyball.agent.state;

import dev.flyball.core.port.Archive;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Says what becomes of the state of shards: what lasts is said when it begins and when it is over. */
final class ShardLog {

    private static final Logger LOG = Logger.getLogger(ShardMemories.class);

    private final Archive archive;
    private final Set<String> failing = new HashSet<>();
    private final Map<String, Optional<ShardForm.Extent>> extents = new HashMap<>();

    ShardLog(Archive archive) {
        this.archive = archive;
    }

    /** Tells whether a fault may be over soon. */
    static boolean mayPass(Fault fault) {
        return switch (fault.kind()) {
            case UNREACHABLE, TIMED_OUT, RATE_LIMITED, UNAUTHENTICATED -> true;
            default -> false;
        };
    }

    void read(String name, StateJson.Contents contents) {
        LOG.infof("The memory of %d targets comes from %s", contents.kept().size(), archive.named(name));
        contents.forgotten()
                .forEach(problem -> LOG.warnf("What was kept makes no sense and is forgotten: %s", problem));
    }

    void unread(String name, Fault fault) {
        LOG.errorf(
                "The state in %s cannot be read: %s (%s). Its targets are scaled without memory: none shrinks for a while, and"
                        + " orders of operators are not known",
                archive.named(name), fault.message(), fault.kind());
    }

    void unusable(String name, String why) {
        LOG.errorf(
                "The state in %s cannot be used: %s. Its targets are scaled without memory: none shrinks for a while, and"
                        + " orders of operators are not known",
                archive.named(name), why);
    }

    synchronized void extent(String name, Optional<ShardForm.Extent> extent, int targets) {
        Optional<ShardForm.Extent> before = extents.put(name, extent);
        boolean all = extent.equals(Optional.of(ShardForm.Extent.ALL));
        if (extent.equals(before) || all && before == null) {
            return;
        }
        if (all) {
            LOG.infof("The whole state of %d targets fits into %s again", targets, archive.named(name));
        } else {
            LOG.warnf(
                    "The state of %d targets is too large for %s, which may have %d bytes; %s is kept. Raise FLYBALL_SHARDS",
                    targets,
                    archive.named(name),
                    archive.largest(),
                    extent.map(ShardForm.Extent::toString).orElse("nothing"));
        }
    }

    synchronized void kept(String name) {
        if (failing.remove(name)) {
            LOG.infof("The state is kept in %s again", archive.named(name));
        }
    }

    synchronized void unkept(String name, Result<Optional<String>> answer) {
        if (failing.add(name)) {
            String why = answer instanceof Result.Failed<Optional<String>> failed
                    ? failed.fault().message() + " (" + failed.fault().kind() + ")"
                    : "somebody else changes it";
            LOG.errorf(
                    "The state cannot be kept in %s: %s. Targets are scaled as before; an agent that takes the shard over"
                            + " begins with what was kept last",
                    archive.named(name), why);
        }
    }
}
