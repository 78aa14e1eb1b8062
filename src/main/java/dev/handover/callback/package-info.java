/** The callback's edge: what OpenIM posts, how it is checked, and how duplicates are told. */
package dev.handover.callback;
