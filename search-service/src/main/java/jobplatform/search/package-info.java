/** The service: what it is made of and which events it follows; start at {@link jobplatform.search.SearchServiceApplication}. */
@NullMarked
package jobplatform.search;

import org.jspecify.annotations.NullMarked;
