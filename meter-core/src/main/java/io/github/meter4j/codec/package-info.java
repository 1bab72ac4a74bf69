/**
 * What the text protocols share: checksums, the index over a telegram's objects, and the readers of
 * numbers and stamps. Exported to the protocol modules of this project only.
 */
@NullMarked
package io.github.meter4j.codec;

import org.jspecify.annotations.NullMarked;
