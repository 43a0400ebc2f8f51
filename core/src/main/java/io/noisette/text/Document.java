package io.noisette.text;

/**
 * A document as one line of text.
 *
 * @param text the text, without line breaks and not blank
 * @param titleLength number of characters of the title at the start of the text; 0 if there is no
 *     title
 */
public record Document(String text, int titleLength) {}
