/** Signals that servers tell themselves, in the text format of Prometheus. */
package dev.flyball.prometheus.scrape;
