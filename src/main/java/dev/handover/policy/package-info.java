/** Which transfers a setting alone can refuse. */
package dev.handover.policy;
