/** The durable queues: Artemis, embedded or external, and the two Camel components that speak to it. */
package dev.handover.broker;
