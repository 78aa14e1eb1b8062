/** The HTTP edge before the routes: paths, credentials, limits, and an envelope for whatever goes wrong there. */
package dev.handover.ingress;
