package dev.flyball.kubernetes.api;

import io.quarkus.tls.BaseTlsConfiguration;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;

/** TLS as the endpoint demands. PEM is handed on as it is, so that no key store of any format is needed. */
final class EndpointTls extends BaseTlsConfiguration {

    private final Endpoint endpoint;

    EndpointTls(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public TrustOptions getTrustStoreOptions() {
        return endpoint.authorities()
                .filter(pem -> endpoint.verified())
                .map(pem -> new PemTrustOptions().addCertValue(Buffer.buffer(pem)))
                .orElse(null);
    }

    @Override
    public KeyCertOptions getKeyStoreOptions() {
        return endpoint.certificate()
                .map(own -> new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(own.chain()))
                        .addKeyValue(Buffer.buffer(own.key())))
                .orElse(null);
    }

    @Override
    public boolean isTrustAll() {
        return !endpoint.verified();
    }

    @Override
    public Optional<String> getHostnameVerificationAlgorithm() {
        return Optional.of(endpoint.verified() ? "HTTPS" : "NONE");
    }

    /** Returns no name: named ones are kept for ever by the registry, to be reloaded. */
    @Override
    public String getName() {
        return null;
    }
}
