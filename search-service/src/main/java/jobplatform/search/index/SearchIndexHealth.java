package jobplatform.search.index;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down until the service has read its index. */
@Component("searchIndex")
class SearchIndexHealth implements HealthIndicator {

    private final IndexHolder index;

    SearchIndexHealth(IndexHolder index) {
        this.index = index;
    }

    @Override
    public Health health() {
        if (!index.isReady()) {
            return Health.outOfService().build();
        }
        int jobs = index.search(searcher -> searcher.getIndexReader().numDocs());
        return Health.up().withDetail("openJobs", jobs).build();
    }
}
