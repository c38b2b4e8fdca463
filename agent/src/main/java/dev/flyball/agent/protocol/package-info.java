/** One policy decided line by line on standard input and output, so that it can be scored by a simulator outside. */
package dev.flyball.agent.protocol;
