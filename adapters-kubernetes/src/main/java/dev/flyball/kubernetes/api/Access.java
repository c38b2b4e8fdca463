package dev.flyball.kubernetes.api;

import dev.flyball.core.result.Fault;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the client configuration says at one moment.
 *
 * @param endpoint where the server is
 * @param token the bearer token, if there is one
 * @param user as whom the server is asked, for messages
 * @param namespace that of its context, or of the pod
 * @param rotates whether the token is replaced under way, as that of a pod's service account is
 */
record Access(Endpoint endpoint, Optional<String> token, String user, String namespace, boolean rotates) {

    /**
     * Reads the configuration; blocks, since that reads files and may run a credential plugin.
     *
     * @throws FaultException if there is none or it makes no sense; the message says what to do
     */
    static Access read(Supplier<Config> source) {
        try {
            return of(source.get());
        } catch (FaultException fault) {
            throw fault;
        } catch (RuntimeException | IOException unreadable) {
            throw new FaultException(
                    Fault.Kind.INVALID,
                    "the Kubernetes client configuration cannot be read: " + Causes.describe(unreadable)
                            + "; kubectl config view shows it");
        }
    }

    private static Access of(Config config) throws IOException {
        if (config.getCurrentContext() == null && isDefault(config.getMasterUrl())) {
            throw nothingFound();
        }
        Optional<String> chain =
                Pem.certificates("client-certificate", config.getClientCertData(), config.getClientCertFile());
        Optional<String> key = Pem.key("client-key", config.getClientKeyData(), config.getClientKeyFile());
        Endpoint endpoint = new Endpoint(
                server(config.getMasterUrl()),
                !config.isTrustCerts(),
                Pem.certificates("certificate-authority", config.getCaCertData(), config.getCaCertFile()),
                chain.flatMap(c -> key.map(k -> new Endpoint.ClientCertificate(c, k))));
        return new Access(
                endpoint,
                token(config),
                user(config),
                Optional.ofNullable(config.getNamespace()).orElse("default"),
                config.getCurrentContext() == null);
    }

    private static boolean isDefault(String server) {
        return server == null || server.isBlank() || server.startsWith(Config.DEFAULT_MASTER_URL);
    }

    private static FaultException nothingFound() {
        return new FaultException(
                Fault.Kind.UNREACHABLE,
                "no kubeconfig with a current context and not in a cluster: set KUBECONFIG to a kubeconfig (looked at "
                        + String.join(", ", Config.getKubeconfigFilenames())
                        + "), or run in a pod with a service account");
    }

    private static URI server(String url) {
        URI server = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        if (!"https".equals(server.getScheme()) && !"http".equals(server.getScheme())) {
            throw new IllegalArgumentException("server " + url + ": must begin with https:// or http://");
        }
        return server;
    }

    private static Optional<String> token(Config config) {
        return Optional.ofNullable(config.getOauthToken())
                .or(() -> Optional.ofNullable(config.getAutoOAuthToken()))
                .map(String::strip)
                .filter(token -> !token.isEmpty());
    }

    private static String user(Config config) {
        if (config.getCurrentContext() == null) {
            return "this pod's service account";
        }
        return "user " + config.getCurrentContext().getContext().getUser() + " of kubeconfig context "
                + config.getCurrentContext().getName();
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "Access[" + endpoint.server() + " as " + user + "]";
    }
}
