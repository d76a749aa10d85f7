package dev.avenant.messaging.internal.listener;

/** What becomes of records that are not simply handled, and who is told. */
record Fates(DeadLetters deadLetters, Tries tries, ListenerObserver observer) {}
