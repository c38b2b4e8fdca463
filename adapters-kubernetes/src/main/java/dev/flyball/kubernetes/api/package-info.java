/** The part of the Kubernetes API that this adapter uses: its JSON, its requests, and the way to the API server. */
package dev.flyball.kubernetes.api;
