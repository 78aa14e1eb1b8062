/** OpenIM's REST API, asked about a transfer: one small client, which nobody else needs to know. */
package dev.handover.openim;
