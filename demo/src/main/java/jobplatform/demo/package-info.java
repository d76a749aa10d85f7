/** Fills a running job platform through its APIs; start at {@link jobplatform.demo.DemoCommand}. */
@NullMarked
package jobplatform.demo;

import org.jspecify.annotations.NullMarked;
