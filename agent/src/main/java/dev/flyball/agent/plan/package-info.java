/** Answers what can carry a load, and how many servers are overloaded, by arithmetic alone. */
package dev.flyball.agent.plan;
