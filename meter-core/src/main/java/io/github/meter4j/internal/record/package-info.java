/** What readers write to files: recordings and rejected frames. No API. */
@NullMarked
package io.github.meter4j.internal.record;

import org.jspecify.annotations.NullMarked;
