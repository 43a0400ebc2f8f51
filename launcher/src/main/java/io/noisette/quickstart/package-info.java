/** The verb quickstart: prepare, pretrain, evaluate and report in a few minutes. */
@NullMarked
package io.noisette.quickstart;

import org.jspecify.annotations.NullMarked;
