package dev.flyball.agent.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The API server over plain HTTP, through {@code kubectl proxy}. */
final class Proxy implements AutoCloseable {

    private final Process process;
    private final Endpoint endpoint;

    private Proxy(Process process, Endpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static Proxy start(String kubeconfig) throws IOException {
        Process process = new ProcessBuilder("kubectl", "--kubeconfig", kubeconfig, "proxy", "--port=0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("kubectl proxy ended at once: is " + kubeconfig + " a kubeconfig?");
        }
        return new Proxy(process, new Endpoint("http://" + line.substring(line.lastIndexOf(' ') + 1)));
    }

    Endpoint api() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
