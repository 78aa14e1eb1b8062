/** The Slack message about one event, as JSON and as the object that camel-slack sends. */
package dev.handover.slack;
