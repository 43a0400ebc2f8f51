/** Tables of papers as data: YAML files with rows, columns, options and the paper's numbers. */
@NullMarked
package io.noisette.reproduce.table;

import org.jspecify.annotations.NullMarked;
