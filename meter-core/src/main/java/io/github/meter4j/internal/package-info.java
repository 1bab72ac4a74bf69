/** Not part of the public API. */
@NullMarked
package io.github.meter4j.internal;

import org.jspecify.annotations.NullMarked;
