/** The search over HTTP; start at {@link jobplatform.search.web.SearchController}. */
@NullMarked
package jobplatform.search.web;

import org.jspecify.annotations.NullMarked;
