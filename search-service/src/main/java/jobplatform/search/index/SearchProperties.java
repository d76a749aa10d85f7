package jobplatform.search.index;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the index follows the read model.
 *
 * @param indexDirectory where the files of the index lie while the process runs; they are made anew when it starts
 * @param refreshInterval how long it waits at most before it looks for changes again
 */
@ConfigurationProperties("jobplatform.search")
record SearchProperties(Path indexDirectory, Duration refreshInterval) {}
