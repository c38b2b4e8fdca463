/** Reads signals with PromQL, and from the servers themselves. */
package dev.flyball.prometheus;
