/** Status indicators that need no other library. No API. */
@NullMarked
package io.github.meter4j.internal.light;

import org.jspecify.annotations.NullMarked;
