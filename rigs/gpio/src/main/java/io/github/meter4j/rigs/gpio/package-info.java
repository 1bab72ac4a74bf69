/** The programs that run in the machine with GPIO lines, and what looks at their output. */
@NullMarked
package io.github.meter4j.rigs.gpio;

import org.jspecify.annotations.NullMarked;
