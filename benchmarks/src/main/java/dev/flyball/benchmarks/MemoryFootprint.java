package dev.flyball.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.flyball.core.signal.Observation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.openjdk.jol.info.GraphLayout;

/**
 * Decides for one endpoint every second of 24 hours, and prints for each fourth hour what a decision allocates and how
 * large the memory is that is kept for the target.
 */
public final class MemoryFootprint {

    private static final int HOURS = 24;
    private static final int SECONDS_OF_AN_HOUR = 3600;

    private MemoryFootprint() {}

    /** Prints the table. */
    public static void main(String[] arguments) {
        measure("following the load as it is", Endpoint.following(Duration.ofSeconds(1)));
        measure("with a forecast", Endpoint.forecasting(Duration.ofSeconds(1)));
    }

    private static void measure(String what, Endpoint endpoint) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        System.out.println("A target " + what + ":");
        System.out.println("| hour | bytes allocated per decision | largest memory kept, bytes |");
        System.out.println("| --- | --- | --- |");
        for (int hour = 1; hour <= HOURS; hour++) {
            long allocated = 0;
            long largest = 0;
            for (int second = 0; second < SECONDS_OF_AN_HOUR; second++) {
                Observation seen = endpoint.look();
                long before = threads.getThreadAllocatedBytes(self);
                endpoint.decide(seen);
                allocated += threads.getThreadAllocatedBytes(self) - before;
                if (second % 60 == 0) {
                    largest = Math.max(
                            largest,
                            GraphLayout.parseInstance(endpoint.memory()).totalSize());
                }
            }
            if (hour == 1 || hour % 4 == 0) {
                System.out.printf("| %d | %d | %d |%n", hour, allocated / SECONDS_OF_AN_HOUR, largest);
            }
        }
    }
}
