package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers are trusted. Certificates are made by the JDK's keytool. */
@QuarkusTest
class TlsTest {

    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void aServerWithACertificateOfTheAuthorityForItsAddressIsTrusted() throws Exception {
        try (StubServer server = server("san=ip:127.0.0.1")) {
            assertThat(value(observe(server, authority())).wanted()).isEqualTo(2);
        }
    }

    @Test
    void aServerWithACertificateForAnotherAddressIsNot() throws Exception {
        try (StubServer server = server("san=ip:127.0.0.9,dns:other.example")) {
            Fault fault = fault(observe(server, authority()));
            assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fault.message()).contains("127.0.0.1");
            assertThat(value(observe(server, ", insecure-skip-tls-verify: true"))
                            .wanted())
                    .isEqualTo(2);
        }
    }

    @Test
    void aServerWithACertificateOfAnotherAuthorityIsNot() throws Exception {
        try (StubServer server = server("san=ip:127.0.0.1")) {
            assertThat(fault(observe(server, "")).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void certificatesAndKeysThatCannotBeReadAreAnInvalidConfigurationThatSaysWhich(String pem) throws Exception {
        String data = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        try (StubServer server = server("san=ip:127.0.0.1")) {
            assertThat(fault(observe(server, ", certificate-authority-data: " + data)))
                    .isEqualTo(invalid("certificate-authority holds no certificate: must be PEM"));
            assertThat(fault(observe(server, authority(), "{client-certificate-data: " + data + "}")))
                    .isEqualTo(invalid("client-certificate holds no certificate: must be PEM"));
            String certificate = "client-certificate: " + folder.resolve("ca.pem");
            assertThat(fault(observe(server, authority(), "{" + certificate + ", client-key-data: " + data + "}")))
                    .isEqualTo(invalid("client-key holds no private key: must be PEM, and not encrypted"));
            assertThat(fault(observe(server, ", certificate-authority: /absent.pem")))
                    .isEqualTo(invalid("certificate-authority /absent.pem does not exist or cannot be read"));
        }
    }

    @Test
    void aServerWithANewCertificateIsTrustedOnceTheConfigurationKnowsIt() throws Exception {
        int port;
        KubernetesAdapter adapter;
        try (StubServer before = server("san=ip:127.0.0.1")) {
            port = before.port();
            String kubeconfig = before.kubeconfig(authority(), "{token: secret}");
            adapter = adapter(() -> Config.fromKubeconfig(kubeconfig));
            assertThat(value(observe(before, adapter)).wanted()).isEqualTo(2);
        }
        Files.delete(store());
        Files.move(folder.resolve("ca.pem"), folder.resolve("old.pem"));
        try (StubServer after = server("san=ip:127.0.0.1", port)) {
            Path rotated = folder.resolve("ca.pem");
            Path renewed = Files.move(rotated, folder.resolve("new.pem"));
            Files.copy(folder.resolve("old.pem"), rotated);
            assertThat(fault(observe(after, adapter)).kind()).isEqualTo(Kind.UNREACHABLE);
            Files.copy(renewed, rotated, StandardCopyOption.REPLACE_EXISTING);
            assertThat(value(observe(after, adapter)).wanted()).isEqualTo(2);
        }
    }

    private static Fault invalid(String why) {
        return new Fault(
                Kind.INVALID,
                "the Kubernetes client configuration cannot be read: " + why + "; kubectl config view shows it");
    }

    private Result<Fleet> observe(StubServer server, String cluster) {
        return observe(server, cluster, "{token: secret}");
    }

    private static Result<Fleet> observe(StubServer server, String cluster, String user) {
        return observe(server, adapter(() -> Config.fromKubeconfig(server.kubeconfig(cluster, user))));
    }

    private static KubernetesAdapter adapter(Supplier<Config> config) {
        return new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), config);
    }

    private static Result<Fleet> observe(StubServer server, KubernetesAdapter adapter) {
        server.on(
                        "GET /apis/apps/v1/namespaces/shop/deployments/chat/scale",
                        200,
                        "{\"metadata\": {\"resourceVersion\": \"1\"}, \"spec\": {\"replicas\": 2}, \"status\":"
                                + " {\"replicas\": 2, \"selector\": \"app=chat\"}}")
                .on("GET /api/v1/namespaces/shop/pods", 200, "{\"items\": []}");
        return adapter.targets()
                .orElseThrow()
                .observe(List.of(CHAT), Instant.now())
                .get(CHAT);
    }

    /** Starts a server with a certificate that it signed itself, for these names. */
    private StubServer server(String names) throws IOException, InterruptedException, GeneralSecurityException {
        return server(names, 0);
    }

    private StubServer server(String names, int port)
            throws IOException, InterruptedException, GeneralSecurityException {
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=server", "-ext", names);
        keytool(
                "-exportcert",
                "-alias",
                "server",
                "-rfc",
                "-file",
                folder.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return StubServer.secured(tls, port);
    }

    private String authority() {
        return ", certificate-authority: " + folder.resolve("ca.pem");
    }

    private Path store() {
        return folder.resolve("store.p12");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store().toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
