/** Meter addresses and what they name. No API. */
@NullMarked
package io.github.meter4j.internal.address;

import org.jspecify.annotations.NullMarked;
