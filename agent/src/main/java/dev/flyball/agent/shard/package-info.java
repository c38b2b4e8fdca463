/** How several agents with the same settings divide the targets among themselves. */
package dev.flyball.agent.shard;
