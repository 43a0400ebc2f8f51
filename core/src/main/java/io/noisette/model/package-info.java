/**
 * Models: their configuration, their parameters under Hugging Face names, and their forward pass.
 */
@NullMarked
package io.noisette.model;

import org.jspecify.annotations.NullMarked;
