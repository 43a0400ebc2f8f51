@NullMarked
package io.noisette.report;

import org.jspecify.annotations.NullMarked;
