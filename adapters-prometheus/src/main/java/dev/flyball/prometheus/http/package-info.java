/** GET requests that cost no more than they may, and what went wrong with one in words. */
package dev.flyball.prometheus.http;
