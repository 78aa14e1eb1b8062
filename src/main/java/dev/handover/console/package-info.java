/** One page on the management port for whoever operates Handover. */
package dev.handover.console;
