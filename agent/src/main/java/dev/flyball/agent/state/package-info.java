/** What outlives the process: memories and open writes, on disk or with the leases of a cluster. */
package dev.flyball.agent.state;
