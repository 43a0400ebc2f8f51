package io.noisette.text;

/**
 * One document as one line of text.
 *
 * @param text without line breaks; not blank
 * @param titleLength how many characters at the start are its title; 0 if it has none
 */
public record Document(String text, int titleLength) {}
