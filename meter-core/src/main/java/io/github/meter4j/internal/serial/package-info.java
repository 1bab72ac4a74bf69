/** Serial ports. No API. */
@NullMarked
package io.github.meter4j.internal.serial;

import org.jspecify.annotations.NullMarked;
