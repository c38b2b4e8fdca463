package dev.flyball.agent.state;

import dev.flyball.core.target.TargetId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A process that keeps states as fast as it can, and tells each one that is kept, until it is killed. */
final class KilledWriter {

    static final int TARGETS = 40;

    private KilledWriter() {}

    /** Begins with the round that is given. */
    public static void main(String[] arguments) throws IOException {
        StateDirectory state = StateDirectory.open(Path.of(arguments[0]), Runnable::run, InstantSource.system());
        for (int round = Integer.parseInt(arguments[1]); ; round++) {
            state.keep("rounds", states(round)).join();
            System.out.println(round);
        }
    }

    static List<Kept> states(int round) {
        return IntStream.range(0, TARGETS)
                .mapToObj(i -> new Kept(
                        new TargetId("calm", "target" + i),
                        new Fit("flyball", List.of(), List.of()),
                        Remembered.blindFor(round),
                        Optional.empty(),
                        Orders.none(),
                        true))
                .toList();
    }
}
