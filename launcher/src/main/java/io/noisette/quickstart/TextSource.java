package io.noisette.quickstart;

/**
 * Name and digest of a text file.
 *
 * @param name of the file, without directories
 * @param sha256 digest of the content, in hexadecimal
 */
record TextSource(String name, String sha256) {}
