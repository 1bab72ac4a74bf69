/** TCP, Telnet and RFC 2217. No API. */
@NullMarked
package io.github.meter4j.internal.network;

import org.jspecify.annotations.NullMarked;
