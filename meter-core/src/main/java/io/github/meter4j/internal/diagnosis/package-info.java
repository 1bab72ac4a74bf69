/** Hints on bytes that are no readings. No API. */
@NullMarked
package io.github.meter4j.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
