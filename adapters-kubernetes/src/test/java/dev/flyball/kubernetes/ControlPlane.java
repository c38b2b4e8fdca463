package dev.flyball.kubernetes;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A control plane of a test's own, which can be stopped and started again with its data. The environment variable
 * IT_KUBE_TOOLS names the folder of the scripts kube-up, kube-down, fake-kubelet and fake-metrics.
 */
public final class ControlPlane implements AutoCloseable {

    public static final String TOOLS = "IT_KUBE_TOOLS";

    private final Path state;
    private final int port;
    private final int control;

    private ControlPlane(Path state, int port, int control) {
        this.state = state;
        this.port = port;
        this.control = control;
    }

    /** Starts one that keeps its data in this folder. */
    public static ControlPlane start(Path state) throws IOException {
        ControlPlane plane = new ControlPlane(state, freePort(), freePort());
        plane.startAgain();
        return plane;
    }

    /** Starts it at the same address. What pods use is forgotten. */
    public void startAgain() {
        run("kube-up", state.toString(), "--kcm", "--apiserver-port", Integer.toString(port));
        run("fake-kubelet", state.toString(), "--ready-delay", "1");
        run("fake-metrics", state.toString(), "--control-port", Integer.toString(control));
    }

    /** Stops all of it. */
    public void stop() {
        run("kube-down", state.toString());
    }

    public String kubeconfig() {
        return state.resolve("kubeconfig").toString();
    }

    /** Returns where it is told what pods use. */
    public String metrics() {
        return "http://127.0.0.1:" + control;
    }

    /** Returns the folder with the authority's certificate and key, {@code ca.crt} and {@code ca.key}. */
    public Path pki() {
        return state.resolve("pki");
    }

    private static void run(String script, String... arguments) {
        String path = Path.of(System.getenv(TOOLS), script).toString();
        List<String> command = new ArrayList<>(List.of(path));
        command.addAll(List.of(arguments));
        try {
            // What runs on in the background must not hold open what this waits for.
            Path said = Files.createTempFile(script, ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(said, StandardCharsets.UTF_8));
            }
            Files.delete(said);
        } catch (IOException e) {
            throw new IllegalStateException(command + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        run("kube-down", state.toString(), "--purge");
    }
}
