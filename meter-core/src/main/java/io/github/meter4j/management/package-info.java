/**
 * What a reader counts, for JMX. The only package that needs the module {@code java.management};
 * who does not use it need not have that module.
 */
@NullMarked
package io.github.meter4j.management;

import org.jspecify.annotations.NullMarked;
