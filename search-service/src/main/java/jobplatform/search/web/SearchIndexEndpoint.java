package jobplatform.search.web;

import java.util.Map;
import jobplatform.search.readmodel.IndexRebuild;
import jobplatform.search.readmodel.RebuildReport;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/** {@code /actuator/searchindex}: GET says how the last rebuilding went, POST begins one. */
@Component
@Endpoint(id = "searchindex")
class SearchIndexEndpoint {

    private final IndexRebuild rebuild;

    SearchIndexEndpoint(IndexRebuild rebuild) {
        this.rebuild = rebuild;
    }

    @ReadOperation
    RebuildReport report() {
        return rebuild.report();
    }

    @WriteOperation
    WebEndpointResponse<Object> start() {
        return rebuild.start()
                ? new WebEndpointResponse<>(rebuild.report(), 202)
                : new WebEndpointResponse<>(Map.of("detail", "The index is being rebuilt already"), 409);
    }
}
