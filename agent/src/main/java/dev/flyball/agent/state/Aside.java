package dev.flyball.agent.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flyball.core.port.Archive;
import dev.flyball.core.result.Result;
import java.io.IOException;
import java.util.Optional;

/** Reads the state of a shard, and sets aside what cannot be used. */
record Aside(Archive archive, ShardForm form, ShardLog log) {

    /** Returns what an entry says; nothing if it cannot be used, which is said. */
    Optional<StateJson.Contents> read(String name, Archive.Entry entry) {
        try {
            return Optional.of(form.read(entry.bytes()));
        } catch (StateJson.NewerException newer) {
            setAside(name, "newer", newer.getMessage(), entry);
        } catch (JsonProcessingException damaged) {
            setAside(name, "damaged", damaged.getOriginalMessage(), entry);
        } catch (IOException damaged) {
            setAside(name, "damaged", String.valueOf(damaged.getMessage()), entry);
        }
        return Optional.empty();
    }

    private void setAside(String name, String reason, String why, Archive.Entry entry) {
        String aside = name + "-" + reason;
        Result<Optional<String>> answer = archive.read(aside)
                .then(known -> archive.write(aside, entry.bytes(), known.map(Archive.Entry::version)));
        String where = answer instanceof Result.Failed<Optional<String>> failed
                ? "it cannot be set aside and will be overwritten: "
                        + failed.fault().message()
                : "it is set aside as " + archive.named(aside);
        log.unusable(name, "it is " + reason + ": " + why + "; " + where);
    }
}
