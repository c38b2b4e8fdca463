package dev.flyball.kubernetes.api;

import java.net.URI;
import java.util.Optional;

/**
 * Where the API server is, and how both sides prove who they are when they connect.
 *
 * @param server http or https
 * @param verified false to trust any certificate, as the configuration demands
 * @param authorities the certificates to trust, as PEM; empty for those that Java trusts
 * @param certificate the client's own certificate, if it has one
 */
record Endpoint(URI server, boolean verified, Optional<String> authorities, Optional<ClientCertificate> certificate) {

    /** A certificate chain and its private key, both as PEM. */
    record ClientCertificate(String chain, String key) {

        @Override
        public String toString() {
            return "ClientCertificate[not shown]";
        }
    }
}
