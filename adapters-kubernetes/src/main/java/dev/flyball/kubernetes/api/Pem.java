package dev.flyball.kubernetes.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads certificates and keys as a kubeconfig gives them. They are looked at here, since a client that cannot use them
 * says so only with its first request, and not which of them it means.
 */
final class Pem {

    private static final Pattern KEY = Pattern.compile("-----BEGIN (RSA |EC )?PRIVATE KEY-----");

    private Pem() {}

    /**
     * Reads certificates from base64 or else from a file; empty if neither is given.
     *
     * @throws IOException if there is no certificate in it
     */
    static Optional<String> certificates(String what, String base64, String file) throws IOException {
        Optional<String> pem = text(what, base64, file);
        if (pem.isPresent() && !holdsCertificate(pem.get())) {
            throw new IOException(what + " holds no certificate: must be PEM");
        }
        return pem;
    }

    /**
     * Reads a private key from base64 or else from a file; empty if neither is given.
     *
     * @throws IOException if there is no key in it that can be used
     */
    static Optional<String> key(String what, String base64, String file) throws IOException {
        Optional<String> pem = text(what, base64, file);
        if (pem.isPresent() && !KEY.matcher(pem.get()).find()) {
            throw new IOException(what + " holds no private key: must be PEM, and not encrypted");
        }
        return pem;
    }

    private static Optional<String> text(String what, String base64, String file) throws IOException {
        if (base64 != null && !base64.isBlank()) {
            try {
                return Optional.of(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII));
            } catch (IllegalArgumentException malformed) {
                throw new IOException(what + "-data is not base64", malformed);
            }
        }
        if (file == null || file.isBlank()) {
            return Optional.empty();
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new IOException(what + " " + file + " does not exist or cannot be read");
        }
        return Optional.of(Files.readString(Path.of(file)));
    }

    private static boolean holdsCertificate(String pem) {
        try {
            byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
            return pem.contains("-----BEGIN CERTIFICATE-----")
                    && !CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .isEmpty();
        } catch (CertificateException malformed) {
            return false;
        }
    }
}
