/** The callbacks that are not ours: the app backend's, or nobody's. */
package dev.handover.backend;
