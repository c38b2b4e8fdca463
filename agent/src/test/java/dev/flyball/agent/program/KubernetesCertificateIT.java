package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.kubernetes.ControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What the program does when its certificate expires. */
@EnabledIfEnvironmentVariable(
        named = ControlPlane.TOOLS,
        matches = ".+",
        disabledReason = "set it to the folder of the scripts kube-up, kube-down, fake-kubelet and fake-metrics")
class KubernetesCertificateIT extends BeforeAControlPlane {

    private static final String PASSWORD = "changeit";

    @Test
    void aClientCertificateThatExpiresAndIsReplaced() throws Exception {
        certificate("+40S");
        Files.writeString(
                kubeconfig,
                cluster.kubeconfigOf("{client-certificate: \"" + folder.resolve("client.crt") + "\", client-key: \""
                        + folder.resolve("client.key") + "\"}"));
        try (FaultRun run = FaultRun.start(cluster, kubeconfig, "5s")) {
            run.awaitFault("does not accept the credentials of user it", "(UNAUTHENTICATED)");
            cluster.useInTotal("chat", "100m");
            run.awaitRounds(3);
            cluster.useInTotal("chat", "1500m");
            run.over(() -> certificate("+1d"));
        }
    }

    /** Writes a client certificate of the cluster's authority, and its key; it began a day ago and ends then. */
    private void certificate(String end) throws IOException, InterruptedException {
        Path store = folder.resolve("client.p12");
        Path authority = folder.resolve("authority.p12");
        Files.deleteIfExists(store);
        Files.deleteIfExists(authority);
        String pki = plane.pki().toString();
        run(
                "openssl",
                "pkcs12",
                "-export",
                "-name",
                "ca",
                "-in",
                pki + "/ca.crt",
                "-inkey",
                pki + "/ca.key",
                "-out",
                authority.toString(),
                "-passout",
                "pass:" + PASSWORD);
        keytool(store, "-genkeypair", "-alias", "client", "-keyalg", "RSA", "-dname", "CN=agent,O=system:masters");
        keytool(
                store,
                "-certreq",
                "-alias",
                "client",
                "-file",
                folder.resolve("client.csr").toString());
        Path signed = folder.resolve("signed.crt");
        keytool(
                authority,
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                folder.resolve("client.csr").toString(),
                "-outfile",
                signed.toString(),
                "-rfc",
                "-startdate",
                "-1d" + end,
                "-validity",
                "1",
                "-ext",
                "eku=clientAuth");
        run(
                "openssl",
                "pkcs12",
                "-in",
                store.toString(),
                "-nocerts",
                "-nodes",
                "-passin",
                "pass:" + PASSWORD,
                "-out",
                folder.resolve("client.key").toString());
        Files.move(signed, folder.resolve("client.crt"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(folder.resolve("client.key")).isNotEmptyFile();
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
