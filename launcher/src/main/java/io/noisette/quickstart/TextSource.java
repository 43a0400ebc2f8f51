package io.noisette.quickstart;

/**
 * A text by name and content.
 *
 * @param name of a file, for people
 */
record TextSource(String name, String sha256) {}
