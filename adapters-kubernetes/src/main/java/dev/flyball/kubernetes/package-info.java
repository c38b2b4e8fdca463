/** Scales Kubernetes workloads through their scale subresource, and reads what their pods use. */
package dev.flyball.kubernetes;
