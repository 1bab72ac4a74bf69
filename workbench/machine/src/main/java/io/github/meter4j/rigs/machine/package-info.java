/** The programs that run in the emulated machine, and what judges their output. */
@NullMarked
package io.github.meter4j.rigs.machine;

import org.jspecify.annotations.NullMarked;
