/** Signals that a Prometheus server works out. */
package dev.flyball.prometheus.promql;
