/** The policies played on recorded load: what each would have cost, and how long requests would have waited. */
package dev.flyball.agent.backtest;
