package dev.flyball.prometheus.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes TLS that trusts given authorities and no others. */
public final class Trust {

    private Trust() {}

    /**
     * Reads certificates.
     *
     * @param pem one or more certificates
     * @throws IOException if there is no certificate in it; the message goes on from the name of where it stands
     */
    public static SSLContext in(String pem) throws IOException {
        try {
            Collection<? extends Certificate> authorities = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (authorities.isEmpty()) {
                throw new CertificateException("empty");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, managers.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException malformed) {
            throw new IOException("holds no certificate: must be PEM", malformed);
        }
    }
}
