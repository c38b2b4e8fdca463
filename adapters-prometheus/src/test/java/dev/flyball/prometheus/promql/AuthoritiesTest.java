package dev.flyball.prometheus.promql;

import static dev.flyball.prometheus.Asked.fault;
import static dev.flyball.prometheus.Asked.promql;
import static dev.flyball.prometheus.Asked.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.prometheus.PrometheusAdapter;
import dev.flyball.prometheus.Web;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which servers are trusted. Certificates are made by the JDK's keytool. */
class AuthoritiesTest {

    private static final String PASSWORD = "changeit";
    private static final String ANSWER =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"3\"]}}";

    @TempDir
    Path folder;

    @Test
    void aServerOfTheAuthorityInTheFileIsTrusted() throws Exception {
        try (Web web = Web.secured(certificate("one", "san=ip:127.0.0.1")).answers(200, ANSWER)) {
            assertThat(value(read(web, Optional.of(folder.resolve("one.pem")))))
                    .isEqualTo(new Reading.Total(3, Instant.ofEpochSecond(1)));
        }
    }

    @Test
    void aServerOfAnotherAuthorityOrForAnotherAddressIsNot() throws Exception {
        try (Web web = Web.secured(certificate("one", "san=ip:127.0.0.1")).answers(200, ANSWER);
                Web other = Web.secured(certificate("two", "san=ip:127.0.0.9")).answers(200, ANSWER)) {
            assertThat(fault(read(web, Optional.empty())).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fault(read(web, Optional.of(folder.resolve("two.pem")))).message())
                    .startsWith("no secure connection to " + web.uri());
            assertThat(fault(read(other, Optional.of(folder.resolve("two.pem"))))
                            .kind())
                    .isEqualTo(Kind.UNREACHABLE);
            assertThat(web.requests()).isEmpty();
        }
    }

    @Test
    void newAuthoritiesAreTrustedWhenTheFileChanges() throws Exception {
        try (Web web = Web.secured(certificate("one", "san=ip:127.0.0.1")).answers(200, ANSWER)) {
            certificate("two", "san=ip:127.0.0.1");
            Path file = folder.resolve("ca.pem");
            Files.copy(folder.resolve("two.pem"), file);
            Signals signals = signals(web, Optional.of(file));
            assertThat(fault(read(signals)).kind()).isEqualTo(Kind.UNREACHABLE);

            Files.writeString(file, Files.readString(folder.resolve("one.pem")));

            assertThat(value(read(signals))).isInstanceOf(Reading.Total.class);
        }
    }

    @Test
    void aFileWithoutCertificatesIsSaid() throws Exception {
        try (Web web = Web.open()) {
            Path file = Files.writeString(folder.resolve("ca.pem"), "garbage");
            assertThat(fault(read(web, Optional.of(file))).message())
                    .isEqualTo("FLYBALL_PROMETHEUS_CA_FILE=" + file
                            + " cannot be used: holds no certificate: must be PEM");
            assertThat(fault(read(web, Optional.of(folder.resolve("absent")))).message())
                    .endsWith("cannot be used: the file does not exist or cannot be read");
        }
    }

    private static Result<Reading> read(Web web, Optional<Path> authorities) {
        return read(signals(web, authorities));
    }

    private static Signals signals(Web web, Optional<Path> authorities) {
        return new PrometheusAdapter(
                        Duration.ofSeconds(5),
                        Optional.of(new PrometheusServer(web.uri(), Optional.empty(), authorities)))
                .signals()
                .orElseThrow();
    }

    private static Result<Reading> read(Signals signals) {
        return signals.read(List.of(promql("x")), Map.of(), Instant.EPOCH).get(promql("x"));
    }

    private SSLContext certificate(String name, String names) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(store, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=server", "-ext", names);
        Path pem = folder.resolve(name + ".pem");
        keytool(store, "-exportcert", "-alias", "server", "-rfc", "-file", pem.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
