/** The mail about one event, complete with its headers, as it goes to a mail server or into a file. */
package dev.handover.email;
