/**
 * What can go wrong: faults in what a meter sent, and the exceptions of readers and connections.
 */
@NullMarked
package io.github.meter4j.fault;

import org.jspecify.annotations.NullMarked;
