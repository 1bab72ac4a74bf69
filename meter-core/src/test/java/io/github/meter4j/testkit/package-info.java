/** Contract tests and stand-ins for hardware, for everybody who writes a transport or a driver. */
@NullMarked
package io.github.meter4j.testkit;

import org.jspecify.annotations.NullMarked;
