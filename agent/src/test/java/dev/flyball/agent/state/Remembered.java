package dev.flyball.agent.state;

import dev.flyball.core.decision.Memory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Memories for tests, made without naming what else a memory has. */
final class Remembered {

    private Remembered() {}

    /** Returns what is remembered after so many rounds in which nothing could be read. */
    static Memory blindFor(int rounds) {
        String text = "{\"version\":1,\"targets\":[{\"target\":\"calm:any\",\"fit\":{\"policy\":\"\",\"signals\":[],"
                + "\"sizes\":[]},\"memory\":{\"blindRounds\":" + rounds + "},\"write\":null}]}";
        try {
            return new StateJson()
                    .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .kept()
                    .get(0)
                    .memory();
        } catch (IOException defect) {
            throw new UncheckedIOException(defect);
        }
    }
}
