/** SHA-256, as the audit, the duplicate keys, the Message-IDs and the routes write it. */
package dev.handover.digest;
