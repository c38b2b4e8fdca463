package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.kubernetes.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program beside a Deployment of four pods that carry just what they should, half of their 500 milli-cores each,
 * until a fault comes and goes. Scale-in does not wait for anything, so that it happens if nothing forbids it.
 */
final class FaultRun implements AutoCloseable {

    /** What the program may do. */
    static final String RULES = """
            {apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"]},
            {apiGroups: ["apps"], resources: ["deployments"], verbs: ["list", "watch"]},
            {apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"]},
            {apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["list"]}""";

    /** What was decided. */
    record Round(int size, String reason) {}

    private static final String CONTENT = "stay at 4 servers ON_TARGET";

    /** What makes the fault go away. */
    interface Ending {
        void end() throws Exception;
    }

    private static final Pattern ROUND = Pattern.compile("default: (?:stay at|\\d+ ->) (\\d+) servers? ([A-Z_]+)");

    private final Cluster cluster;
    private final Program program;

    private FaultRun(Cluster cluster, Program program) {
        this.cluster = cluster;
        this.program = program;
    }

    /** Starts the program, and waits until it is content. */
    static FaultRun start(Cluster cluster, Path kubeconfig, String interval) throws IOException {
        Program program = Program.start(Map.of(
                "FLYBALL_RESOURCE", "kubernetes:deployment/" + cluster.namespace() + "/chat",
                "FLYBALL_MIN_SERVERS", "2",
                "FLYBALL_MAX_SERVERS", "8",
                "FLYBALL_TARGET_UTILIZATION", "0.5",
                "FLYBALL_INTERVAL", interval,
                "FLYBALL_SCALE_IN_STABILIZATION", "0s",
                "KUBECONFIG", kubeconfig.toString()));
        program.awaitLog(CONTENT);
        return new FaultRun(cluster, program);
    }

    /** Waits for a line of the log with all of this. */
    void awaitFault(String... parts) {
        program.await("the log to say " + List.of(parts), () -> program.log().stream()
                .anyMatch(line -> Stream.of(parts).allMatch(line::contains)));
    }

    /** Waits until this many more decisions have been made. */
    void awaitRounds(int count) {
        int before = rounds().size();
        program.await(count + " rounds", () -> rounds().size() >= before + count);
    }

    /** Waits for a decision that knows what each server does, which of a new one takes as long as a sample of it. */
    void awaitWhole() {
        program.await("a decision on all servers", () -> {
            List<Round> rounds = rounds();
            return !Set.of("PARTIAL_DATA", "BLIND")
                    .contains(rounds.get(rounds.size() - 1).reason());
        });
    }

    /** Ends the fault, now that the load asks for six servers, and sees whether all is well within two rounds. */
    void over(Ending end) throws Exception {
        assertThat(replicas()).isEqualTo(4);
        assertThat(rounds()).allMatch(round -> round.size() >= 4);
        end.end();
        int before = rounds().size();
        // The round that is under way may still meet the fault.
        program.await("three more rounds", () -> rounds().size() >= before + 3);
        assertThat(rounds().subList(before, before + 3)).anyMatch(round -> round.size() == 6);
        program.await("6 replicas", () -> replicas() == 6);
        assertThat(program.log()).noneMatch(line -> line.contains("INTERNAL"));
        program.log().stream()
                .filter(line -> line.contains("WARN") || line.contains("put off") || line.contains("again, after"))
                .forEach(System.out::println);
    }

    /** Returns what was decided in each round since the program was content. */
    List<Round> rounds() {
        return program.log().stream()
                .dropWhile(line -> !line.contains(CONTENT))
                .map(ROUND::matcher)
                .filter(Matcher::find)
                .map(line -> new Round(Integer.parseInt(line.group(1)), line.group(2)))
                .toList();
    }

    int replicas() {
        return Integer.parseInt(cluster.kubectl("", "get", "deployment/chat", "-o", "jsonpath={.spec.replicas}"));
    }

    @Override
    public void close() {
        program.close();
    }
}
