package dev.avenant.console.deadletters;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions that run, however long, and for a while those that ended. On the letters of a topic one runs at a time. */
final class LetterJobs {

    private static final Duration KEPT = Duration.ofHours(12);
    private static final long MOST_ENDED = 1000;
    private static final long MOST_LISTINGS = 10_000;

    private final Map<String, LetterJob> running = new HashMap<>();
    private final Cache<String, LetterJob> ended;
    private final Cache<String, Boolean> taken;

    LetterJobs(Ticker ticker) {
        ended = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(KEPT)
                .maximumSize(MOST_ENDED)
                .build();
        taken = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(KEPT)
                .maximumSize(MOST_LISTINGS)
                .build();
    }

    /** The action of a key that runs, or was the last to end. */
    synchronized Optional<LetterJob> of(String key) {
        LetterJob job = running.get(key);
        return Optional.ofNullable(job == null ? ended.getIfPresent(key) : job);
    }

    /**
     * Takes note of an action that begins, unless the same one runs, or its listing was taken before.
     *
     * @throws TopicBusyException if another one runs on the letters of its topic
     */
    synchronized boolean begin(String key, LetterListing listing, LetterJob job) {
        if (running.containsKey(key) || isTaken(listing)) {
            return false;
        }
        if (running.values().stream().anyMatch(other -> other.topic().equals(job.topic()))) {
            throw new TopicBusyException(job.topic());
        }
        take(listing);
        running.put(key, job);
        return true;
    }

    /** Takes note that an action ended. */
    synchronized void end(String key, LetterJob job) {
        running.remove(key, job);
        ended.put(key, job);
    }

    /** Takes a listing for what needs no job; not when it was taken before. */
    synchronized boolean take(LetterListing listing) {
        if (isTaken(listing)) {
            return false;
        }
        if (!listing.id().isEmpty()) {
            taken.put(listing.id(), true);
        }
        return true;
    }

    /** Gives a listing back of which nothing came. */
    synchronized void giveBack(LetterListing listing) {
        taken.invalidate(listing.id());
    }

    /** Whether a listing was taken. */
    synchronized boolean isTaken(LetterListing listing) {
        return taken.getIfPresent(listing.id()) != null;
    }

    synchronized List<LetterJob> running() {
        return List.copyOf(running.values());
    }
}
